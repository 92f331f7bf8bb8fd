import type { Address, Hex } from 'viem'
import { computeCreditAbi, creditFactoryAbi } from './abi.ts'

/** Lots of one unit: a credit's base unit is 0.001 GPU-hour, or 0.001 of whatever its unit is. */
export const LOTS_PER_UNIT = 1_000n

/** A fresh credit's bond is at least this share of lots × price, in basis points. */
export const BOND_FLOOR_BP = 2_000n

/** Damages of an undelivered unit, in basis points of its price. */
export const DAMAGES_BP = 1_000n

/** How the book of a credit, a note or a bundle is listed: the grid of every series, 1 lot × 1 tick = 1 micro-USDC. */
export const SPOT_EXPONENTS = { lotExponent: 0, unitExponent: 0, minLotsExponent: 2 } as const

const BP = 10_000n

// ---------------------------------------------------------------- coverage

/** What must be bonded at least for `lots` at `price` (micro-USDC per unit), in micro-USDC, rounded up as the factory does. */
export const minimumBond = (lots: bigint, price: bigint): bigint =>
  ceilDiv(lots * price * BOND_FLOOR_BP, BP * LOTS_PER_UNIT)

/** What `lots` are owed at default at `price` (micro-USDC per unit), damages included, in micro-USDC, rounded up as the credit does. */
export const owedAt = (lots: bigint, price: bigint): bigint =>
  ceilDiv(lots * price * (BP + DAMAGES_BP), BP * LOTS_PER_UNIT)

/** Bond over what is owed, in basis points, rounded down: 10,000 is full cover. `undefined` if nothing is owed. */
export const coverageBp = (bond: bigint, owed: bigint): bigint | undefined =>
  owed === 0n ? undefined : (bond * BP) / owed

/** What default would pay for `lots` out of `bond`, if `undelivered` lots share it at `price`: micro-USDC, rounded down. */
export function defaultValue(lots: bigint, undelivered: bigint, bond: bigint, price: bigint): bigint {
  const owed = owedAt(undelivered, price)
  return undelivered === 0n ? 0n : ((bond < owed ? bond : owed) * lots) / undelivered
}

// ---------------------------------------------------------------- implied financing rate

/** Seconds of a year, for rates. */
export const YEAR = 31_536_000n

/**
 * What the issuer pays a year for having the money now: the discount of a credit to the fair forward, simple interest by days.
 *
 * (forward − price) / price × year / time, in basis points a year, rounded towards zero. Negative if the credit costs more than the forward.
 *
 * @param price - What the credit trades at, in any unit of money.
 * @param forward - What the same unit costs as a forward for the middle of the window, in the same unit.
 * @param seconds - From now to the middle of the window.
 * @returns `undefined` if there is no price, or the middle of the window is past.
 */
export const impliedRateBp = (price: bigint, forward: bigint, seconds: bigint): bigint | undefined =>
  price <= 0n || seconds <= 0n ? undefined : ((forward - price) * BP * YEAR) / (price * seconds)

// ---------------------------------------------------------------- receipts

/** A cumulative receipt: `deliveredLots` of redemption `redemptionId` had been delivered at `time` (Unix seconds). */
export type CreditReceipt = { redemptionId: bigint; deliveredLots: bigint; time: bigint }

/**
 * What holder or meter sign, as viem's `signTypedData` takes it.
 *
 * @param credit - The credit's address and the name of its token, which is the name of the domain.
 */
export const receiptTypedData = (credit: { chainId: number; address: Address; name: string }, receipt: CreditReceipt) =>
  ({
    domain: { name: credit.name, version: '1', chainId: credit.chainId, verifyingContract: credit.address },
    types: {
      Receipt: [
        { name: 'redemptionId', type: 'uint256' },
        { name: 'deliveredLots', type: 'uint256' },
        { name: 'time', type: 'uint64' },
      ],
    },
    primaryType: 'Receipt',
    message: receipt,
  }) as const

// ---------------------------------------------------------------- calls

/** What a credit promises; see `CreditTerms` in IComputeCredit.sol. */
export type CreditTerms = {
  name: string
  symbol: string
  /** What one credit is good for, e.g. `GPU-hour`. */
  unit: string
  /** URL at which it is redeemed. */
  endpoint: string
  /** Grade whose index prices it; 0 if `referencePrice` does. */
  grade: number
  /** Micro-USDC per unit; 0 if the index of `grade` prices it. */
  referencePrice: bigint
  /** Account that signs receipts besides the holder; the zero address for none. */
  meter: Address
  /** First second of the window, Unix seconds. */
  start: bigint
  /** Second at which it closes, Unix seconds. */
  end: bigint
}

/** Issues `lots` against `bond` micro-USDC, which the factory must be allowed to take. The caller becomes the issuer. */
export const issueCredit = (creditFactory: Address, terms: CreditTerms, lots: bigint, bond: bigint) =>
  ({ address: creditFactory, abi: creditFactoryAbi, functionName: 'issue', args: [terms, lots, bond] }) as const

/** Commits the caller's lots to the endpoint. */
export const redeemCredit = (credit: Address, lots: bigint) =>
  ({ address: credit, abi: computeCreditAbi, functionName: 'redeem', args: [lots] }) as const

/** Posts a receipt that `signer`, holder or meter, signed. Anyone may. */
export const deliverCredit = (credit: Address, receipt: CreditReceipt, signer: Address, signature: Hex) =>
  ({
    address: credit,
    abi: computeCreditAbi,
    functionName: 'deliver',
    args: [receipt.redemptionId, receipt.deliveredLots, receipt.time, signer, signature],
  }) as const

/** Takes the undelivered lots of the caller's redemption back. */
export const leaveRedemption = (credit: Address, redemptionId: bigint) =>
  ({ address: credit, abi: computeCreditAbi, functionName: 'leave', args: [redemptionId] }) as const

/** Declares default, once the window and the grace of receipts are over and the print that prices it is final. Anyone may. */
export const declareDefault = (credit: Address) =>
  ({ address: credit, abi: computeCreditAbi, functionName: 'declareDefault' }) as const

/** Pays the caller's lots from the bond after default. */
export const claimDefault = (credit: Address, lots: bigint, to: Address) =>
  ({ address: credit, abi: computeCreditAbi, functionName: 'claim', args: [lots, to] }) as const

/** Burns lots of the issuer and releases their share of the bond. */
export const burnCredit = (credit: Address, lots: bigint) =>
  ({ address: credit, abi: computeCreditAbi, functionName: 'burn', args: [lots] }) as const

/** Adds to the bond, which the credit must be allowed to take. */
export const addBond = (credit: Address, amount: bigint) =>
  ({ address: credit, abi: computeCreditAbi, functionName: 'addBond', args: [amount] }) as const

/** Pays the issuer what was released of the bond. */
export const withdrawReleased = (credit: Address, to: Address) =>
  ({ address: credit, abi: computeCreditAbi, functionName: 'withdrawReleased', args: [to] }) as const

const ceilDiv = (value: bigint, by: bigint): bigint => (value + by - 1n) / by

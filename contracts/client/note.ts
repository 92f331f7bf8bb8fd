import type { Address } from 'viem'
import { bundleAbi, bundleFactoryAbi, noteFactoryAbi, revenueNoteAbi } from './abi.ts'

/** Lots of one note: its base unit is 0.001 notes. */
export const LOTS_PER_NOTE = 1_000n

/** The index of coupons counts micro-USDC × 2^96 per lot. */
const FRACTION_BITS = 96n
const BP = 10_000n

/** Why a note is under stress, as the contract numbers it. */
export const StressCause = { None: 0, CouponMissed: 1, CovenantBroken: 2 } as const
export type StressCause = (typeof StressCause)[keyof typeof StressCause]

// ---------------------------------------------------------------- arithmetic

/** What a lot pays at most, in micro-USDC. Exact: the factory refuses terms for which it is no whole number. */
export const capPerLot = (issuePrice: bigint, capBp: number): bigint =>
  (issuePrice * BigInt(capBp)) / (BP * LOTS_PER_NOTE)

/** What `lots` cost in the primary sale, in micro-USDC, rounded up. */
export const salePrice = (lots: bigint, issuePrice: bigint): bigint => ceilDiv(lots * issuePrice, LOTS_PER_NOTE)

/** Least coupon for a revenue, in micro-USDC, rounded up. */
export const shareOf = (revenue: bigint, shareBp: number): bigint => ceilDiv(revenue * BigInt(shareBp), BP)

/** Coupons that `lots` bearer notes carry at an index, in micro-USDC, rounded down. */
export const accumulatedAt = (lots: bigint, couponIndex: bigint): bigint => (lots * couponIndex) >> FRACTION_BITS

/** What `lots` can still pay until the cap, in micro-USDC, rounded down. */
export const unpaidAt = (lots: bigint, couponIndex: bigint, cap: bigint): bigint =>
  (lots * ((cap << FRACTION_BITS) - couponIndex)) >> FRACTION_BITS

/** Whether every note has had its cap. What is missing may be less than a micro-USDC a note, and is missing all the same. */
export const isCapReached = (couponIndex: bigint, cap: bigint): boolean => couponIndex === cap << FRACTION_BITS

/** What making `lots` registered notes bearer notes costs, if so much (micro-USDC) can be collected: the rest, rounded up. */
export function payBackFor(lots: bigint, couponIndex: bigint, collectable: bigint): bigint {
  const carried = ceilDiv(lots * couponIndex, 1n << FRACTION_BITS)
  return carried > collectable ? carried - collectable : 0n
}

// ---------------------------------------------------------------- calls

/** What a note promises; see `NoteTerms` in IRevenueNote.sol. */
export type NoteTerms = {
  name: string
  symbol: string
  /** `whole business`, or the line whose revenue is shared. */
  productLine: string
  /** Micro-USDC per note. */
  issuePrice: bigint
  /** Most lots that can be sold. */
  lots: bigint
  /** 500 … 1,000: share of revenue in basis points. */
  shareBp: number
  /** 13,500 is 1.35 × the issue price. */
  capBp: number
  /** Unix seconds. */
  firstDue: bigint
  coupons: number
  /** Micro-USDC per note and month. */
  minimumCoupon: bigint
  /** Credit that conversion is made into; the zero address for none. */
  reserve: Address
}

/** Issues a note and locks `reserveLots` of its reserve credit, which the factory must be allowed to take. */
export const issueNote = (noteFactory: Address, terms: NoteTerms, reserveLots: bigint) =>
  ({ address: noteFactory, abi: noteFactoryAbi, functionName: 'issue', args: [terms, reserveLots] }) as const

/** Buys in the primary sale, which ends when the first coupon is due; the note must be allowed to take {@link salePrice}. */
export const buyNotes = (note: Address, lots: bigint, to: Address) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'buy', args: [lots, to] }) as const

/** Takes unsold notes out, to be sold on the book. Issuer only, before the first coupon is due. */
export const takeUnsold = (note: Address, lots: bigint) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'takeUnsold', args: [lots] }) as const

/** Deposits a coupon for a reported revenue, both micro-USDC; the note must be allowed to take it. Issuer only. */
export const depositRevenue = (note: Address, revenue: bigint, amount: bigint) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'deposit', args: [revenue, amount] }) as const

/** Makes bearer notes registered ones and pays what they have accumulated. */
export const registerNotes = (note: Address, lots: bigint) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'register', args: [lots] }) as const

/** Makes registered notes bearer ones; the note must be allowed to take {@link payBackFor}. */
export const unregisterNotes = (note: Address, lots: bigint, to: Address) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'unregister', args: [lots, to] }) as const

/** Pays the coupons of the caller's registered notes. */
export const collectCoupons = (note: Address, to: Address) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'collect', args: [to] }) as const

/** Declares that the coupon of a month (from 1) is missed past its grace. Anyone may. */
export const declareCouponMissed = (note: Address, month: bigint) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'declareCouponMissed', args: [month] }) as const

/** Declares that three months up to `month` are under the covenant. Anyone may. */
export const declareCovenantBroken = (note: Address, month: bigint) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'declareCovenantBroken', args: [month] }) as const

/** Asks for registered notes to become credits. */
export const convertNotes = (note: Address, lots: bigint) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'convert', args: [lots] }) as const

/** Allocates the reserve, once the window is over. Anyone may. */
export const fixConversion = (note: Address) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'fixConversion' }) as const

/** Pays the credits that a conversion brought the caller. */
export const takeCredits = (note: Address, to: Address) =>
  ({ address: note, abi: revenueNoteAbi, functionName: 'takeCredits', args: [to] }) as const

/** Creates the bundle of one credit and `notesPerCredit` notes. */
export const createBundle = (bundleFactory: Address, credit: Address, note: Address, notesPerCredit: bigint) =>
  ({
    address: bundleFactory,
    abi: bundleFactoryAbi,
    functionName: 'create',
    args: [credit, note, notesPerCredit],
  }) as const

/** Wraps credits and bearer notes, which the bundle must be allowed to take. */
export const wrapBundle = (bundle: Address, lots: bigint, to: Address) =>
  ({ address: bundle, abi: bundleAbi, functionName: 'wrap', args: [lots, to] }) as const

/** Gives credits and bearer notes back. */
export const unwrapBundle = (bundle: Address, lots: bigint, to: Address) =>
  ({ address: bundle, abi: bundleAbi, functionName: 'unwrap', args: [lots, to] }) as const

const ceilDiv = (value: bigint, by: bigint): bigint => (value + by - 1n) / by

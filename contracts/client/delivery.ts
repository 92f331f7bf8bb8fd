import type { Address } from 'viem'
import { deliveryDeskAbi } from './abi.ts'
import type { SignedReceipt } from './receipt.ts'
import type { Lots } from './units.ts'

// Calls of the delivery desk, as those of the exchange in `calls.ts`. The desk takes LONG and SHORT as tokens: what lies in the
// exchange's ledger is withdrawn first, and the desk approved for exactly the lots.

/** Lots of one GPU-hour: offers and elections are whole ones. */
export const LOTS_PER_HOUR = 1_000n

/** What a provider offers to deliver, and on which terms. */
export type OfferRequest = {
  market: number
  /** A multiple of {@link LOTS_PER_HOUR}. */
  lots: Lots
  /** Fewest lots of one election, a multiple of {@link LOTS_PER_HOUR}; less only if it takes all that is open. */
  minimum: Lots
  /** Who may sign receipts besides the buyer; the zero address if nobody. */
  meter: Address
  /** Where the machines stand, 1 … 64 bytes. */
  site: string
  /** URL at which the buyer signs in, 1 … 256 bytes. */
  endpoint: string
  /** Service terms, or where they are read, 0 … 1,024 bytes. */
  terms: string
}

/** Offers capacity and locks the caller's SHORT behind it. */
export const makeOffer = (desk: Address, request: OfferRequest) =>
  ({ address: desk, abi: deliveryDeskAbi, functionName: 'makeOffer', args: [request] }) as const

/** Returns open lots of an offer to its provider; once notice has closed, whoever calls. */
export const withdrawOffer = (desk: Address, offer: bigint, lots: Lots) =>
  ({ address: desk, abi: deliveryDeskAbi, functionName: 'withdraw', args: [offer, lots] }) as const

/** Takes part or all of an offer and locks the caller's LONG. */
export const elect = (desk: Address, offer: bigint, lots: Lots) =>
  ({ address: desk, abi: deliveryDeskAbi, functionName: 'elect', args: [offer, lots] }) as const

/** Posts a receipt: the provider is credited the cap of every lot by which the delivery grows. */
export const postReceipt = (desk: Address, { signer, signature, ...receipt }: SignedReceipt) =>
  ({ address: desk, abi: deliveryDeskAbi, functionName: 'postReceipt', args: [receipt, signer, signature] }) as const

/** Settles in cash what was not delivered. */
export const settleElection = (desk: Address, election: bigint) =>
  ({ address: desk, abi: deliveryDeskAbi, functionName: 'settle', args: [election] }) as const

/** Pays all that the caller is credited to `to`. */
export const claim = (desk: Address, to: Address) =>
  ({ address: desk, abi: deliveryDeskAbi, functionName: 'claim', args: [to] }) as const

/** How {@link settleElection} would share the cap of what is undelivered now, if the price were `tick`. */
export const previewSettlement = (desk: Address, election: bigint, tick: number) =>
  ({ address: desk, abi: deliveryDeskAbi, functionName: 'previewSettlement', args: [election, tick] }) as const

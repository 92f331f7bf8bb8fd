import type { Address } from 'viem'

// Events of the delivery desk. Lots are those of the series, amounts base units of its quote asset, times Unix seconds.

export type OfferMadeEvent = {
  kind: 'offerMade'
  offer: number
  market: number
  provider: Address
  lots: bigint
  minimum: bigint
  /** Null if nobody signs receipts besides the buyer. */
  meter: Address | null
  site: string
  endpoint: string
  terms: string
}

export type OfferWithdrawnEvent = { kind: 'offerWithdrawn'; offer: number; lots: bigint; open: bigint }

export type ElectedEvent = { kind: 'elected'; election: number; offer: number; buyer: Address; lots: bigint }

export type LotsDeliveredEvent = {
  kind: 'lotsDelivered'
  election: number
  /** By which the receipt grew. */
  lots: bigint
  /** Cumulative. */
  delivered: bigint
  /** When it was signed. */
  time: number
  signer: Address
  amount: bigint
}

export type ElectionSettledEvent = {
  kind: 'electionSettled'
  election: number
  undelivered: bigint
  tick: number
  toBuyer: bigint
  damages: bigint
  toProvider: bigint
}

export type DeskClaimedEvent = { kind: 'deskClaimed'; account: Address; amount: bigint }

export type DeliveryEvent =
  | OfferMadeEvent
  | OfferWithdrawnEvent
  | ElectedEvent
  | LotsDeliveredEvent
  | ElectionSettledEvent
  | DeskClaimedEvent

import type { Actor, OrderChange, TakenChange } from '@gigahour/contracts/words'
import type { Address, Hex } from 'viem'
import type { AccessEvent } from './access.ts'
import type { Contract } from './contract.ts'
import type { CreditEvent } from './creditEvent.ts'
import type { DeliveryEvent } from './deliveryEvent.ts'
import type { PrintEvent } from './foldPrint.ts'
import type { Family } from './listing.ts'
import type { BundleEvent, NoteEvent } from './noteEvent.ts'
import type { SettlementEvent } from './settlement.ts'
import type { BlockTradeEvent, LegsEvent } from './tradeEvent.ts'

/** Where on the chain an event stands. */
export type Place = {
  block: number
  logIndex: number
  transaction: Hex
  /** Of the block, Unix seconds. */
  timestamp: number
}

/** What an order's owner did, or what was credited. */
export type OrderEvent = {
  kind: 'placed' | 'reduced' | 'cancelled' | 'settled'
  actor: Actor
  change: OrderChange
}

/** One take: a change for each level that it went over, in the order of its walk. The actor's sequence is the market's after the last. */
export type TakenEvent = { kind: 'taken'; actor: Actor; changes: readonly TakenChange[] }

/** Base units that came into, or left, an account's free balance. */
export type TransferEvent = { kind: 'deposited' | 'withdrawn'; account: Address; asset: number; amount: bigint }

/** Complete sets that were made or given back. */
export type SetsEvent = { kind: 'split' | 'merged'; account: Address; market: number; lots: bigint }

/** LONG or SHORT of a band that became, or was made of, as many of each of its parts. */
export type RegroupEvent = {
  kind: 'cut' | 'joined'
  account: Address
  whole: number
  parts: readonly number[]
  long: boolean
  lots: bigint
}

export type FeesEvent = { kind: 'feesCollected'; market: number; recipient: Address; amount: bigint }

/** `symbol` and `decimals` are the token's own words, bounded and printable; null if it does not tell. */
export type AssetEvent = {
  kind: 'assetListed'
  asset: number
  token: Address
  forward: boolean
  symbol: string | null
  decimals: number | null
}

export type MarketEvent = {
  kind: 'marketListed'
  market: number
  base: number
  quote: number
  cap: number
  takerFee: number
  expiry: number
  unitExponent: number
  lotExponent: number
  minLotsExponent: number
  /** Whose price it pays for; 0 for a spot market. */
  family: number
  /** Price above which a LONG pays, in ticks. */
  floor: number
}

export type FeeLoweredEvent = { kind: 'feeLowered'; market: number; takerFee: number }

export type GradeEvent = {
  kind: 'gradeListed'
  grade: number
  name: string
  root: string
  /** In ticks: what caps and steps follow until there is a final print. */
  referencePrice: number
  minCap: number
  maxCap: number
  deliverable: boolean
}

/** What the settlement price of a family will be. */
export type FamilyEvent = { kind: 'familyDefined' } & Family

export type SeriesEvent = {
  kind: 'seriesListed'
  market: number
  isFull: boolean
  long: Address
  short: Address
  symbol: string
}

export type LedgerEvent = TransferEvent | SetsEvent | RegroupEvent | FeesEvent
export type ListingEvent = AssetEvent | MarketEvent | FeeLoweredEvent | GradeEvent | FamilyEvent | SeriesEvent
export type FinancingEvent = CreditEvent | NoteEvent | BundleEvent

/** One log of a contract that is followed, decoded. */
export type ChainEvent = (
  | OrderEvent
  | TakenEvent
  | LegsEvent
  | BlockTradeEvent
  | AccessEvent
  | SettlementEvent
  | PrintEvent
  | LedgerEvent
  | ListingEvent
  | DeliveryEvent
  | FinancingEvent
) & {
  at: Place
  /** A contract that was made: its logs, from the same block on, are followed too. */
  announces?: Contract
}

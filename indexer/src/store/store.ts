import type { Address, Hex } from 'viem'
import type { Candle } from '../market/candle.ts'
import type { DeliveryReceipt } from '../market/delivery.ts'
import type { Draft } from '../market/draft.ts'
import type { Fill } from '../market/fill.ts'
import type { CreditEntry } from '../market/foldCredit.ts'
import type { LegsTrade } from '../market/legs.ts'
import type { DailyMark, DailyProfit } from '../market/mark.ts'
import type { MonitorPoint } from '../market/monitor.ts'
import type { Coupon } from '../market/note.ts'
import type { Order } from '../market/order.ts'
import type { SeriesRedemption } from '../market/settlement.ts'
import type { StoredRows } from '../market/state.ts'

/** What is kept of a block. */
export type Header = { number: number; hash: Hex; parent: Hex; timestamp: number }

/** One step forward along the chain: one block, or in a backfill several that are final. */
export type Step = {
  /** The last block of the step. */
  header: Header
  draft: Draft
  /** False for blocks that are final: they need no way back. */
  undoable: boolean
}

/** Where the store stands. */
export type Checkpoint = {
  header: Header
  /** Counts steps and reorgs; never goes back. */
  sequence: number
  reorgs: number
}

/** Which chain and contracts a store is of. */
export type Identity = {
  chainId: number
  blockHash: Hex
  exchange: Address
  /** Those whose logs are followed from the first block on: a store without the past of one would not be the chain. */
  contracts: readonly Address[]
}

/** A row is older if it stands before this in the chain. */
export type Before = { block: number; logIndex: number; part: number }

/**
 * Everything that outlives the process. Each change is one transaction: a kill at any moment leaves the step before it or the
 * step after it.
 */
export type Store = {
  /** `undefined` before the first step. */
  checkpoint(): Checkpoint | undefined
  /** What a state is made from, at the checkpoint. @param since - Of which second on candles of a minute are wanted. */
  rows(): StoredRows
  /** The block with this number, if it is still kept: the checkpoint, those that are not final, and the newest final one. */
  header(number: number): Header | undefined
  /** @throws if the step was applied already. */
  commit(step: Step): Checkpoint
  /** Goes back to a kept block: every row becomes what it was after it. */
  rollback(ancestor: Header): Checkpoint
  /** Throws every row away, to be rebuilt from the chain. The sequence goes on. */
  clear(): void
  /** Forgets the way back below a final block, and the headers before it. */
  finalize(number: number): void

  /** Newest first. */
  fills(market: number, limit: number, before?: Before): Fill[]
  /** Newest first, whichever side the account was on. */
  accountFills(account: Address, limit: number, before?: Before): Fill[]
  /** The newest `limit` with `from ≤ start < to`, oldest first. */
  candles(market: number, interval: number, range: { from: number; to: number; limit: number }): Candle[]
  /** Newest placed first. */
  orders(account: Address, limit: number, before?: Before): Order[]
  /** Newest first. @param election - Null for those of all. */
  receipts(election: number | null, limit: number, before?: Before): DeliveryReceipt[]
  /** What happened to a credit, newest first. @param token - Null for all of them. */
  creditEntries(token: Address | null, limit: number, before?: Before): CreditEntry[]
  /** What an account was paid from bonds, newest first. */
  claims(account: Address, limit: number, before?: Before): CreditEntry[]
  /** Newest first. @param token - Of a note; null for those of all. */
  coupons(token: Address | null, limit: number, before?: Before): Coupon[]
  /** How a credit looked in hours that are over: the newest `limit` with `from ≤ start < to`, oldest first. */
  monitorPoints(token: Address, range: { from: number; to: number; limit: number }): MonitorPoint[]
  /** Trades in several markets, newest first. @param taker - Of one account; null for all. */
  legs(taker: Address | null, limit: number, before?: Before): LegsTrade[]
  /** Newest first. */
  seriesRedemptions(account: Address, limit: number, before?: Before): SeriesRedemption[]
  /** Of one series, newest first. @param before - Those of earlier days alone. */
  marks(market: number, limit: number, before?: number): DailyMark[]
  /** Of one account with `from ≤ day < to`, newest first, in one day by market. */
  profits(account: Address, range: { from: number; to: number; limit: number }): DailyProfit[]
  close(): void
}

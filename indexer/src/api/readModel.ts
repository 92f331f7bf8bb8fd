import type { Lots, Tick } from '@gigahour/contracts/units'
import type { Address, Hash } from 'viem'
import type { Credit, CreditEvent, Redemption } from './creditSchemas.ts'
import type { Delivery, DeliveryReceipt, DeskAccount, Offer } from './deliverySchemas.ts'
import type { DeskReads } from './deskReads.ts'
import type { FinanceReads } from './financeReads.ts'
import type { Bundle, FinancingRow } from './financingSchemas.ts'
import type { Monitor } from './monitorSchemas.ts'
import type { Coupon, Note, NoteRegistration } from './noteSchemas.ts'
import type { GradeIndex } from './printSchemas.ts'
import type { At, InstrumentRef, Interval, Status } from './schemas.ts'
import type { SettlementReads } from './settlementReads.ts'
import type { DailyMark, MarkRule, Settlement } from './settlementSchemas.ts'
import type { TradeReads } from './tradeReads.ts'
import type { AccountAccess } from './tradeSchemas.ts'

/**
 * What the API reads, implemented by the core.
 *
 * Rules that every implementation keeps:
 * - Reads are synchronous and all see the one checkpoint that `at()` gives, until the next commit.
 * - Addresses are lower case, in what is asked and in what is answered.
 * - Prices are ticks (half ticks for `mid` and `mark`), times Unix seconds, lots and money bigints; money is in base
 *   units of its asset. What is not known is null, never 0.
 * - Rows carry the fields declared here alone: those that need no conversion are answered as they are.
 * - A symbol or grade that does not exist is `undefined`; an account that never traded has empty rows.
 */
export type ReadModel = {
  /** The checkpoint that every read sees; `undefined` until the first block is committed. */
  at(): Checkpoint | undefined
  /** Where the indexer stands, also before the first block. Called often: must cost no query. */
  status(): Status

  /** Every market, in the order in which they were listed. */
  markets(): MarketRow[]
  market(symbol: string): MarketRow | undefined
  /** The best `depth` levels of each side, best first. */
  book(symbol: string, depth: number): BookSides | undefined
  /** Newest first, at most `limit`, all older than `before`. */
  fills(symbol: string, page: PageRequest): FillRow[] | undefined
  /** Oldest first: the newest `limit` candles with `from <= start < to`. */
  candles(symbol: string, interval: Interval, range: CandleRange): CandleRow[] | undefined

  /** Every grade's curve, in the order in which the grades were listed. */
  curves(): CurveRow[]
  curve(grade: string): CurveRow | undefined

  /** By asset id; assets of which the account holds nothing are left out. */
  balances(account: Address): BalanceRow[]
  /**
   * Newest placed first, at most `limit`, all placed before `before`.
   *
   * @param status - `open` also gives filled orders whose proceeds are not yet credited (`unsettled > 0`).
   */
  orders(account: Address, page: PageRequest & { status: 'open' | 'all' }): OrderRow[]
  /** As `fills`, over all markets. A self-trade is two rows, both on one page, which may then have one more. */
  accountFills(account: Address, page: PageRequest): AccountFillRow[]
  /** Markets in which the account holds LONG or SHORT, or has realised something, in the order of listing. */
  positions(account: Address): PositionRow[]

  desk: DeskReads
  finance: FinanceReads
  settlement: SettlementReads
  trades: TradeReads

  /**
   * Calls `listener` after each commit, in the order of commits and before the next one: reads within the call see the
   * commit's own checkpoint. A commit is one block, or one reorg. Commits made while catching up need not be told: the
   * gap in their sequences is seen, and whoever listens gets the state as a whole.
   *
   * @returns Ends the subscription.
   */
  subscribe(listener: (commit: Commit) => void): () => void
}

/**
 * A committed block.
 *
 * `sequence` counts commits: one higher with every block and every reorg. It is stored in the transaction that it
 * counts, so that it is never reused, neither by the blocks after a reorg nor after a restart. Sequences of the stream
 * are these, hence equal on every replica of one database.
 */
export type Checkpoint = Omit<At, 'hash'> & { hash: Hash }

/** Where a fill or an order came to be: block, log in the block, and place among the fills of one log. */
export type Position = { block: number; logIndex: number; index: number }

export type PageRequest = { limit: number; before?: Position | undefined }

/** The newest rows that were asked for, oldest first. `next`: the page before begins here; null if there is none. */
export type RowPage<Row> = { rows: Row[]; next: Position | null }

/** Unix seconds; `to` is exclusive. */
export type CandleRange = { from: number; to: number; limit: number }

export type AssetRow = { asset: number; token: Address; symbol: string; decimals: number }

export type StatsRow = {
  bestBid: Tick | null
  bestAsk: Tick | null
  /** Half way between the best two; null if a side is empty. */
  mid: number | null
  last: Tick | null
  lastTime: number | null
  /** First price of the last 24 hours. */
  open24h: Tick | null
  high24h: Tick | null
  low24h: Tick | null
  /** On the book alone. */
  volume24h: Lots
  blockVolume24h: Lots
  /** Base units of the quote asset. */
  turnover24h: bigint
  fills24h: number
  openInterest: Lots
  /** Last price before 20:00 UTC of the day before. */
  previousClose: Tick | null
  /** Latest print, micro-USDC per GPU-hour; null in a spot market, as the two below. */
  index: bigint | null
  /** Live mark less `index`, micro-USDC per GPU-hour. */
  basis: bigint | null
  dailyMark: { day: number; tick: number; rule: MarkRule } | null
}

export type MarketStatus = 'trading' | 'halted' | 'ended' | 'settled'

type MarketBase = {
  symbol: string
  market: number
  quote: AssetRow
  unitExponent: number
  lotExponent: number
  minLots: Lots
  /** Parts in a million. */
  takerFee: number
  blockMinimum: Lots
  status: MarketStatus
  /** While it is halted. */
  haltedUntil: number | null
  settlementTick: number | null
  stats: StatsRow
}
export type SeriesRow = MarketBase & {
  kind: 'series'
  grade: string
  year: number
  month: number
  cap: Tick
  expiry: number
  deliverable: boolean
  long: Pick<AssetRow, 'asset' | 'token'>
  short: Pick<AssetRow, 'asset' | 'token'>
}
export type SpotRow = MarketBase & { kind: 'spot'; base: AssetRow; instrument: InstrumentRef | null }
export type MarketRow = SeriesRow | SpotRow

/** In a change, 0 lots and 0 orders say that the level is gone. */
export type LevelRow = { tick: Tick; lots: Lots; orders: number }
export type BookSides = { bids: LevelRow[]; asks: LevelRow[] }

export type FillRow = {
  position: Position
  kind: 'book' | 'block'
  /** Of the trade in several markets that it is part of. */
  legs: Position | null
  /** The market's sequence on the exchange after the level was taken from: the same for all fills of one level. */
  sequence: number
  tick: Tick
  lots: Lots
  /** The taker's. */
  side: 'buy' | 'sell'
  maker: Address
  /** null in a block trade, as `takerSlot`. */
  makerSlot: number | null
  taker: Address
  takerSlot: number | null
  /** This fill's share of the taker's fee, base units of the quote asset; the shares of one log add up to its fee. */
  fee: bigint
  timestamp: number
  transaction: Hash
}
/** `side` is the account's; `fee` what the account paid, so 0 for a maker. */
export type AccountFillRow = FillRow & { symbol: string; role: 'maker' | 'taker' }

export type CandleRow = {
  /** Unix seconds, a multiple of the interval. */
  start: number
  open: Tick
  high: Tick
  low: Tick
  close: Tick
  volume: Lots
  /** Base units of the quote asset. */
  turnover: bigint
  fills: number
}

export type CurvePointRow = {
  symbol: string
  year: number
  month: number
  expiry: number
  cap: Tick
  bid: Tick | null
  ask: Tick | null
  mid: number | null
  last: Tick | null
  mark: number | null
  previousClose: Tick | null
  dailyMark: number | null
  basis: bigint | null
  volume24h: Lots
  openInterest: Lots
}
/** `points` in the order of months. */
export type CurveRow = { grade: string; deliverable: boolean; points: CurvePointRow[] }

export type BalanceRow = AssetRow & { free: bigint; escrowed: bigint; unsettled: bigint }

export type OrderRow = {
  /** Where it was placed; `index` 0. */
  position: Position
  symbol: string
  slot: number
  side: 'bid' | 'ask'
  funding: 'quote' | 'token'
  tick: Tick
  /** When placed. */
  lots: Lots
  open: Lots
  filled: Lots
  /** Filled and not yet credited. */
  unsettled: Lots
  status: 'open' | 'filled' | 'cancelled' | 'replaced'
  placedAt: number
  updatedAt: number
  transaction: Hash
}

export type PositionRow = {
  symbol: string
  /** With the lots of filled orders not yet credited, as `short`. */
  long: Lots
  short: Lots
  /** What `net = long − short` was traded for: `cost` is lots × ticks. Null if net is 0 or its cost is not known. */
  average: { cost: bigint; lots: bigint } | null
  mark: number | null
  /** Base units of the quote asset, negative if a loss. */
  realised: bigint
  unrealised: bigint | null
}

/** What a block changed in one channel: whole rows as they are after it. At most one change a channel and block. */
export type Change =
  | ({ channel: 'book'; symbol: string } & BookSides)
  /** New fills, newest first. */
  | { channel: 'fills'; symbol: string; fills: FillRow[] }
  | { channel: 'candles'; symbol: string; interval: Interval; candles: CandleRow[] }
  | { channel: 'curve'; grade: string; points: CurvePointRow[] }
  | { channel: 'markets'; markets: MarketChange[] }
  | ({ channel: 'account'; account: Address } & Partial<AccountChange>)
  /** New receipts, newest first; so are events and coupons below. */
  | {
      channel: 'deliveries'
      offers: Offer[]
      deliveries: Delivery[]
      receipts: DeliveryReceipt[]
      accounts: DeskAccount[]
    }
  | { channel: 'credits'; credits: Credit[]; redemptions: Redemption[]; events: CreditEvent[] }
  | { channel: 'notes'; notes: Note[]; coupons: Coupon[]; registrations: NoteRegistration[] }
  | { channel: 'bundles'; bundles: Bundle[] }
  | { channel: 'financing'; rows: FinancingRow[] }
  | { channel: 'monitor'; monitor: Monitor }
  | { channel: 'index'; grades: GradeIndex[] }
  | { channel: 'settlements'; settlements: Settlement[] }
  | { channel: 'marks'; marks: DailyMark[] }

/** What of a market changes with time and trade. */
export type MarketChange = Pick<MarketRow, 'symbol' | 'status' | 'haltedUntil' | 'settlementTick' | 'stats'>

/** New fills, newest first; the others replace the row of the same asset, of the same slot, of the same symbol. */
export type AccountChange = {
  balances: BalanceRow[]
  orders: OrderRow[]
  fills: AccountFillRow[]
  positions: PositionRow[]
  access: AccountAccess
}

/** `at` is the checkpoint after the commit. */
export type Commit =
  | { type: 'block'; at: Checkpoint; changes: Change[] }
  /** The chain took back every block above `at.block`; reads now give the state at that ancestor. */
  | { type: 'revert'; at: Checkpoint }

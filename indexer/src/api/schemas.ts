import { z } from 'zod'
import {
  Address,
  Amount,
  Count,
  Finality,
  Grade,
  HalfTick,
  Hash,
  Lots,
  MarketSymbol,
  Price,
  Sequence,
  SignedAmount,
  SignedLots,
  Tick,
  Time,
} from './quantities.ts'
import { DailyMark, SignedPrice } from './settlementSchemas.ts'

// Prices, quantities and times have the units of quantities.ts.

/** How long one candle is. */
export const Interval = z.enum(['1m', '5m', '15m', '1h', '4h', '1d']).meta({ id: 'Interval' })
export type Interval = z.infer<typeof Interval>

/** The point of the chain that an answer is true at. */
export const At = z
  .object({ block: Count, hash: Hash, timestamp: Time, sequence: Sequence, finality: Finality })
  .meta({ id: 'At', description: 'The block that the answer is true at' })
export type At = z.infer<typeof At>

const AssetRef = z.object({ asset: Count, token: Address })
const Asset = AssetRef.extend({ symbol: z.string(), decimals: Count })

export const MarketStats = z
  .object({
    bestBid: Tick.nullable(),
    bestAsk: Tick.nullable(),
    mid: HalfTick.nullable(),
    last: Tick.nullable(),
    lastTime: Time.nullable(),
    open24h: Tick.nullable(),
    change24h: z.number().int().nullable().meta({ description: 'last − open24h, in ticks' }),
    high24h: Tick.nullable(),
    low24h: Tick.nullable(),
    volume24h: Lots.meta({ description: 'On the book; block trades are apart' }),
    blockVolume24h: Lots,
    turnover24h: Amount,
    fills24h: Count,
    openInterest: Lots,
    previousClose: Tick.nullable().meta({ description: 'Last price before 20:00 UTC of the day before' }),
    index: Price.nullable().meta({ description: 'Latest print of the grade; null in a spot market' }),
    basis: SignedPrice.nullable().meta({ description: 'Middle of the book, else the last price, less `index`' }),
    dailyMark: DailyMark.pick({ day: true, tick: true, rule: true }).nullable(),
  })
  .meta({ id: 'MarketStats' })
export type MarketStats = z.infer<typeof MarketStats>

/** What a spot market's token is, if one of our factories issued it. */
export const InstrumentRef = z
  .object({
    kind: z.enum(['credit', 'note', 'bundle']),
    token: Address.meta({ description: 'Names it at /v1/credits, /v1/notes and /v1/bundles' }),
    name: z.string(),
    symbol: z.string(),
  })
  .meta({ id: 'InstrumentRef' })
export type InstrumentRef = z.infer<typeof InstrumentRef>

const marketFields = {
  symbol: MarketSymbol,
  market: Count.meta({ description: 'Id on the exchange' }),
  quote: Asset,
  unitExponent: Count.meta({ description: 'One lot × one tick is 10^unitExponent base units of the quote asset' }),
  lotExponent: Count.meta({ description: 'One lot is 10^lotExponent base units of the token' }),
  minLots: Lots,
  takerFee: Count.meta({ description: 'Parts in a million of what the taker trades', example: 200 }),
  blockMinimum: Lots.meta({ description: 'Fewest lots of a block trade' }),
  status: z.enum(['trading', 'halted', 'ended', 'settled']).meta({
    description: '`halted`: no new orders, cancels and withdrawals go on; `settled`: the final price is fixed',
  }),
  haltedUntil: Time.nullable().meta({ description: 'Last second of the halt, while there is one' }),
  settlementTick: Count.nullable().meta({ description: 'What a LONG pays, in ticks, once it is fixed; may be 0' }),
  stats: MarketStats,
}
const SeriesMarket = z.object({
  ...marketFields,
  kind: z.literal('series'),
  grade: Grade,
  year: Count,
  month: z.number().int().min(1).max(12),
  cap: Tick.meta({ description: 'Payoff at most, in ticks; LONG and SHORT are worth this together' }),
  expiry: Time.meta({ description: 'First second at which it no longer trades' }),
  deliverable: z.boolean(),
  long: AssetRef,
  short: AssetRef,
  base: z.null(),
  instrument: z.null(),
})
const SpotMarket = z.object({
  ...marketFields,
  kind: z.literal('spot'),
  grade: z.null(),
  year: z.null(),
  month: z.null(),
  cap: z.null(),
  expiry: z.null(),
  deliverable: z.literal(false),
  long: z.null(),
  short: z.null(),
  base: Asset,
  instrument: InstrumentRef.nullable().meta({ description: 'Null for a token of anybody else' }),
})
/** A market; `kind` tells a futures series, which has LONG and SHORT, from a spot market, which has a base asset. */
export const Market = z.discriminatedUnion('kind', [SeriesMarket, SpotMarket]).meta({ id: 'Market' })
export type Market = z.infer<typeof Market>

export const BookLevel = z
  .object({ tick: Tick, lots: Lots, orders: Count })
  .meta({ id: 'BookLevel', description: 'What rests at one price; "0" lots in a delta: the level is gone' })
export type BookLevel = z.infer<typeof BookLevel>

/** Resting lots by price, best first on both sides. */
export const Book = z
  .object({ symbol: MarketSymbol, sequence: Sequence, bids: z.array(BookLevel), asks: z.array(BookLevel) })
  .meta({ id: 'Book' })
export type Book = z.infer<typeof Book>

export const Fill = z
  .object({
    id: z.string().meta({ description: 'Block, log and place in the log', example: '123-4-0' }),
    kind: z.enum(['book', 'block']).meta({
      description:
        '`block`: agreed on beside the book; it moves no price and counts in no candle, only in `blockVolume24h`',
    }),
    legs: z.string().nullable().meta({ description: 'Id of the strip or spread that it is part of', example: '123-9' }),
    sequence: Count.meta({ description: "The market's own sequence on the exchange after the level was taken from" }),
    tick: Tick,
    lots: Lots,
    side: z.enum(['buy', 'sell']).meta({ description: "The taker's side" }),
    maker: Address,
    makerSlot: Count.nullable().meta({ description: 'null in a block trade' }),
    taker: Address,
    takerSlot: Count.nullable().meta({ description: 'null in a block trade' }),
    selfTrade: z.boolean().meta({ description: 'Maker and taker are the same account' }),
    fee: Amount.meta({ description: "This fill's share of the taker's fee, base units of the quote asset" }),
    block: Count,
    logIndex: Count,
    timestamp: Time,
    transaction: Hash,
  })
  .meta({ id: 'Fill', description: "One maker's order traded against one taker's, or a block trade" })
export type Fill = z.infer<typeof Fill>

export const Candle = z
  .object({
    start: Time.meta({ description: 'Start of the interval, Unix seconds, inclusive' }),
    open: Tick,
    high: Tick,
    low: Tick,
    close: Tick,
    volume: Lots,
    turnover: Amount,
    fills: Count,
  })
  .meta({ id: 'Candle', description: 'An interval without a fill has none' })
export type Candle = z.infer<typeof Candle>

export const CurvePoint = z
  .object({
    symbol: MarketSymbol,
    year: Count,
    month: Count,
    expiry: Time,
    cap: Tick,
    bid: Tick.nullable(),
    ask: Tick.nullable(),
    mid: HalfTick.nullable(),
    last: Tick.nullable(),
    mark: HalfTick.nullable().meta({ description: 'What positions are valued at' }),
    previousClose: Tick.nullable(),
    dailyMark: DailyMark.shape.tick.nullable(),
    basis: SignedPrice.nullable().meta({ description: '`mark` less the latest print of the grade' }),
    volume24h: Lots,
    openInterest: Lots,
  })
  .meta({ id: 'CurvePoint' })
export type CurvePoint = z.infer<typeof CurvePoint>

/** The forward curve of a grade: one point a listed month, in the order of months. */
export const Curve = z
  .object({ grade: Grade, deliverable: z.boolean(), points: z.array(CurvePoint) })
  .meta({ id: 'Curve' })
export type Curve = z.infer<typeof Curve>

export const Balance = Asset.extend({
  free: Amount,
  escrowed: Amount.meta({ description: 'Set aside for open orders' }),
  unsettled: Amount.meta({ description: 'Earned by filled orders, not yet credited on the exchange' }),
}).meta({ id: 'Balance' })
export type Balance = z.infer<typeof Balance>

export const AccountOrder = z
  .object({
    symbol: MarketSymbol,
    slot: Count,
    side: z.enum(['bid', 'ask']),
    funding: z.enum(['quote', 'token']),
    tick: Tick,
    lots: Lots.meta({ description: 'When placed' }),
    open: Lots,
    filled: Lots,
    unsettled: Lots.meta({ description: 'Filled and not yet credited' }),
    status: z.enum(['open', 'filled', 'cancelled', 'replaced']),
    placedAt: Time,
    updatedAt: Time,
    block: Count.meta({ description: 'In which it was placed' }),
    transaction: Hash.meta({ description: 'By which it was placed' }),
  })
  .meta({ id: 'AccountOrder' })
export type AccountOrder = z.infer<typeof AccountOrder>

/** A fill as one of its two accounts sees it: `side` is this account's. A self-trade stands twice, once a role. */
export const AccountFill = Fill.extend({
  symbol: MarketSymbol,
  role: z.enum(['maker', 'taker']),
  side: z.enum(['buy', 'sell']).meta({ description: "This account's side" }),
  fee: Amount.meta({ description: 'What this account paid, base units of the quote asset; makers pay none' }),
}).meta({ id: 'AccountFill' })
export type AccountFill = z.infer<typeof AccountFill>

export const Position = z
  .object({
    symbol: MarketSymbol,
    long: Lots,
    short: Lots,
    net: SignedLots,
    averagePrice: z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .nullable()
      .meta({ description: 'Ticks paid or received on average for `net`, a decimal string', example: '2810.25' }),
    mark: HalfTick.nullable(),
    realised: SignedAmount,
    unrealised: SignedAmount.nullable(),
  })
  .meta({ id: 'Position', description: 'Lots of filled orders count, also before they are credited' })
export type Position = z.infer<typeof Position>

export const Status = z
  .object({
    chainId: Count,
    genesisHash: Hash.meta({ description: 'Of the block in which the exchange was created' }),
    contracts: z.object({ exchange: Address, seriesRegistry: Address, usdc: Address }),
    head: Count.meta({ description: "The node's newest block" }),
    headTimestamp: Time,
    indexed: Count.meta({ description: 'The newest block served here' }),
    lagBlocks: Count,
    lagMilliseconds: Count,
    finalized: Count,
    reorgs: Count.meta({ description: 'Reorgs followed since the database was made' }),
    ready: z.boolean(),
    version: z.string(),
    startedAt: Time,
  })
  .meta({ id: 'Status' })
export type Status = z.infer<typeof Status>

/** What went wrong, which parameter broke which rule. Clients decide by `code` and show `message`. */
export const ApiError = z
  .object({
    code: z.enum([
      'invalid_parameter',
      'unknown_symbol',
      'unknown_grade',
      'unknown_token',
      'unknown_election',
      'unknown_route',
      'not_ready',
      'invalid_message',
      'too_many_subscriptions',
      'internal',
    ]),
    parameter: z.string().nullable(),
    message: z.string(),
  })
  .meta({
    id: 'ApiError',
    example: { code: 'invalid_parameter', parameter: 'depth', message: 'depth must be 1 to 1000, got 5000' },
  })
export type ApiError = z.infer<typeof ApiError>
export const ErrorBody = z.object({ error: ApiError }).meta({ id: 'ErrorBody' })
export type ErrorBody = z.infer<typeof ErrorBody>

/** The body of every REST answer. */
export type Answer<T> = { at: At; data: T }
/** The body of a paged REST answer. `next` is opaque; null when there is no more. */
export type Page<T> = Answer<T[]> & { next: string | null }

export const answerOf = <T extends z.ZodType>(data: T) => z.object({ at: At, data })
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ at: At, data: z.array(row), next: z.string().nullable().meta({ description: 'Cursor; null: no more' }) })

import { z } from 'zod'
import { Credit, CreditEvent, Redemption } from './creditSchemas.ts'
import { Delivery, DeliveryReceipt, DeskAccount, Offer } from './deliverySchemas.ts'
import { Bundle, FinancingRow } from './financingSchemas.ts'
import { Monitor } from './monitorSchemas.ts'
import { Coupon, Note, NoteRegistration } from './noteSchemas.ts'
import { GradeIndex } from './printSchemas.ts'
import {
  AccountFill,
  AccountOrder,
  ApiError,
  Balance,
  Book,
  BookLevel,
  Candle,
  Curve,
  CurvePoint,
  Fill,
  Interval,
  Market,
  MarketStats,
  Position,
  Status,
} from './schemas.ts'
import { DailyMark, Settlement } from './settlementSchemas.ts'
import { AccountAccess } from './tradeSchemas.ts'

const Id = z.string().min(1).max(64).meta({ description: "The client's own name for the subscription", example: 'b1' })
const From = z.number().int().nonnegative().optional().meta({
  description: 'Resume: the `sequence` of the last message held. Absent: begin with a snapshot',
})
const MarketSymbol = z.string().max(64)
const common = { op: z.literal('subscribe'), id: Id, from: From }

/** What a client asks to be told about. */
export const Subscribe = z.discriminatedUnion('channel', [
  z.object({ ...common, channel: z.literal('book'), symbol: MarketSymbol }),
  z.object({ ...common, channel: z.literal('fills'), symbol: MarketSymbol }),
  z.object({ ...common, channel: z.literal('candles'), symbol: MarketSymbol, interval: Interval }),
  z.object({ ...common, channel: z.literal('curve'), grade: z.string().max(64) }),
  z.object({ ...common, channel: z.literal('markets') }),
  z.object({ ...common, channel: z.literal('account'), address: z.string().regex(/^0x[0-9a-fA-F]{40}$/) }),
  z.object({ ...common, channel: z.literal('status') }),
  z.object({ ...common, channel: z.literal('deliveries') }),
  z.object({ ...common, channel: z.literal('credits') }),
  z.object({ ...common, channel: z.literal('notes') }),
  z.object({ ...common, channel: z.literal('bundles') }),
  z.object({ ...common, channel: z.literal('financing') }),
  z.object({ ...common, channel: z.literal('monitor') }),
  z.object({ ...common, channel: z.literal('index') }),
  z.object({ ...common, channel: z.literal('settlements') }),
  z.object({ ...common, channel: z.literal('marks') }),
])
export type Subscribe = z.infer<typeof Subscribe>
export type Channel = Subscribe['channel']
const CHANNELS = Subscribe.options.map(({ shape }) => shape.channel.value)

const Unsubscribe = z.object({ op: z.literal('unsubscribe'), id: Id })
const Ping = z.object({ op: z.literal('ping') })

/** Everything a client may send. */
export const ClientMessage = z.discriminatedUnion('op', [Subscribe, Unsubscribe, Ping])
export type ClientMessage = z.infer<typeof ClientMessage>

const AccountState = z.object({
  balances: z.array(Balance),
  orders: z.array(AccountOrder).meta({ description: 'Open orders, and filled ones not yet credited' }),
  fills: z.array(AccountFill).meta({ description: 'The newest 100, newest first' }),
  positions: z.array(Position),
  access: AccountAccess,
})
/** Rows that may become many: a snapshot holds so many of a kind. The others are paged from REST. */
const live = <Row extends z.ZodType>(row: Row) =>
  z.array(row).meta({ description: 'At most 500 in a snapshot: those that are not over first, newer before older' })

const Deliveries = z.object({
  offers: live(Offer),
  deliveries: live(Delivery),
  receipts: z.array(DeliveryReceipt).meta({ description: 'The newest 100, newest first' }),
  accounts: z.array(DeskAccount).meta({
    description: 'Whom the desk owes or has paid; at most 500 in a snapshot, those whom it owes first',
  }),
})
const Credits = z.object({
  credits: live(Credit),
  redemptions: live(Redemption),
  events: z.array(CreditEvent).meta({ description: 'The newest 100, newest first' }),
})
const Notes = z.object({
  notes: live(Note),
  coupons: z.array(Coupon).meta({ description: 'The newest 100, newest first' }),
  registrations: z.array(NoteRegistration).meta({
    description: 'At most 500 in a snapshot, and of a conversion when it is fixed: those that hold any first',
  }),
})
/**
 * Snapshots and deltas are alike in these: a delta holds the rows that changed. Those that an event touched stand in the delta of its block; what prices
 * or the clock changed is told once a minute.
 */
const furtherData = {
  deliveries: Deliveries,
  credits: Credits,
  notes: Notes,
  bundles: live(Bundle),
  financing: z.array(FinancingRow).meta({ description: 'Of the credits, notes and bundles that snapshots hold' }),
  monitor: Monitor,
  index: z.array(GradeIndex),
  settlements: z.array(Settlement),
  marks: z.array(DailyMark).meta({ description: 'The newest of each series' }),
} as const

/** What a snapshot holds, by channel. */
export const snapshotData = {
  book: Book,
  fills: z.array(Fill).meta({ description: 'The newest 100, newest first' }),
  candles: z.array(Candle).meta({ description: 'The newest 500, oldest first' }),
  curve: Curve,
  markets: z.array(Market),
  account: AccountState,
  status: Status,
  ...furtherData,
} as const
export type SnapshotData = { [C in Channel]: z.infer<(typeof snapshotData)[C]> }

const MarketChange = z.object({
  symbol: MarketSymbol,
  status: Market.options[0].shape.status,
  haltedUntil: Market.options[0].shape.haltedUntil,
  settlementTick: Market.options[0].shape.settlementTick,
  stats: MarketStats,
})

/**
 * What a delta holds, by channel: whole rows that replace the client's.
 *
 * A book level with "0" lots is gone. Fills are new ones, newest first. A candle replaces the one with its `start`, a
 * curve point and stats the ones of their symbol, an order the one of its slot, a balance the one of its asset. Offers, deliveries, credits,
 * redemptions, notes, bundles and lines of the overview replace those of their number or token, accounts of the desk and registrations those of
 * their account; receipts, events and coupons are new ones, newest first; the monitor is told as a whole. A grade of the index is told
 * too when only an older print of it changed, and when a day ends, which may be carried then.
 */
export const deltaData = {
  book: z.object({ bids: z.array(BookLevel), asks: z.array(BookLevel) }),
  fills: z.array(Fill),
  candles: z.array(Candle),
  curve: z.array(CurvePoint),
  markets: z.array(MarketChange),
  account: AccountState.partial(),
  status: Status,
  ...furtherData,
} as const
export type DeltaData = { [C in Channel]: z.infer<(typeof deltaData)[C]> }

const position = { sequence: z.number().int(), block: z.number().int(), hash: z.string() }

const snapshotOf = <C extends Channel>(channel: C) =>
  z.object({
    type: z.literal('snapshot'),
    id: Id,
    channel: z.literal(channel),
    ...position,
    data: snapshotData[channel],
    reset: z.literal(true).optional().meta({ description: 'What the client held is void: replace it' }),
  })

const deltaOf = <C extends Channel>(channel: C) =>
  z.object({
    type: z.literal('delta'),
    id: Id,
    channel: z.literal(channel),
    previous: z.number().int().meta({ description: '`sequence` of the message before it in this channel' }),
    ...position,
    finality: z.enum(['latest', 'safe', 'finalized']),
    data: deltaData[channel],
  })

/** The whole state of a channel. */
export const SnapshotMessage = z.discriminatedUnion('channel', [
  snapshotOf('book'),
  snapshotOf('fills'),
  snapshotOf('candles'),
  snapshotOf('curve'),
  snapshotOf('markets'),
  snapshotOf('account'),
  snapshotOf('status'),
  snapshotOf('deliveries'),
  snapshotOf('credits'),
  snapshotOf('notes'),
  snapshotOf('bundles'),
  snapshotOf('financing'),
  snapshotOf('monitor'),
  snapshotOf('index'),
  snapshotOf('settlements'),
  snapshotOf('marks'),
])
export type SnapshotMessage = z.infer<typeof SnapshotMessage>

/** What one block changed in a channel. The client has missed something if `previous` is not the `sequence` it holds. */
export const DeltaMessage = z.discriminatedUnion('channel', [
  deltaOf('book'),
  deltaOf('fills'),
  deltaOf('candles'),
  deltaOf('curve'),
  deltaOf('markets'),
  deltaOf('account'),
  deltaOf('status'),
  deltaOf('deliveries'),
  deltaOf('credits'),
  deltaOf('notes'),
  deltaOf('bundles'),
  deltaOf('financing'),
  deltaOf('monitor'),
  deltaOf('index'),
  deltaOf('settlements'),
  deltaOf('marks'),
])
export type DeltaMessage = z.infer<typeof DeltaMessage>

/** The chain took back its blocks above `toBlock`. A snapshot with `reset` follows for the same subscription. */
export const RevertMessage = z.object({
  type: z.literal('revert'),
  id: Id,
  channel: z.enum(CHANNELS),
  toBlock: z.number().int(),
  toHash: z.string(),
})
export type RevertMessage = z.infer<typeof RevertMessage>

/** Sent every 5 s: a quiet channel is told from a dead connection by it, a stuck indexer by `block` behind `head`. */
export const HeartbeatMessage = z.object({
  type: z.literal('heartbeat'),
  block: z.number().int(),
  sequence: z.number().int(),
  head: z.number().int(),
})
export type HeartbeatMessage = z.infer<typeof HeartbeatMessage>

/** A message of the client that could not be followed; `id` is null when it named none. */
export const ErrorMessage = z.object({ type: z.literal('error'), id: z.string().nullable(), error: ApiError })
export type ErrorMessage = z.infer<typeof ErrorMessage>

export const PongMessage = z.object({ type: z.literal('pong') })
export type PongMessage = z.infer<typeof PongMessage>

/** Everything the server may send. */
export const ServerMessage = z.union([
  SnapshotMessage,
  DeltaMessage,
  RevertMessage,
  HeartbeatMessage,
  ErrorMessage,
  PongMessage,
])
export type ServerMessage = z.infer<typeof ServerMessage>

import type { Address } from 'viem'
import { type Funding, fundingOf, type Side, sideOf, type Terms, termsOf } from './side.ts'
import type { Lots, Tick, Units } from './units.ts'

/** First word of a book event: who did it. */
export type Actor = {
  /** Lower case, as it stands in the word. */
  owner: Address
  slot: number
  /** The market's sequence after the event: steps by one with each level taken from. */
  sequence: number
  /** Of the owner's order; of the taker in `LevelTaken` and `LevelsTaken`. */
  side: Side
  funding: Funding
}

/** Second word of a book event: what changed, and the level after it. */
export type Change = {
  market: number
  tick: Tick
  /** Placed, reduced, cancelled, taken or settled. */
  lots: Lots
  /** Lots that rest at the level after the event; 0 in `OrderSettled`, which does not touch the level. */
  open: Lots
  /** Epoch of the order; of a take, of the orders taken, also when the level emptied by it. */
  epoch: number
}

/** The change of an order: of every book event but those of takes. */
export type OrderChange = Change & {
  /** The how-manieth order of its epoch it is. */
  index: number
}

/** The change of a level that was taken from: of `LevelTaken`, one of several of `LevelsTaken`. */
export type TakenChange = Change & {
  fee: Units
}

/** The event of a take, as viem decodes it: over one level, or over several. */
export type TakeEvent =
  | { eventName: 'LevelTaken'; args: { actor: bigint; change: bigint } }
  | { eventName: 'LevelsTaken'; args: { actor: bigint; changes: readonly bigint[] } }

/** A resting order as stored. */
export type OrderWord = {
  market: number
  tick: Tick
  /** Neither settled nor cancelled; 0 if the slot is free. */
  lots: Lots
  /** Where in the level's line of cumulative volume it begins, in lots. */
  start: bigint
  epoch: number
  /** The how-manieth order of its epoch it is. */
  index: number
  side: Side
  funding: Funding
}

/** A price level as stored. */
export type LevelWord = {
  /** Lots that rest now. */
  open: Lots
  /** Lots at the front of the line that are gone. */
  filled: bigint
  /** Lots ever placed in this epoch, less those cancelled from the end. */
  placed: bigint
  /** How often the level has emptied. */
  epoch: number
  /** Orders ever placed in this epoch, less those cancelled from the end. */
  count: number
  /** 1 + index of the only order that gave up lots in mid-queue; 0 if none or several did. */
  hole: number
}

const U24 = (1n << 24n) - 1n
const U32 = (1n << 32n) - 1n
const U40 = (1n << 40n) - 1n
const U56 = (1n << 56n) - 1n

export function decodeActor(word: bigint): Actor {
  const terms = Number(word & 3n) as Terms
  return {
    owner: `0x${(word >> 96n).toString(16).padStart(40, '0')}`,
    slot: Number((word >> 64n) & U32),
    sequence: Number((word >> 24n) & U40),
    side: sideOf(terms),
    funding: fundingOf(terms),
  }
}

export const encodeActor = (actor: Actor): bigint =>
  (BigInt(actor.owner) << 96n) |
  (BigInt(actor.slot) << 64n) |
  (BigInt(actor.sequence) << 24n) |
  BigInt(termsOf(actor.side, actor.funding))

export const decodeOrderChange = (word: bigint): OrderChange => ({
  ...decodeChange(word),
  index: Number((word >> 24n) & U32),
})

export const decodeTakenChange = (word: bigint): TakenChange => ({
  ...decodeChange(word),
  fee: (word & U56) as Units,
})

/** Who took, with the market's sequence after the last level, and what of each level, best price first. */
export const decodeTake = ({ args }: TakeEvent): { actor: Actor; changes: TakenChange[] } => ({
  actor: decodeActor(args.actor),
  changes: ('change' in args ? [args.change] : args.changes).map(decodeTakenChange),
})

const decodeChange = (word: bigint): Change => ({
  market: Number(word >> 224n),
  tick: Number((word >> 200n) & U24) as Tick,
  lots: ((word >> 144n) & U56) as Lots,
  open: ((word >> 88n) & U56) as Lots,
  epoch: Number((word >> 56n) & U32),
})

/** Without bits 0–23, which repeat the order's terms. */
export const encodeOrderChange = (change: OrderChange): bigint => encodeChange(change) | (BigInt(change.index) << 24n)

export const encodeTakenChange = (change: TakenChange): bigint => encodeChange(change) | change.fee

const encodeChange = (change: Change): bigint =>
  (BigInt(change.market) << 224n) |
  (BigInt(change.tick) << 200n) |
  (change.lots << 144n) |
  (change.open << 88n) |
  (BigInt(change.epoch) << 56n)

export function decodeOrder(word: bigint): OrderWord {
  const terms = Number(word & 3n) as Terms
  return {
    market: Number(word >> 224n),
    tick: Number((word >> 200n) & U24) as Tick,
    lots: ((word >> 144n) & U56) as Lots,
    start: (word >> 88n) & U56,
    epoch: Number((word >> 56n) & U32),
    index: Number((word >> 24n) & U32),
    side: sideOf(terms),
    funding: fundingOf(terms),
  }
}

export const encodeOrder = (order: OrderWord): bigint =>
  (BigInt(order.market) << 224n) |
  (BigInt(order.tick) << 200n) |
  (order.lots << 144n) |
  (order.start << 88n) |
  (BigInt(order.epoch) << 56n) |
  (BigInt(order.index) << 24n) |
  BigInt(termsOf(order.side, order.funding))

export const decodeLevel = (word: bigint): LevelWord => ({
  open: (word >> 200n) as Lots,
  filled: (word >> 144n) & U56,
  placed: (word >> 88n) & U56,
  epoch: Number((word >> 56n) & U32),
  count: Number((word >> 24n) & U32),
  hole: Number(word & U24),
})

export const encodeLevel = (level: LevelWord): bigint =>
  (level.open << 200n) |
  (level.filled << 144n) |
  (level.placed << 88n) |
  (BigInt(level.epoch) << 56n) |
  (BigInt(level.count) << 24n) |
  BigInt(level.hole)

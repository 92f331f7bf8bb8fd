import type { Address } from 'viem'
import { type Funding, fundingOf, type Side, sideOf, type Terms, termsOf } from './side.ts'
import type { Lots, Tick } from './units.ts'

/** First word of a book event: who did it. */
export type Actor = {
  /** Lower case, as it stands in the word. */
  owner: Address
  slot: number
  /** The market's sequence after the event: steps by one with each level taken from. */
  sequence: number
  /** Of the owner's order; of the taker in `LevelTaken`. */
  side: Side
  funding: Funding
}

/** Second word of a book event: what changed, and the level after it. */
export type Change = {
  market: number
  tick: Tick
  /** Placed, cancelled, taken or settled. */
  lots: Lots
  /** Lots that rest at the level after the event; 0 in `OrderSettled`, which does not touch the level. */
  open: Lots
  /** Epoch of the level in which the event took place. */
  epoch: number
  /** Index of the order in its epoch; in `LevelTaken` the taker fee, in units. */
  detail: bigint
}

/** A resting order as stored. */
export type OrderWord = {
  /** Neither settled nor cancelled; 0 if the slot is free. */
  lots: Lots
  /** Where in the level's line of cumulative volume it begins, in lots. */
  start: bigint
  index: number
  epoch: number
  tick: Tick
  market: number
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
  /** Orders ever placed in this epoch, less those cancelled from the end. */
  count: number
  /** How often the level has emptied. */
  epoch: number
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

export const decodeChange = (word: bigint): Change => ({
  market: Number(word >> 224n),
  tick: Number((word >> 200n) & U24) as Tick,
  lots: ((word >> 144n) & U56) as Lots,
  open: ((word >> 88n) & U56) as Lots,
  epoch: Number((word >> 56n) & U32),
  detail: word & U56,
})

export const encodeChange = (change: Change): bigint =>
  (BigInt(change.market) << 224n) |
  (BigInt(change.tick) << 200n) |
  (change.lots << 144n) |
  (change.open << 88n) |
  (BigInt(change.epoch) << 56n) |
  change.detail

export function decodeOrder(word: bigint): OrderWord {
  const terms = Number(word & 3n) as Terms
  return {
    lots: (word >> 200n) as Lots,
    start: (word >> 144n) & U56,
    index: Number((word >> 112n) & U32),
    epoch: Number((word >> 80n) & U32),
    tick: Number((word >> 56n) & U24) as Tick,
    market: Number((word >> 24n) & U32),
    side: sideOf(terms),
    funding: fundingOf(terms),
  }
}

export const encodeOrder = (order: OrderWord): bigint =>
  (order.lots << 200n) |
  (order.start << 144n) |
  (BigInt(order.index) << 112n) |
  (BigInt(order.epoch) << 80n) |
  (BigInt(order.tick) << 56n) |
  (BigInt(order.market) << 24n) |
  BigInt(termsOf(order.side, order.funding))

export const decodeLevel = (word: bigint): LevelWord => ({
  open: (word >> 200n) as Lots,
  filled: (word >> 144n) & U56,
  placed: (word >> 88n) & U56,
  count: Number((word >> 56n) & U32),
  epoch: Number((word >> 24n) & U32),
  hole: Number(word & U24),
})

export const encodeLevel = (level: LevelWord): bigint =>
  (level.open << 200n) |
  (level.filled << 144n) |
  (level.placed << 88n) |
  (BigInt(level.count) << 56n) |
  (BigInt(level.epoch) << 24n) |
  BigInt(level.hole)

import { TODAY } from './repricing.ts'

/** What a transaction cannot do without, before anything is computed. */
export type Touches = {
  /** Gas of its calldata. */
  calldata: number
  /** Cold storage words: written where there was zero, written where there was something, read. */
  created: number
  changed: number
  read: number
  /** Bytes of each log. */
  logs: readonly number[]
}

/** A row of the gas tables: what it is called, which snapshot it is, and what others need for the same. */
export type Row = {
  title: string
  /** Key of `contracts/snapshots/exchange.json`. */
  snapshot: string
  /** Lowest of Clober v2, Mangrove, Kuru, GTE and maker-otc, each built at a pinned commit and measured with one harness. */
  peer: readonly [gas: number, name: string]
  /** What the untuned first sketch of the design used. */
  sketch: number
  /** What was aimed at from the first. Since then the snapshot is the bar. */
  bar: number
  touches: Touches
}

/** An order's event: two words. */
const EVENT = 64
const TEN_EVENTS = Array.from({ length: 10 }, () => EVENT)
/** The event of a take over ten levels: three words, and one for each. */
const TEN_LEVELS = 96 + 10 * 32

/** What the words are stands in `contracts/docs/gas.md`. */
export const ROWS: readonly Row[] = [
  {
    title: "place, level never used, maker's first order",
    snapshot: 'place-level-never-used-makers-first-order',
    peer: [111_184, 'Mangrove'],
    sketch: 83_994,
    bar: 84_000,
    touches: { calldata: 248, created: 2, changed: 2, read: 1, logs: [EVENT] },
  },
  {
    title: 'place, 10 orders at the level, fresh slot',
    snapshot: 'place-10-orders-at-the-level-fresh-slot',
    peer: [98_667, 'Mangrove'],
    sketch: 58_872,
    bar: 60_000,
    touches: { calldata: 248, created: 1, changed: 2, read: 1, logs: [EVENT] },
  },
  {
    title: 'same, slot used before',
    snapshot: 'place-10-orders-at-the-level-slot-used-before',
    peer: [98_667, 'Mangrove'],
    sketch: 41_772,
    bar: 42_000,
    touches: { calldata: 236, created: 0, changed: 3, read: 1, logs: [EVENT] },
  },
  {
    title: "replace both sides' quotes, shared levels",
    snapshot: 'replace-both-sides-quotes-shared-levels',
    peer: [117_010, 'Mangrove, 2 transactions'],
    sketch: 70_656,
    bar: 70_000,
    touches: { calldata: 420, created: 0, changed: 7, read: 1, logs: [EVENT, EVENT, EVENT, EVENT] },
  },
  {
    title: 'cancel, level empties',
    snapshot: 'cancel-level-empties',
    peer: [49_952, 'Mangrove'],
    sketch: 50_081,
    bar: 49_900,
    touches: { calldata: 108, created: 0, changed: 4, read: 1, logs: [EVENT] },
  },
  {
    title: 'cancel 5th of 10',
    snapshot: 'cancel-5th-of-10',
    peer: [48_721, 'Mangrove'],
    sketch: 64_211,
    bar: 48_700,
    touches: { calldata: 108, created: 0, changed: 3, read: 1, logs: [EVENT] },
  },
  {
    title: 'cancel last of 10',
    snapshot: 'cancel-last-of-10',
    peer: [49_120, 'Mangrove'],
    sketch: 41_806,
    bar: 42_000,
    touches: { calldata: 108, created: 0, changed: 3, read: 1, logs: [EVENT] },
  },
  {
    title: 'take half of 1 maker',
    snapshot: 'take-half-of-1-maker',
    peer: [93_072, 'maker-otc'],
    sketch: 48_226,
    bar: 44_000,
    touches: { calldata: 236, created: 0, changed: 4, read: 0, logs: [EVENT] },
  },
  {
    title: 'take 1 maker in full',
    snapshot: 'take-1-maker-in-full',
    peer: [121_927, 'Mangrove'],
    sketch: 56_488,
    bar: 52_000,
    touches: { calldata: 236, created: 0, changed: 5, read: 0, logs: [EVENT] },
  },
  {
    title: 'take 10 makers, one level',
    snapshot: 'take-10-makers-one-level',
    peer: [175_597, 'Clober v2'],
    sketch: 56_488,
    bar: 52_000,
    touches: { calldata: 236, created: 0, changed: 5, read: 0, logs: [EVENT] },
  },
  {
    title: 'take 100 makers, one level',
    snapshot: 'take-100-makers-one-level',
    peer: [175_609, 'Clober v2'],
    sketch: 56_488,
    bar: 52_000,
    touches: { calldata: 248, created: 0, changed: 5, read: 0, logs: [EVENT] },
  },
  {
    title: 'sweep 10 levels of 1 maker',
    snapshot: 'sweep-10-levels-of-1-maker',
    peer: [343_325, 'Kuru'],
    sketch: 112_353,
    bar: 107_000,
    touches: { calldata: 236, created: 0, changed: 14, read: 0, logs: [TEN_LEVELS] },
  },
  {
    title: 'settle one filled order',
    snapshot: 'settle-one-filled-order',
    peer: [118_905, 'Clober v2'],
    sketch: 38_532,
    bar: 38_500,
    touches: { calldata: 108, created: 0, changed: 2, read: 2, logs: [EVENT] },
  },
  {
    title: '10 orders, never-used levels',
    snapshot: '10-orders-never-used-levels',
    peer: [906_713, 'Kuru'],
    sketch: 511_458,
    bar: 507_000,
    touches: { calldata: 1_904, created: 20, changed: 2, read: 1, logs: TEN_EVENTS },
  },
  {
    title: '10 orders, live levels, used slots',
    snapshot: '10-orders-live-levels-used-slots',
    peer: [760_330, 'Kuru'],
    sketch: 159_231,
    bar: 158_000,
    touches: { calldata: 1_784, created: 0, changed: 21, read: 1, logs: TEN_EVENTS },
  },
  {
    title: '10 cancels of those',
    snapshot: '10-cancels-of-those',
    peer: [273_738, 'Kuru'],
    sketch: 159_185,
    bar: 158_000,
    touches: { calldata: 504, created: 0, changed: 21, read: 1, logs: TEN_EVENTS },
  },
]

/** A transaction, a lock that is read, and what the row touches: no exchange with these words and events costs less. */
export function floorOf({ touches: { calldata, created, changed, read, logs } }: Row): number {
  const storage = created * TODAY.created + changed * TODAY.changed + read * 2_100
  return 21_000 + 100 + calldata + storage + logs.reduce((sum, bytes) => sum + 375 + 375 + 8 * bytes, 0)
}

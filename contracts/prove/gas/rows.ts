/** A row of the gas tables: what it is called, which snapshot it is, and what others need for the same. */
export type Row = {
  title: string
  /** Key of `contracts/snapshots/exchange.json`. */
  snapshot: string
  /** Lowest of Clober v2, Mangrove, Kuru, GTE and maker-otc, each built at a pinned commit and measured with one harness. */
  peer: readonly [gas: number, name: string]
  /** What the untuned first sketch of the design used. */
  sketch: number
  /** What was aimed at. */
  bar: number
}

export const ROWS: readonly Row[] = [
  row(
    "place, level never used, maker's first order",
    'place-level-never-used-makers-first-order',
    111_184,
    'Mangrove',
    83_994,
    84_000,
  ),
  row(
    'place, 10 orders at the level, fresh slot',
    'place-10-orders-at-the-level-fresh-slot',
    98_667,
    'Mangrove',
    58_872,
    60_000,
  ),
  row('same, slot used before', 'place-10-orders-at-the-level-slot-used-before', 98_667, 'Mangrove', 41_772, 42_000),
  row(
    "replace both sides' quotes, shared levels",
    'replace-both-sides-quotes-shared-levels',
    117_010,
    'Mangrove, 2 transactions',
    70_656,
    70_000,
  ),
  row('cancel, level empties', 'cancel-level-empties', 49_952, 'Mangrove', 50_081, 49_900),
  row('cancel 5th of 10', 'cancel-5th-of-10', 48_721, 'Mangrove', 64_211, 48_700),
  row('cancel last of 10', 'cancel-last-of-10', 49_120, 'Mangrove', 41_806, 42_000),
  row('take half of 1 maker', 'take-half-of-1-maker', 93_072, 'maker-otc', 48_226, 44_000),
  row('take 1 maker in full', 'take-1-maker-in-full', 121_927, 'Mangrove', 56_488, 52_000),
  row('take 10 makers, one level', 'take-10-makers-one-level', 175_597, 'Clober v2', 56_488, 52_000),
  row('take 100 makers, one level', 'take-100-makers-one-level', 175_609, 'Clober v2', 56_488, 52_000),
  row('sweep 10 levels of 1 maker', 'sweep-10-levels-of-1-maker', 343_325, 'Kuru', 112_353, 107_000),
  row('settle one filled order', 'settle-one-filled-order', 118_905, 'Clober v2', 38_532, 38_500),
  row('10 orders, never-used levels', '10-orders-never-used-levels', 906_713, 'Kuru', 511_458, 507_000),
  row('10 orders, live levels, used slots', '10-orders-live-levels-used-slots', 760_330, 'Kuru', 159_231, 158_000),
  row('10 cancels of those', '10-cancels-of-those', 273_738, 'Kuru', 159_185, 158_000),
]

function row(title: string, snapshot: string, peerGas: number, peer: string, sketch: number, bar: number): Row {
  return { title, snapshot, peer: [peerGas, peer], sketch, bar }
}

import { monthStart } from './delivery.ts'

/** A month of a forward curve that has a price. */
export type MonthPrice = {
  year: number
  /** 1 is January. */
  month: number
  /** Micro-USDC per GPU-hour. */
  price: bigint
}

type Knot = { at: number; price: bigint }

/**
 * What a unit costs on average if it is used evenly over a window: each month counts by its seconds in the window.
 *
 * A month that is not listed, or has no price, is read off the line between its neighbours' middles; before the first of them off the line
 * from today's index, if there is one; beyond the last it costs what the last does.
 *
 * @param curve - In the order of months.
 * @param index - Today's price, micro-USDC per GPU-hour.
 * @param from - The window's first second, Unix seconds; not before `now`.
 * @param to - The second at which it closes; after `from`.
 * @returns Micro-USDC per unit, rounded down; undefined if neither curve nor index knows a price.
 */
export function fairForward(
  curve: readonly MonthPrice[],
  index: bigint | null,
  { now, from, to }: { now: number; from: number; to: number },
): { price: bigint; source: 'curve' | 'index' } | undefined {
  if (curve.length === 0) return index === null ? undefined : { price: index, source: 'index' }
  const knots = curve.map(({ year, month, price }): Knot => ({ at: middleOf(year, month), price }))
  const [first] = knots
  if (index !== null && first && now < first.at) knots.unshift({ at: now, price: index })
  const listed = new Map(curve.map(({ year, month, price }) => [monthStart(year, month), price]))

  let weighted = 0n
  for (const { year, month, start, end } of monthsOf(from, to)) {
    const seconds = BigInt(Math.min(end, to) - Math.max(start, from))
    weighted += seconds * (listed.get(start) ?? interpolate(knots, middleOf(year, month)))
  }
  return { price: weighted / BigInt(to - from), source: 'curve' }
}

const middleOf = (year: number, month: number): number =>
  Math.floor((monthStart(year, month) + monthStart(year, month + 1)) / 2)

/** Months that a window touches. */
function* monthsOf(from: number, to: number) {
  const first = new Date(from * 1_000)
  const year = first.getUTCFullYear()
  for (let month = first.getUTCMonth() + 1; monthStart(year, month) < to; month += 1) {
    yield { year, month, start: monthStart(year, month), end: monthStart(year, month + 1) }
  }
}

/** @param knots - In the order of time, at least one. */
function interpolate(knots: readonly Knot[], at: number): bigint {
  const after = knots.find((knot) => knot.at >= at)
  const before = knots.findLast((knot) => knot.at < at)
  if (!after) return before?.price ?? 0n
  if (!before) return after.price
  return before.price + ((after.price - before.price) * BigInt(at - before.at)) / BigInt(after.at - before.at)
}

import { type Lots, MAX_TICK, type Tick } from '@gigahour/contracts/units'

/** Most asks of one ladder: they stand in one transaction. */
export const MOST_RUNGS = 20

export type Rung = { tick: Tick; lots: Lots }

/**
 * Asks from `first` upwards.
 *
 * @param cap - Of the series: no order may stand at it or above. Rungs that would are left out.
 */
export function ladderOf(terms: { first: number; step: number; count: number; lots: bigint; cap: number }): Rung[] {
  const { first, step, count, lots, cap } = terms
  if (first < 1 || step < 1 || lots <= 0n) return []
  return Array.from({ length: Math.min(count, MOST_RUNGS) }, (_, index) => first + index * step)
    .filter((tick) => tick < cap && tick <= MAX_TICK)
    .map((tick) => ({ tick: tick as Tick, lots: lots as Lots }))
}

/** What writing the asks locks up, in units of lots × ticks: cap − price of each lot. */
export const collateralOf = (rungs: readonly Rung[], cap: number): bigint =>
  rungs.reduce((sum, { tick, lots }) => sum + BigInt(cap - tick) * lots, 0n)

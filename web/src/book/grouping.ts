import type { BookLevel } from '@gigahour/indexer/api'

export type BookRow = {
  /** Price of the row: the group's worst price, so that a click never promises a better one than is there. */
  tick: number
  lots: bigint
  /** Lots from the best price down to this row. */
  total: bigint
  /** True if an order of the reader stands here. */
  isOwn: boolean
}

/** Choices of the grouping, in ticks: 1, 2, 5, 10 … */
export const GROUPINGS = [1, 2, 5, 10, 20, 50, 100] as const

/**
 * Rows of one side, best first: levels that share a price step are added up.
 *
 * Bids round down and asks up, so a group reads as the price at which all of it can be had.
 */
export function groupLevels(
  side: 'bid' | 'ask',
  levels: readonly BookLevel[],
  step: number,
  ownTicks: ReadonlySet<number>,
): BookRow[] {
  const rows: BookRow[] = []
  let total = 0n
  for (const level of levels) {
    const tick = side === 'bid' ? Math.floor(level.tick / step) * step : Math.ceil(level.tick / step) * step
    const lots = BigInt(level.lots)
    total += lots
    const isOwn = ownTicks.has(level.tick)
    const last = rows.at(-1)
    if (last?.tick === tick) {
      last.lots += lots
      last.total = total
      last.isOwn ||= isOwn
    } else rows.push({ tick, lots, total, isOwn })
  }
  return rows
}

/** Length of a depth bar, 0 … 1. For pixels only. */
export function shareOf(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1000n) / whole) / 1000
}

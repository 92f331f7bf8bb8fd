import type { Market } from './listing.ts'
import { roundedHalfUp, TICK_PRICE } from './mark.ts'
import { ARBITRATION_PERIOD, CHALLENGE_WINDOW, DAY, latestPrint, type PrintDays, readPrint } from './print.ts'
import type { SettlementRule } from './settlement.ts'

/** The dates of a series' settlement: days since 1970-01-01, UTC, and Unix seconds. */
export type Dates = { firstDay: number; lastDay: number; end: number; earliest: number; latest: number }

/** @param month - 1 is January. */
export function datesOf(year: number, month: number): Dates {
  const firstDay = Date.UTC(year, month - 1, 1) / (DAY * 1_000)
  const end = Date.UTC(year, month, 1) / 1_000
  const earliest = end + CHALLENGE_WINDOW
  return { firstDay, lastDay: end / DAY - 1, end, earliest, latest: earliest + ARBITRATION_PERIOD }
}

/** How far the prints of a month have come. */
export type Progress = {
  daysInMonth: number
  /** Days that have a price. */
  printed: number
  /** Days about which nothing can change any more. */
  decided: number
  missing: number
  /** Of the prices, micro-USDC per GPU-hour. */
  sum: bigint
}

/** @param now - Time of the block, Unix seconds. */
export function progressOf(days: PrintDays, grade: number, { firstDay, lastDay }: Dates, now: number): Progress {
  const progress = { daysInMonth: lastDay - firstDay + 1, printed: 0, decided: 0, missing: 0, sum: 0n }
  for (let day = firstDay; day <= lastDay; day += 1) {
    const { isFinal, status, price } = readPrint(days, grade, day, now)
    if (isFinal) progress.decided += 1
    if (status === 'missing') progress.missing += 1
    if (price === null) continue
    progress.printed += 1
    progress.sum += price
  }
  return progress
}

/** What settling a series would fix. */
export type Expected = { tick: number; rule: SettlementRule; daysCounted: number }

/**
 * What the settlement contract would fix with the prints as they are: rounded once, to the tick, and at most the cap.
 *
 * @param oldest - Day before which the grade has no print; `undefined` if it has none at all.
 */
export function expectedOf(
  days: PrintDays,
  { cap, series }: Pick<Market, 'cap' | 'series'>,
  progress: Progress,
  { now, oldest }: { now: number; oldest: number | undefined },
): Expected | null {
  if (!series) return null
  const { printed, sum, daysInMonth } = progress
  const priced = (price: bigint, count: bigint, rule: SettlementRule): Expected => ({
    ...{ tick: Math.min(cap, Number(roundedHalfUp(price, count * TICK_PRICE))), rule, daysCounted: printed },
  })
  if (printed > 0) {
    return priced(sum, BigInt(printed), printed === daysInMonth ? 'mean-of-month' : 'mean-of-printed-days')
  }
  const { firstDay } = datesOf(series.year, series.month)
  const day = Math.min(firstDay - 1, Math.floor(now / DAY))
  const last =
    oldest === undefined ? undefined : latestPrint(days, series.grade, { day, first: oldest, now, final: true })
  if (last && last.price !== null) return priced(last.price, 1n, 'last-print-before')
  return { tick: Number(roundedHalfUp(BigInt(cap), 2n)), rule: 'half-of-cap', daysCounted: 0 }
}

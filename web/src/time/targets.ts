import { postingEndOf, printTimeOf } from '@gigahour/contracts/observation'
import type { Series } from '../series/marketTerms.ts'

const DAY = 86_400
const NOTICE = 10 * DAY
const DISPUTE_WINDOW = 2 * DAY

/** A day later, on the same minute. */
export const dayLater = (now: number): number => now + DAY

/** The next 20:00 UTC. */
export function nextPrint(now: number): number {
  const today = printTimeOf(Math.floor(now / DAY))
  return today > now ? today : today + DAY
}

export type Milestone = 'noticeClose' | 'monthBegin' | 'monthEnd' | 'settlement'

/** The dates of a series, Unix seconds, in their order. Settlement is when its last print is final, if nobody challenges it. */
export function milestonesOf({ year, month }: Pick<Series, 'year' | 'month'>): Record<Milestone, number> {
  const begin = Date.UTC(year, month - 1, 1) / 1000
  const end = Date.UTC(year, month, 1) / 1000
  return {
    noticeClose: begin - NOTICE,
    monthBegin: begin,
    monthEnd: end,
    settlement: postingEndOf(end / DAY - 1) + DISPUTE_WINDOW,
  }
}

/** A day and minute as a date field has them, read as UTC; null if it is none. */
export function readDate(text: string): number | null {
  const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000
}

/** A time as a date field wants it, in UTC. */
export const writeDate = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16)

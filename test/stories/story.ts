import { monthAfter, monthOf } from '@gigahour/contracts/symbol'
import type { World } from './world.ts'

/** One step of a story, at its time. Stories share one chain, so their scenes are played in the order of time. */
export type Scene = {
  /** Unix seconds: the chain's clock is moved there, unless it is past already. */
  at: number
  /** What happens. */
  what: string
  play: (world: World) => Promise<void>
}

/** A story keeps what its scenes tell each other. */
export type Story = { name: string; scenes: (dates: Dates) => Scene[] }

/** When what can happen, Unix seconds. */
export type Dates = {
  /** The chain begins. */
  begin: number
  /** The index has final prints: reporters are named on the first day, print from the second on, and a print is final after two more. */
  indexed: number
  /** The delivery month that everybody trades: the first whose notice is open for a day. */
  month: { start: number; end: number }
  /** The keeper has settled the month: its last print is final 48 hours after it. */
  settled: number
  /** No receipt of the month is taken any more. */
  postingEnd: number
}

export const HOUR = 3_600
export const DAY = 86_400
const NOTICE = 10 * DAY
/** Five past 20:00 UTC is when the calendar is lived; the keeper has settled soon after. */
const EVENING = 20 * HOUR + 600

/** @param begin - Unix seconds. */
export function datesFrom(begin: number): Dates {
  let month = monthOf(begin)
  const startOf = (): number => Date.UTC(month.year, month.month - 1) / 1_000
  while (startOf() - NOTICE < begin + DAY) month = monthAfter(month)
  const start = startOf()
  month = monthAfter(month)
  const end = startOf()
  const firstEvening = Math.floor(begin / DAY) * DAY + EVENING
  return {
    begin,
    indexed: firstEvening + 5 * DAY,
    month: { start, end },
    settled: end + 2 * DAY + EVENING,
    postingEnd: end + 3 * DAY,
  }
}

/** A day as a field of dates takes it. @param time - Unix seconds. */
export const dateOf = (time: number): string => new Date(time * 1_000).toISOString().slice(0, 10)

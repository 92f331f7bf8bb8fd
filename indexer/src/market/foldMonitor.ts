import { undelivered } from './credit.ts'
import type { Draft } from './draft.ts'
import { hourOf, type MonitorPoint } from './monitor.ts'
import { Quotes } from './quotes.ts'
import { measure } from './valuation.ts'

/**
 * Looks at every credit until it is done, and keeps what it saw as the point of the hour.
 *
 * To be called after the last event of an hour and after the last of a block or stretch: so the point of an hour is what was at the hour's last
 * event, however the blocks were read. An hour in which nothing at all happened on the exchange has none.
 *
 * @param now - Time of that last event, Unix seconds.
 */
export function foldMonitor(draft: Draft, now: number): void {
  const quotes = new Quotes(draft)
  const start = hourOf(now)
  for (const credit of draft.records.credits.all()) {
    const { token } = credit
    const before = draft.records.monitorNow.get(token)
    if (before?.isDone && before.start < start) continue
    if (before && before.start < start) draft.put('monitorHistory', before)
    const point: MonitorPoint = { token, start, ...measure(credit, quotes, start), isDone: undelivered(credit) === 0n }
    if (!before || !isSame(before, point)) draft.put('monitorNow', point)
  }
}

const isSame = (one: MonitorPoint, other: MonitorPoint): boolean =>
  (Object.keys(other) as (keyof MonitorPoint)[]).every((field) => one[field] === other[field])

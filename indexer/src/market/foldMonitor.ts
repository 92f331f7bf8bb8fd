import { type Credit, undelivered } from './credit.ts'
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
  const isTouched = touchedBy(draft)
  for (const credit of draft.records.credits.all()) {
    const { token } = credit
    const before = draft.records.monitorNow.get(token)
    if (before?.isDone && before.start < start) continue
    // Within an hour time changes nothing: see hourOf.
    if (before?.start === start && !isTouched(credit)) continue
    if (before && before.start < start) draft.put('monitorHistory', before)
    const point: MonitorPoint = { token, start, ...measure(credit, quotes, start), isDone: undelivered(credit) === 0n }
    if (!before || !isSame(before, point)) draft.put('monitorNow', point)
  }
}

/** Tells of which credits a draft may have changed what is measured: their own rows, their books, and curve and index of their grades. */
function touchedBy(draft: Draft): (credit: Credit) => boolean {
  const grades = new Set([...draft.records.prints.rows()].map(({ grade }) => grade))
  const tokens = new Set([...draft.records.credits.rows()].map(({ token }) => token))
  for (const id of draft.touchedMarkets()) {
    const market = draft.markets.get(id)
    // Which book is a token's depends on all that are listed.
    if (!market || !draft.markets.before(id)) return () => true
    const token = draft.assets.get(market.base)?.token
    if (market.series) grades.add(market.series.grade)
    else if (token) tokens.add(token)
  }
  return ({ token, terms }) => tokens.has(token) || grades.has(terms.grade)
}

const isSame = (one: MonitorPoint, other: MonitorPoint): boolean =>
  (Object.keys(other) as (keyof MonitorPoint)[]).every((field) => one[field] === other[field])

import type { Monitor, MonitorPoint } from '../api/monitorSchemas.ts'
import { wired } from '../api/wired.ts'
import { type Credit, creditStatus, undelivered } from '../market/credit.ts'
import { hourOf, MONITOR_RULES, type MonitorPoint as Point, readSigns } from '../market/monitor.ts'
import type { Quotes } from '../market/quotes.ts'
import type { State } from '../market/state.ts'
import { measure } from '../market/valuation.ts'

const LEVELS = ['calm', 'watch', 'warning'] as const

/** A point of the history, with what it is a sign of. */
export function pointJson({ token: _token, isDone: _isDone, ...point }: Point): MonitorPoint {
  return wired({ ...point, ...readSigns(point) })
}

/** How a credit looks now. @param now - Time of the block, Unix seconds. */
export function lookAt(credit: Credit, quotes: Quotes, now: number): MonitorPoint {
  const start = hourOf(now)
  const isDone = undelivered(credit) === 0n
  return pointJson({ token: credit.token, start, ...measure(credit, quotes, start), isDone })
}

/** Every credit that is not done, and its issuers by the worst of theirs. */
export function monitorJson(state: State, quotes: Quotes, now: number): Monitor {
  const watched = [...state.records.credits.values()].filter((credit) => creditStatus(credit, now) !== 'done')
  const credits = watched.map((credit) => {
    const { token, issuer, terms } = credit
    const point = lookAt(credit, quotes, now)
    return { token, issuer, symbol: terms.symbol, level: point.level, now: point }
  })
  const issuers = [...new Set(credits.map(({ issuer }) => issuer))].map((issuer) => {
    const theirs = credits.filter((credit) => credit.issuer === issuer)
    const worst = Math.max(...theirs.map(({ level }) => LEVELS.indexOf(level)))
    return { issuer, level: LEVELS[worst] ?? 'calm', credits: theirs.length }
  })
  return { rules: MONITOR_RULES, credits, issuers }
}

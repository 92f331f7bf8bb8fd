import type { Monitor, MonitorPoint } from '../api/monitorSchemas.ts'
import { wired } from '../api/wired.ts'
import { type Credit, creditStatus, undelivered } from '../market/credit.ts'
import { hourOf, MONITOR_RULES, type MonitorPoint as Point, readSigns } from '../market/monitor.ts'
import type { Quotes } from '../market/quotes.ts'
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

export type Watched = Monitor['credits'][number]

/** @returns Undefined once nothing of it is undelivered. */
export function watch(credit: Credit, quotes: Quotes, now: number): Watched | undefined {
  if (creditStatus(credit, now) === 'done') return undefined
  const { token, issuer, terms } = credit
  const point = lookAt(credit, quotes, now)
  return { token, issuer, symbol: terms.symbol, level: point.level, now: point }
}

/** Credits under watch, and their issuers by the worst of theirs. */
export function monitorOf(credits: readonly Watched[]): Monitor {
  const issuers = new Map<string, Monitor['issuers'][number]>()
  for (const { issuer, level } of credits) {
    const known = issuers.get(issuer) ?? { issuer, level: 'calm', credits: 0 }
    const worst = Math.max(LEVELS.indexOf(known.level), LEVELS.indexOf(level))
    issuers.set(issuer, { issuer, level: LEVELS[worst] ?? 'calm', credits: known.credits + 1 })
  }
  return { rules: MONITOR_RULES, credits: [...credits], issuers: [...issuers.values()] }
}

import type { Tick } from '@gigahour/contracts/units'
import type { DailyMark as MarkJson, Settlement as SettlementJson } from '../api/settlementSchemas.ts'
import { wired } from '../api/wired.ts'
import type { Market } from '../market/listing.ts'
import { type DailyMark, roundedHalfUp } from '../market/mark.ts'
import { type Dates, datesOf, expectedOf, type Progress, progressOf } from '../market/month.ts'
import { closingOf, DAY } from '../market/print.ts'
import type { Settlement } from '../market/settlement.ts'
import type { State } from '../market/state.ts'
import { daysOf } from './prints.ts'

/** @returns `undefined` for a spot market. */
export function settlementJson(state: State, market: Market, now: number): SettlementJson | undefined {
  const { id, symbol, cap, series } = market
  const grade = series && state.grades.get(series.grade)
  if (!series || !grade) return undefined
  const { prints, settlements, settlementRules } = state.records
  const dates = datesOf(series.year, series.month)
  const progress = progressOf(prints, grade.id, dates, now)
  const final = settlements.get(`${id}`)
  const ruling = settlementRules.get(`${market.family}`)
  const [oldest] = daysOf(state, grade.id)
  const expected = final ? null : expectedOf(prints, market, progress, { now, oldest })
  return wired({
    ...{ symbol, family: market.family, grade: grade.name, year: series.year, month: series.month, cap: cap as Tick },
    state: stateOf(dates, progress, final, now),
    ...{ firstDay: dates.firstDay, lastDay: dates.lastDay, lastTrading: market.expiry },
    ...{ earliest: dates.earliest, latest: dates.latest, progress: progressRow(progress), expected },
    final: final
      ? {
          ...{ tick: final.tick, rule: ruling?.rule ?? null, daysCounted: ruling?.daysCounted ?? null },
          ...{ settledAt: final.settledAt, transaction: final.transaction },
        }
      : null,
    redeemed: { long: final?.long ?? 0n, short: final?.short ?? 0n, amount: final?.amount ?? 0n },
    outstanding: outstandingOf(market, final),
  })
}

const progressRow = ({ sum, ...rest }: Progress) => ({
  ...rest,
  mean: rest.printed === 0 ? null : roundedHalfUp(sum, BigInt(rest.printed)),
})

function stateOf(
  dates: Dates,
  progress: Progress,
  final: Settlement | undefined,
  now: number,
): SettlementJson['state'] {
  if (final) return 'settled'
  if (now < dates.firstDay * DAY) return 'trading'
  if (now < dates.end) return 'delivery-month'
  return progress.decided < progress.daysInMonth ? 'dispute-window' : 'settleable'
}

/** Open interest counts a set until both its halves are paid out; of each half what was paid alone is out already. */
function outstandingOf(
  { openInterest, shortExcess }: Market,
  final: Settlement | undefined,
): { long: bigint; short: bigint } {
  const { long, short } = final ?? { long: 0n, short: 0n }
  const both = long < short ? long : short
  return { long: openInterest - (long - both), short: openInterest + shortExcess - (short - both) }
}

export const markJson = (market: Market, { market: _, ...mark }: DailyMark): MarkJson =>
  wired({ symbol: market.symbol, time: closingOf(mark.day), ...mark })

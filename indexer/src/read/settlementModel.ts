import type { SettlementReads } from '../api/settlementReads.ts'
import { wired } from '../api/wired.ts'
import type { Market } from '../market/listing.ts'
import { closingOf } from '../market/print.ts'
import type { State } from '../market/state.ts'
import type { Store } from '../store/store.ts'
import { beforeOf } from './page.ts'
import { daysIn, gradeIndexJson, printJson } from './prints.ts'
import { markJson, settlementJson } from './settlements.ts'

type History = Pick<Store, 'marks' | 'seriesRedemptions' | 'profits'>

/** What index, settlement and the daily close look like at a commit. @param at - The state, and its time, Unix seconds. */
export function settlementModel(store: History, at: () => { state: State; now: number }): SettlementReads {
  const bySymbol = (symbol: string): Market | undefined => {
    const { state } = at()
    const id = state.marketBySymbol.get(symbol)
    const market = id === undefined ? undefined : state.markets.get(id)
    return market?.series ? market : undefined
  }
  const byId = (id: number): Market => at().state.markets.get(id) as Market
  return {
    index: () => {
      const { state, now } = at()
      return [...state.grades.values()].map((grade) => gradeIndexJson(state, grade, now))
    },
    prints: (name, range) => {
      const { state, now } = at()
      const grade = [...state.grades.values()].find((each) => each.name === name)
      return grade && daysIn(state, grade.id, range, now).map((day) => printJson(state, grade, day, now))
    },
    settlements: () => {
      const { state, now } = at()
      const series = [...state.markets.values()].sort((one, other) => one.expiry - other.expiry || one.id - other.id)
      return series.flatMap((market) => settlementJson(state, market, now) ?? [])
    },
    settlement: (symbol) => {
      const { state, now } = at()
      const market = bySymbol(symbol)
      return market && settlementJson(state, market, now)
    },
    latestMarks: () => {
      const marks = [...at().state.records.marks.values()].sort((one, other) => one.market - other.market)
      return marks.map((mark) => markJson(byId(mark.market), mark))
    },
    marks: (symbol, limit, before) => {
      const market = bySymbol(symbol)
      return market && store.marks(market.id, limit, before).map((mark) => markJson(market, mark))
    },
    redemptions: (account, { limit, before }) =>
      store
        .seriesRedemptions(account, limit, beforeOf(before))
        .map(({ account: _, market, ...rest }) => wired({ symbol: byId(market).symbol, ...rest })),
    profits: (account, range) =>
      store.profits(account, range).map(({ account: _, market: id, profit, total, ...rest }) => {
        const { symbol, unit } = byId(id)
        return wired({ symbol, time: closingOf(rest.day), ...rest, profit: profit * unit, total: total * unit })
      }),
  }
}

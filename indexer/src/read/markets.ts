import type { Tick } from '@gigahour/contracts/units'
import type { AssetRow, CurvePointRow, MarketRow, StatsRow } from '../api/readModel.ts'
import type { Market } from '../market/listing.ts'
import type { State } from '../market/state.ts'
import { assetRow } from './rows.ts'
import { markOf } from './stats.ts'

/** @param now - Time of the block, Unix seconds: from its expiry on a market has ended. */
export function marketRow(state: State, market: Market, stats: StatsRow, now: number): MarketRow {
  const { id, symbol, quote, unitExponent, lotExponent, minLots, takerFee, expiry, cap, series } = market
  const status = expiry > 0 && now >= expiry ? 'ended' : 'trading'
  const common = { ...{ symbol, market: id, unitExponent, lotExponent, minLots, takerFee, stats } }
  if (!series)
    return {
      ...common,
      status,
      kind: 'spot',
      quote: assetOf(state, quote),
      base: assetOf(state, market.base),
      instrument: null,
    }
  const grade = state.grades.get(series.grade)
  return {
    ...common,
    ...{ status, kind: 'series', quote: assetOf(state, quote), grade: grade?.name ?? '', expiry },
    ...{ year: series.year, month: series.month, cap: cap as Tick, deliverable: grade?.deliverable ?? false },
    long: { asset: market.base, token: series.long },
    short: { asset: market.base + 1, token: series.short },
  }
}

const assetOf = (state: State, id: number): AssetRow => {
  const asset = state.assets.get(id)
  return assetRow(asset ?? { id, token: `0x${'0'.repeat(40)}`, forward: false, symbol: null, decimals: null })
}

/** A series' point of its grade's curve; `undefined` for a spot market. */
export function curvePoint(market: Market, stats: StatsRow): CurvePointRow | undefined {
  const { symbol, series, expiry, cap } = market
  if (!series) return undefined
  const { bestBid: bid, bestAsk: ask, mid, last, previousClose, volume24h, openInterest } = stats
  return {
    ...{ symbol, year: series.year, month: series.month, expiry, cap: cap as Tick },
    ...{ bid, ask, mid, last, mark: markOf(stats), previousClose, volume24h, openInterest },
  }
}

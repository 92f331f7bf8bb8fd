import type { Lots, Tick } from '@gigahour/contracts/units'
import type { AssetRow, CurvePointRow, MarketRow, MarketStatus, StatsRow } from '../api/readModel.ts'
import { hasEnded, type Market } from '../market/listing.ts'
import type { State } from '../market/state.ts'
import { instrumentOf } from './credits.ts'
import { assetRow } from './rows.ts'
import { markOf } from './stats.ts'

/** A block trade has at least so many times the lots of the smallest order. */
const BLOCK_MULTIPLE = 1_000n

/** Last second of the halt that a market is in; null if it is in none. */
const haltOf = ({ haltedUntil }: Market, now: number): number | null => (now <= haltedUntil ? haltedUntil : null)

/** @param now - Time of the block, Unix seconds: from its expiry on a market has ended. */
export function statusOf(market: Market, now: number): MarketStatus {
  if (market.settlement !== null) return 'settled'
  if (hasEnded(market, now)) return 'ended'
  return haltOf(market, now) === null ? 'trading' : 'halted'
}

/** @param now - Time of the block, Unix seconds: from its expiry on a market has ended. */
export function marketRow(state: State, market: Market, stats: StatsRow, now: number): MarketRow {
  const { id, symbol, quote, unitExponent, lotExponent, minLots, takerFee, expiry, cap, series } = market
  const changing = {
    status: statusOf(market, now),
    haltedUntil: haltOf(market, now),
    settlementTick: market.settlement,
  }
  const blockMinimum = (BLOCK_MULTIPLE * minLots) as Lots
  const common = { symbol, market: id, unitExponent, lotExponent, minLots, blockMinimum, takerFee, ...changing, stats }
  if (!series) {
    const base = assetOf(state, market.base)
    const instrument = instrumentOf(state, base.token)
    return { ...common, kind: 'spot', quote: assetOf(state, quote), base, instrument }
  }
  const grade = state.grades.get(series.grade)
  return {
    ...common,
    ...{ kind: 'series', quote: assetOf(state, quote), grade: grade?.name ?? '', expiry },
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
  const { bestBid: bid, bestAsk: ask, mid, last, previousClose, volume24h, openInterest, basis } = stats
  return {
    ...{ symbol, year: series.year, month: series.month, expiry, cap: cap as Tick },
    ...{ bid, ask, mid, last, mark: markOf(stats), previousClose, volume24h, openInterest },
    ...{ basis, dailyMark: stats.dailyMark?.tick ?? null },
  }
}

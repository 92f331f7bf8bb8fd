import { Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import type { StatsRow } from '../api/readModel.ts'
import type { Market } from '../market/listing.ts'
import type { State } from '../market/state.ts'
import { bestTick } from './book.ts'

const DAY = 86_400
const CLOSING_HOUR = 20 * 3_600

/**
 * Moment of the previous close: 20:00 UTC of the day before.
 *
 * @param now - Unix seconds.
 */
export const previousClosing = (now: number): number => now - (now % DAY) - DAY + CLOSING_HOUR

/**
 * What a market's traders look at first. The window of 24 hours is the 1,440 minutes up to and including the running one.
 *
 * @param now - Time of the block, Unix seconds.
 * @param previousClose - Last price before {@link previousClosing}.
 */
export function statsOf(state: State, market: Market, now: number, previousClose: Tick | null): StatsRow {
  const bestBid = bestTick(state, market.id, Side.Bid)
  const bestAsk = bestTick(state, market.id, Side.Ask)
  const day = state.lastDay(market.id, now)
  let [high, low, volume, turnover, fills] = [null as Tick | null, null as Tick | null, 0n, 0n, 0]
  for (const candle of day) {
    if (high === null || candle.high > high) high = candle.high
    if (low === null || candle.low < low) low = candle.low
    volume += candle.volume
    turnover += candle.turnover
    fills += candle.fills
  }
  return {
    bestBid,
    bestAsk,
    mid: midOf(bestBid, bestAsk),
    last: market.last,
    lastTime: market.lastTime,
    open24h: day[0]?.open ?? null,
    high24h: high,
    low24h: low,
    volume24h: volume as Lots,
    blockVolume24h: state.blockVolume(market.id, now) as Lots,
    turnover24h: turnover * market.unit,
    fills24h: fills,
    openInterest: market.openInterest,
    previousClose,
  }
}

export const midOf = (bid: Tick | null, ask: Tick | null): number | null =>
  bid === null || ask === null ? null : (bid + ask) / 2

/**
 * What a position is valued at: the middle of the book, else the last price, else nothing.
 */
export const markOf = ({ mid, last }: Pick<StatsRow, 'mid' | 'last'>): number | null => mid ?? last

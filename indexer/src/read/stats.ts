import { Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import type { StatsRow } from '../api/readModel.ts'
import type { Market } from '../market/listing.ts'
import { TICK_PRICE } from '../market/mark.ts'
import { dayOf, latestPrint } from '../market/print.ts'
import type { State } from '../market/state.ts'
import { bestTick } from './book.ts'

const DAY = 86_400
/** An index older than so many days is none. */
const STALE = 3
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
  const stats = tradedStats(state, market, now, previousClose)
  if (!market.series) return { ...stats, index: null, basis: null, dailyMark: null }
  const today = dayOf(now)
  const print = latestPrint(state.records.prints, market.series.grade, { day: today, first: today - STALE, now })
  const index = print?.price ?? null
  const mark = markOf(stats)
  // A mark may be half a tick: 500 micro-USDC.
  const basis = index === null || mark === null ? null : (BigInt(2 * mark) * TICK_PRICE) / 2n - index
  const daily = state.records.marks.get(`${market.id}`)
  return { ...stats, index, basis, dailyMark: daily ? { day: daily.day, tick: daily.tick, rule: daily.rule } : null }
}

function tradedStats(
  state: State,
  market: Market,
  now: number,
  previousClose: Tick | null,
): Omit<StatsRow, 'index' | 'basis' | 'dailyMark'> {
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

import type { Lots, Tick, Units } from '@gigahour/contracts/units'
import { CorruptionError } from '../errors.ts'
import type { Fill } from './fill.ts'

/** Lengths of the intervals, seconds, by their names. */
export const INTERVALS = { '1m': 60, '5m': 300, '15m': 900, '1h': 3_600, '4h': 14_400, '1d': 86_400 } as const
export type Interval = keyof typeof INTERVALS

/** One interval of trading in one market. An interval without a fill has no candle. */
export type Candle = {
  market: number
  /** Length, seconds. */
  interval: number
  /** Unix seconds, inclusive; a multiple of the interval's length. */
  start: number
  open: Tick
  high: Tick
  low: Tick
  close: Tick
  /** Lots traded. A fill counts once, not once a side. */
  volume: Lots
  /** Sum of tick × lots. */
  turnover: Units
  fills: number
}

export const candleKey = (market: number, interval: number, start: number): string => `${market}:${interval}:${start}`
export const startOf = (timestamp: number, interval: number): number => timestamp - (timestamp % interval)

/**
 * Folds the next fill, in chain order, into its candle.
 *
 * Pure: `candle` is left as it was, so undoing a reorg is putting the old value back.
 *
 * @param candle - The interval's candle so far; `undefined` at its first fill.
 * @param interval - Length of the interval, seconds.
 * @throws {@link CorruptionError} if `fill` lies outside `candle`.
 */
export function foldCandle(
  candle: Candle | undefined,
  fill: Pick<Fill, 'market' | 'tick' | 'lots' | 'timestamp'>,
  interval: number,
): Candle {
  const { market, tick, lots, timestamp } = fill
  const start = startOf(timestamp, interval)
  const notional = BigInt(tick) * lots
  if (!candle) {
    const prices = { open: tick, high: tick, low: tick, close: tick }
    return { market, interval, start, ...prices, volume: lots, turnover: notional as Units, fills: 1 }
  }
  if (candle.start !== start)
    throw new CorruptionError(`A fill at ${timestamp} is outside the candle of ${candle.start}`)
  return {
    ...candle,
    high: Math.max(tick, candle.high) as Tick,
    low: Math.min(tick, candle.low) as Tick,
    close: tick,
    volume: (candle.volume + lots) as Lots,
    turnover: (candle.turnover + notional) as Units,
    fills: candle.fills + 1,
  }
}

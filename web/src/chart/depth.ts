import type { BookLevel } from '@gigahour/indexer/api'

/** A corner of a depth step: all lots from the best price to `tick`. For pixels only. */
export type DepthPoint = { tick: number; total: number }

export type DepthSides = {
  bids: DepthPoint[]
  asks: DepthPoint[]
  /** Prices at the edges of the drawing. */
  low: number
  high: number
  most: number
}

/** Cumulated volume around the middle of the book; the window is as wide as the book, at most `window` of the price to each side. */
export function depthOf(bids: readonly BookLevel[], asks: readonly BookLevel[], window = 0.15): DepthSides | null {
  const bestBid = bids[0]?.tick
  const bestAsk = asks[0]?.tick
  const center = bestBid !== undefined && bestAsk !== undefined ? (bestBid + bestAsk) / 2 : (bestBid ?? bestAsk)
  if (center === undefined) return null
  const widest = Math.max(center - (bids.at(-1)?.tick ?? center), (asks.at(-1)?.tick ?? center) - center, 2)
  const reach = Math.min(widest * 1.08, center * window)
  const low = center - reach
  const high = center + reach
  const cumulate = (levels: readonly BookLevel[]) => {
    let total = 0
    return levels
      .filter((level) => level.tick >= low && level.tick <= high)
      .map((level) => {
        total += Number(level.lots)
        return { tick: level.tick, total }
      })
  }
  const sides = { bids: cumulate(bids), asks: cumulate(asks) }
  return { ...sides, low, high, most: Math.max(sides.bids.at(-1)?.total ?? 0, sides.asks.at(-1)?.total ?? 0, 1) }
}

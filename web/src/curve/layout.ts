import type { CurvePoint } from '@gigahour/indexer/api'

/** A delivery month on the curve with its prices as heights. For pixels only. */
export type PlacedPoint = {
  point: CurvePoint
  x: number
  bid: number | null
  ask: number | null
  mid: number | null
  ghost: number | null
}

export type CurveLayout = {
  points: PlacedPoint[]
  /** Pieces of the line through the mids. A month without both sides ends a piece: it is a gap, never joined. */
  pieces: PlacedPoint[][]
  ghostPieces: PlacedPoint[][]
  gridTicks: { tick: number; y: number }[]
  /** Height of the index; null without one. */
  index: number | null
}

export type Frame = { width: number; height: number; left: number; right: number; top: number; bottom: number }

/** @param index - What an hour costs now, in ticks: where the curve is anchored. */
export function layoutCurve(points: readonly CurvePoint[], frame: Frame, index: number | null = null): CurveLayout {
  const months = [...new Set(points.map(monthOf))]
  const known = points.flatMap((point) =>
    [point.bid, point.ask, point.mid, point.previousClose].filter((tick) => tick !== null),
  )
  if (index !== null) known.push(index)
  if (known.length === 0) known.push(...points.map((point) => point.cap))
  const lowest = Math.min(...known)
  const highest = Math.max(...known)
  const margin = Math.max((highest - lowest) * 0.14, highest * 0.004, 1)
  const low = lowest - margin
  const high = highest + margin
  const plotHeight = frame.height - frame.top - frame.bottom
  const y = (tick: number | null) => (tick === null ? null : frame.top + ((high - tick) / (high - low)) * plotHeight)
  const step = (frame.width - frame.left - frame.right) / Math.max(1, months.length)
  const seen = new Map<string, number>()
  const placed = points.map((point) => {
    const month = monthOf(point)
    // A month that is listed again with a higher cap stands beside the first.
    const repeat = seen.get(month) ?? 0
    seen.set(month, repeat + 1)
    return {
      point,
      x: frame.left + (months.indexOf(month) + 0.5) * step + repeat * Math.min(14, step / 4),
      bid: y(point.bid),
      ask: y(point.ask),
      mid: point.bid === null || point.ask === null ? null : y(point.mid),
      ghost: y(point.previousClose),
    }
  })
  return {
    points: placed,
    pieces: splitAtGaps(placed, (p) => p.mid),
    ghostPieces: splitAtGaps(placed, (p) => p.ghost),
    index: y(index),
    gridTicks: gridOf(low, high).map((tick) => ({ tick, y: y(tick) ?? 0 })),
  }
}

const monthOf = (point: CurvePoint): string => `${point.year}-${point.month}`

function splitAtGaps(points: readonly PlacedPoint[], height: (point: PlacedPoint) => number | null): PlacedPoint[][] {
  const pieces: PlacedPoint[][] = []
  let piece: PlacedPoint[] = []
  for (const point of points) {
    if (height(point) !== null) piece.push(point)
    else if (piece.length > 0) {
      pieces.push(piece)
      piece = []
    }
  }
  if (piece.length > 0) pieces.push(piece)
  return pieces
}

/** Three to six round prices between two bounds. */
export function gridOf(low: number, high: number, most = 5): number[] {
  const rough = (high - low) / most
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(rough, 1)))
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough) ?? magnitude
  const ticks: number[] = []
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick)
  return ticks
}

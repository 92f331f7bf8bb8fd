import type { Market } from '@gigahour/indexer/api'
import { lazy, Suspense } from 'react'
import type { Series } from '../series/marketTerms.ts'
import { Skeleton } from '../ui/states.tsx'

const LazyDepth = lazy(() => import('../chart/DepthChart.tsx').then((m) => ({ default: m.DepthChart })))
const LazyCurve = lazy(() => import('../curve/CurvePanel.tsx').then((m) => ({ default: m.CurvePanel })))
const LazySeriesTerms = lazy(() => import('../series/SeriesTerms.tsx').then((m) => ({ default: m.SeriesTerms })))
const LazyMarketTerms = lazy(() => import('../financing/MarketTerms.tsx').then((m) => ({ default: m.MarketTerms })))

/** Depth of the book; drawn after the figures are there, since a trader reads those first. */
export function DepthChart({ market }: { market: Market }) {
  return (
    <Suspense fallback={<Skeleton rows={4} rowHeight={40} />}>
      <LazyDepth market={market} />
    </Suspense>
  )
}

/** The forward curve that a series is a point of; loaded like {@link DepthChart}. */
export function MarketCurve({ market }: { market: Series }) {
  return (
    <Suspense fallback={<Skeleton rows={4} rowHeight={40} />}>
      <LazyCurve grade={market.grade} selected={market.symbol} />
    </Suspense>
  )
}

/** The terms of a series, or of what a spot market trades; loaded like {@link DepthChart}. */
export function Terms({ market }: { market: Market }) {
  return (
    <Suspense fallback={<Skeleton rows={4} rowHeight={40} />}>
      {market.kind === 'spot' ? <LazyMarketTerms token={market.base.token} /> : <LazySeriesTerms market={market} />}
    </Suspense>
  )
}

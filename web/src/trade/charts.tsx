import type { Market } from '@gigahour/indexer/api'
import { lazy, Suspense } from 'react'
import { Skeleton } from '../ui/states.tsx'

const LazyDepth = lazy(() => import('../chart/DepthChart.tsx').then((m) => ({ default: m.DepthChart })))
const LazyCurve = lazy(() => import('../curve/CurvePanel.tsx').then((m) => ({ default: m.MarketCurve })))
const LazyTerms = lazy(() => import('../financing/MarketTerms.tsx').then((m) => ({ default: m.MarketTerms })))

type ChartProps = { market: Market }

/** Depth of the book; drawn after the figures are there, since a trader reads those first. */
export function DepthChart({ market }: ChartProps) {
  return (
    <Suspense fallback={<Skeleton rows={4} rowHeight={40} />}>
      <LazyDepth market={market} />
    </Suspense>
  )
}

/** The forward curve that a series is a point of, or the terms of what a spot market trades; loaded like {@link DepthChart}. */
export function MarketCurve({ market }: ChartProps) {
  return (
    <Suspense fallback={<Skeleton rows={4} rowHeight={40} />}>
      {market.kind === 'spot' ? <LazyTerms token={market.base.token} /> : <LazyCurve market={market} />}
    </Suspense>
  )
}

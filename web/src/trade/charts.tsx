import type { Market } from '@gigahour/indexer/api'
import { lazy, Suspense } from 'react'
import { Skeleton } from '../ui/states.tsx'

const LazyDepth = lazy(() => import('../chart/DepthChart.tsx').then((m) => ({ default: m.DepthChart })))
const LazyCurve = lazy(() => import('../curve/CurvePanel.tsx').then((m) => ({ default: m.MarketCurve })))

type ChartProps = { market: Market }

/** Depth of the book; drawn after the figures are there, since a trader reads those first. */
export function DepthChart({ market }: ChartProps) {
  return (
    <Suspense fallback={<Skeleton rows={4} rowHeight={40} />}>
      <LazyDepth market={market} />
    </Suspense>
  )
}

/** The forward curve that the market is a point of; loaded like {@link DepthChart}. */
export function MarketCurve({ market }: ChartProps) {
  return (
    <Suspense fallback={<Skeleton rows={4} rowHeight={40} />}>
      <LazyCurve market={market} />
    </Suspense>
  )
}

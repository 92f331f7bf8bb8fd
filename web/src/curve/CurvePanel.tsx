import { useQuery } from '@tanstack/react-query'
import { useText } from '../i18n/text.tsx'
import { curveFeed } from '../indexer/feeds.ts'
import { useFeed } from '../indexer/live.ts'
import { curveQuery } from '../indexer/queries.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { ForwardCurve } from './ForwardCurve.tsx'

type CurvePanelProps = { grade: string; selected?: string }

/** The forward curve of a grade, live, with its states. */
export function CurvePanel({ grade, selected }: CurvePanelProps) {
  const text = useText()
  useFeed(curveFeed(grade))
  const { query: markets } = useMarkets()
  const index = markets.data?.find((market) => market.kind === 'series' && market.grade === grade)?.stats.index ?? null
  const curve = useQuery(curveQuery(useServices(), grade))
  if (curve.isPending) return <Skeleton rows={4} rowHeight={40} />
  if (curve.isLoadingError) return <LoadError error={curve.error} onRetry={curve.refetch} />
  if (curve.data.points.length === 0) return <Empty title={text.curve.empty} />
  return (
    <>
      {curve.isRefetchError && <OldData onRetry={curve.refetch} />}
      <ForwardCurve grade={grade} points={curve.data.points} index={index} {...(selected ? { selected } : {})} />
    </>
  )
}

import type { Market } from '@gigahour/indexer/api'
import { useMemo } from 'react'
import { CurvePanel } from '../curve/CurvePanel.tsx'
import { useText } from '../i18n/text.tsx'
import { useNavigate, useSearchParam } from '../router/location.ts'
import { ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { GradeCard } from './GradeCard.tsx'
import type { Series } from './marketTerms.ts'
import { SeriesTable } from './SeriesTable.tsx'
import { useMarkets } from './useMarkets.ts'

/** Every grade with its forward curve, and the series of the chosen one. */
export function MarketsPage() {
  const text = useText()
  const { query } = useMarkets()
  const asked = useSearchParam('grade')
  const navigate = useNavigate()
  const grades = useMemo(() => groupByGrade(query.data ?? []), [query.data])
  if (query.isPending) return <Skeleton rows={16} rowHeight={40} />
  if (query.isLoadingError) return <LoadError error={query.error} onRetry={query.refetch} />
  const [first] = grades
  if (!first) return <Empty className="flex-1" title={text.series.none} detail={text.series.noneDetail} />
  const chosen = grades.find(({ grade }) => grade === asked) ?? first
  return (
    <div className="flex flex-1 flex-col gap-px bg-line xl:min-h-0 xl:overflow-y-auto">
      <h1 className="sr-only">{text.page.markets}</h1>
      {query.isRefetchError && <OldData onRetry={query.refetch} />}
      <div className="grid grid-cols-2 gap-px xl:grid-cols-4">
        {grades.map(({ grade, series }) => (
          <GradeCard
            key={grade}
            grade={grade}
            series={series}
            isChosen={grade === chosen.grade}
            onChoose={() => navigate({ to: '/', search: { grade }, replace: true })}
          />
        ))}
      </div>
      <Panel
        title={text.curve.title(chosen.grade)}
        fill
        className="h-[300px] shrink-0 xl:h-[340px]"
        actions={<CurveLegend />}
      >
        <CurvePanel grade={chosen.grade} />
      </Panel>
      <Panel title={text.series.of(chosen.grade)} rule={text.series.rule} className="flex-[1_0_auto]">
        <ScrollArea label={text.series.of(chosen.grade)} className="overflow-x-auto">
          <SeriesTable grade={chosen.grade} series={chosen.series} />
        </ScrollArea>
      </Panel>
    </div>
  )
}

function CurveLegend() {
  const text = useText()
  return (
    <ul className="flex items-center gap-3 pr-2 text-2xs text-muted max-md:hidden">
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="h-0.5 w-2.5 bg-ask" />
        {text.curve.ask}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="size-1.5 rounded-full bg-fg" />
        {text.curve.mid}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="h-0.5 w-2.5 bg-bid" />
        {text.curve.bid}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="w-4 border-line-strong border-t border-dashed" />
        {text.curve.yesterday}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="w-4 border-info border-t border-dashed" />
        {text.curve.index}
      </li>
      <li>{text.series.priceUnit}</li>
    </ul>
  )
}

function groupByGrade(markets: readonly Market[]): { grade: string; series: Series[] }[] {
  const groups = new Map<string, Series[]>()
  for (const market of markets) {
    if (market.kind !== 'series') continue
    groups.set(market.grade, [...(groups.get(market.grade) ?? []), market])
  }
  return [...groups].map(([grade, series]) => ({
    grade,
    series: series.sort((a, b) => a.expiry - b.expiry || a.cap - b.cap),
  }))
}

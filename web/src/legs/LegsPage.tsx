import { useMemo, useState } from 'react'
import { CurvePanel } from '../curve/CurvePanel.tsx'
import { useText, useWords } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { PageHead } from '../ui/PageHead.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { LegsTicket } from './LegsTicket.tsx'
import { monthsOf } from './plan.ts'
import { legsWords } from './words.ts'

/** Strips and calendar spreads of a grade: chosen, priced live, taken as one. */
export function LegsPage() {
  const text = useText()
  const words = useWords(legsWords)
  const { query } = useMarkets()
  const [chosen, setGrade] = useState<string | null>(null)
  const series = useMemo(
    () => (query.data ?? []).filter((market): market is Series => market.kind === 'series'),
    [query.data],
  )
  if (query.isPending) return <Skeleton rows={12} rowHeight={28} label={text.state.loading} />
  if (query.isLoadingError) return <LoadError error={query.error} onRetry={query.refetch} />
  const grades = [...new Set(series.map(({ grade }) => grade))]
  const grade = chosen ?? grades[0] ?? ''
  const months = monthsOf(series, grade)
  return (
    <div className="flex flex-1 flex-col bg-panel">
      <PageHead title={words.title}>{words.detail}</PageHead>
      {months.length < 2 ? (
        <Empty className="flex-1" title={words.few} />
      ) : (
        <>
          <Panel
            title={words.title}
            className="shrink-0"
            heading={<GradeTabs grades={grades} grade={grade} onChange={setGrade} />}
          >
            <LegsTicket key={grade} months={months} />
          </Panel>
          <Panel title={text.curve.title(grade)} fill className="min-h-72 flex-1 border-line border-t">
            <CurvePanel grade={grade} />
          </Panel>
        </>
      )}
    </div>
  )
}

type GradeTabsProps = { grades: readonly string[]; grade: string; onChange: (grade: string) => void }

function GradeTabs({ grades, grade, onChange }: GradeTabsProps) {
  const words = useWords(legsWords)
  return (
    <fieldset className="flex h-full items-stretch gap-3 overflow-x-auto">
      <legend className="sr-only">{words.grade}</legend>
      {grades.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === grade}
          onClick={() => onChange(each)}
          className="border-transparent border-b-2 text-muted text-xs hover:text-fg aria-pressed:border-fg aria-pressed:text-fg"
        >
          {each}
        </button>
      ))}
    </fieldset>
  )
}

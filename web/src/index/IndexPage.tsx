import { useQuery } from '@tanstack/react-query'
import { useText, useWords } from '../i18n/text.tsx'
import { useNavigate, useSearchParam } from '../router/location.ts'
import { useServices } from '../services.ts'
import { PageHead } from '../ui/PageHead.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { ClaimBond } from './ClaimBond.tsx'
import { useIndexFeeds } from './feeds.ts'
import { PrintsPanel } from './PrintsPanel.tsx'
import { indexQuery } from './queries.ts'
import { SettlementCalendar } from './SettlementCalendar.tsx'
import { indexWords } from './words.ts'

/** What a GPU-hour costs, day by day and by whose word, and what the months settle at. */
export function IndexPage() {
  const text = useText()
  const words = useWords(indexWords)
  const services = useServices()
  const navigate = useNavigate()
  const index = useQuery(indexQuery(services))
  const asked = useSearchParam('grade')
  useIndexFeeds()
  const grades = index.data ?? []
  const chosen = grades.find(({ grade }) => grade === asked) ?? grades[0]
  return (
    <div className="flex flex-1 flex-col gap-px bg-line xl:min-h-0 xl:overflow-y-auto">
      <PageHead title={text.page.index}>{words.detail}</PageHead>
      <ClaimBond />
      {index.isPending && <Skeleton rows={8} rowHeight={28} />}
      {index.isLoadingError && (
        <Panel title={text.page.index}>
          <LoadError error={index.error} onRetry={index.refetch} />
        </Panel>
      )}
      {index.isRefetchError && <OldData onRetry={index.refetch} />}
      {index.isSuccess && !chosen && (
        <Panel title={text.page.index}>
          <Empty title={words.noGrades} />
        </Panel>
      )}
      {chosen && (
        <>
          <div className="bg-panel px-3 py-2">
            <Segmented
              name="grade"
              legend={words.grade}
              className="max-w-xl"
              value={chosen.grade}
              onChange={(grade) => navigate({ to: '/index', search: { grade }, replace: true })}
              options={grades.map(({ grade }) => ({ id: grade, label: grade }))}
            />
          </div>
          <PrintsPanel key={chosen.grade} index={chosen} />
        </>
      )}
      <SettlementCalendar grade={chosen?.grade ?? null} />
      <div className="flex-1 bg-panel" />
    </div>
  )
}

import { useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { PageHead } from '../ui/PageHead.tsx'
import { Panel } from '../ui/Panel.tsx'
import { LoadError, Skeleton } from '../ui/states.tsx'
import { OwnQuotes } from './OwnQuotes.tsx'
import { QuoteForm } from './QuoteForm.tsx'
import { blockWords } from './words.ts'

/** Making block quotes, and the quotes made. */
export function BlockPage() {
  const words = useWords(blockWords)
  const { query } = useMarkets()
  if (query.isPending) return <Skeleton rows={12} rowHeight={28} />
  if (query.isLoadingError) return <LoadError error={query.error} onRetry={query.refetch} />
  return (
    <div className="flex flex-1 flex-col bg-panel">
      <PageHead title={words.title}>{words.detail}</PageHead>
      <div className="grid gap-px border-line border-b bg-line lg:grid-cols-[360px_minmax(0,1fr)]">
        <Panel title={words.title}>
          <QuoteForm markets={query.data.filter(({ status }) => status === 'trading')} />
        </Panel>
        <Panel title={words.quotes} rule={words.rule}>
          <OwnQuotes markets={query.data} />
        </Panel>
      </div>
    </div>
  )
}

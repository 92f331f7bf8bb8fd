import type { DailyMark } from '@gigahour/indexer/api/settlement'
import { useQuery } from '@tanstack/react-query'
import { formatCompact, formatPrice, formatUsdc, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { marksQuery } from './queries.ts'
import { indexWords } from './words.ts'

/** What the positions of one series were valued at, day by day, each with its rule. */
export function MarksPanel({ symbol }: { symbol: string }) {
  const words = useWords(indexWords)
  const locale = useLocale()
  const marks = useQuery(marksQuery(useServices(), symbol))
  const columns: Column<DailyMark>[] = [
    { id: 'time', header: words.day, align: 'left', cell: ({ time }) => formatUtc(time, locale) },
    { id: 'mark', header: `${words.mark}, ${words.unit}`, cell: ({ tick }) => formatPrice(tick) },
    {
      id: 'rule',
      header: words.ruleName,
      align: 'left',
      cell: ({ rule }) => <span title={words.markRuleDetail[rule]}>{words.markRule[rule]}</span>,
    },
    { id: 'index', header: `${words.price}, ${words.unit}`, cell: ({ index }) => formatUsdc(index) },
    { id: 'basis', header: `${words.basis}, ${words.unit}`, cell: ({ basis }) => formatUsdc(basis, { sign: true }) },
    { id: 'interest', header: words.openInterest, cell: (mark) => formatCompact(mark.openInterest, 3) },
  ]
  return (
    <Panel title={words.marks(symbol)} className="shrink-0" rule={words.marksRule}>
      {marks.isPending && <Skeleton rows={4} rowHeight={28} />}
      {marks.isLoadingError && <LoadError error={marks.error} onRetry={marks.refetch} />}
      {marks.data?.length === 0 && <Empty title={words.noMarks} detail={words.marksRule} />}
      {marks.data && marks.data.length > 0 && (
        <ScrollArea label={words.marks(symbol)} className="max-h-64 overflow-auto">
          <DataTable label={words.marks(symbol)} columns={columns} rows={marks.data} keyOf={({ day }) => day} />
        </ScrollArea>
      )}
    </Panel>
  )
}

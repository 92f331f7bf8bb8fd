import type { DailyMark } from '@gigahour/indexer/api/settlement'
import { useQuery } from '@tanstack/react-query'
import { formatCompact, formatDate, formatPrice, formatUsdc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { NOT_NARROW } from '../ui/room.ts'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { PriceHead } from './PriceHead.tsx'
import { marksQuery } from './queries.ts'
import { indexWords } from './words.ts'

const DAY = 86_400
const RULES: readonly DailyMark['rule'][] = ['trades', 'mid', 'index']

/** The daily settlement marks of one series, each with its rule and with the print that its basis is to. */
export function MarksPanel({ symbol }: { symbol: string }) {
  const words = useWords(indexWords)
  const locale = useLocale()
  const marks = useQuery(marksQuery(useServices(), symbol))
  const columns: Column<DailyMark>[] = [
    { id: 'time', header: words.day, align: 'left', cell: ({ time }) => formatDate(time, locale) },
    {
      id: 'mark',
      header: <PriceHead name={words.mark} />,
      cell: ({ tick, rule }) => (
        <>
          {formatPrice(tick)}
          <span className="block font-sans text-2xs text-muted md:hidden">{words.markRule[rule]}</span>
        </>
      ),
    },
    {
      id: 'rule',
      header: words.ruleName,
      align: 'left',
      className: NOT_NARROW,
      cell: ({ rule }) => words.markRule[rule],
    },
    {
      id: 'index',
      className: 'max-md:py-1',
      header: <PriceHead name={words.latestPrint} />,
      cell: ({ index, indexDay }) => (
        <>
          {formatUsdc(index)}{' '}
          {indexDay !== null && (
            <span className="font-sans text-muted max-md:block">
              {words.printOf(formatDate(indexDay * DAY, locale))}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'basis',
      header: <PriceHead name={words.basis} />,
      className: 'max-md:whitespace-normal',
      cell: ({ basis }) => formatUsdc(basis, { sign: true }),
    },
    {
      id: 'interest',
      header: words.openInterest,
      className: NOT_NARROW,
      cell: (mark) => formatCompact(mark.openInterest, 3),
    },
  ]
  return (
    <Panel title={words.marks(symbol)} className="shrink-0" rule={`${words.pricesIn} ${words.marksRule}`}>
      {marks.isPending && <Skeleton rows={4} rowHeight={28} />}
      {marks.isLoadingError && <LoadError error={marks.error} onRetry={marks.refetch} />}
      {marks.data?.length === 0 && <Empty title={words.noMarks} />}
      {marks.data && marks.data.length > 0 && (
        <>
          <ScrollArea label={words.marks(symbol)} className="max-h-64 overflow-auto">
            <DataTable label={words.marks(symbol)} columns={columns} rows={marks.data} keyOf={({ day }) => day} />
          </ScrollArea>
          <dl className="border-line border-t px-3 py-2 text-2xs text-muted">
            {RULES.map((rule) => (
              <div key={rule} className="flex gap-2">
                <dt className="shrink-0 text-fg">{words.markRule[rule]}</dt>
                <dd>{words.markRuleDetail[rule]}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Panel>
  )
}

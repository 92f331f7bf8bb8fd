import type { Settlement } from '@gigahour/indexer/api/settlement'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RedeemButton } from '../account/RedeemButton.tsx'
import { formatPrice, formatUsdc, formatUtc, UNKNOWN } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { MarksPanel } from './MarksPanel.tsx'
import { settlementsQuery } from './queries.ts'
import { SettleButton } from './SettleButton.tsx'
import { indexWords } from './words.ts'

/** When each month of a grade stops trading, how far its mean has come, and what it settled at. */
export function SettlementCalendar({ grade }: { grade: string | null }) {
  const words = useWords(indexWords)
  const locale = useLocale()
  const settlements = useQuery(settlementsQuery(useServices()))
  const [chosen, setChosen] = useState<string | null>(null)
  const rows = (settlements.data ?? []).filter((row) => grade === null || row.grade === grade)
  const symbol = (rows.find((row) => row.symbol === chosen) ?? rows.find(({ state }) => state !== 'settled') ?? rows[0])
    ?.symbol
  const columns: Column<Settlement>[] = [
    {
      id: 'series',
      header: words.series,
      align: 'left',
      cell: (row) => (
        <button
          type="button"
          className="figure underline"
          aria-pressed={row.symbol === symbol}
          title={words.marks(row.symbol)}
          onClick={() => setChosen(row.symbol)}
        >
          {row.symbol}
        </button>
      ),
    },
    { id: 'state', header: words.state, align: 'left', cell: ({ state }) => words.seriesState[state] },
    { id: 'last', header: words.lastTrading, cell: ({ lastTrading }) => formatUtc(lastTrading, locale) },
    {
      id: 'progress',
      header: words.progress,
      cell: ({ progress }) => words.days(progress.printed, progress.daysInMonth),
    },
    { id: 'mean', header: `${words.mean}, ${words.unit}`, cell: ({ progress }) => formatUsdc(progress.mean) },
    {
      id: 'dispute',
      header: words.disputeEnd,
      cell: ({ earliest, latest }) => (
        <span title={words.latestRule(formatUtc(latest, locale))}>{formatUtc(earliest, locale)}</span>
      ),
    },
    { id: 'price', header: `${words.settlement}, ${words.unit}`, cell: (row) => <FinalPrice settlement={row} /> },
    {
      id: 'actions',
      header: <span className="sr-only">{words.actions}</span>,
      cell: (row) =>
        row.state === 'settleable' ? (
          <SettleButton symbol={row.symbol} />
        ) : (
          row.state === 'settled' && <RedeemButton symbol={row.symbol} />
        ),
    },
  ]
  return (
    <>
      <Panel title={words.calendar} className="shrink-0" rule={words.calendarRule}>
        {settlements.isPending && <Skeleton rows={6} rowHeight={28} />}
        {settlements.isLoadingError && <LoadError error={settlements.error} onRetry={settlements.refetch} />}
        {settlements.isRefetchError && <OldData onRetry={settlements.refetch} />}
        {settlements.isSuccess && rows.length === 0 && <Empty title={words.noSeries} />}
        {rows.length > 0 && (
          <ScrollArea label={words.calendar} className="overflow-x-auto">
            <DataTable
              label={words.calendar}
              columns={columns}
              rows={rows}
              keyOf={(row) => row.symbol}
              rowClass={(row) => (row.symbol === symbol ? 'bg-raised' : undefined)}
            />
          </ScrollArea>
        )}
      </Panel>
      {symbol && <MarksPanel key={symbol} symbol={symbol} />}
    </>
  )
}

/** The settlement price with the rule it came by; in its month what it would be by the prints until now. Before, the forward curve says more. */
function FinalPrice({ settlement: { final, expected, state } }: { settlement: Settlement }) {
  const words = useWords(indexWords)
  if (final) {
    return (
      <span>
        {formatPrice(final.tick)}{' '}
        <span className="font-sans text-muted">{final.rule ? words.rule[final.rule] : words.ruleUnknown}</span>
      </span>
    )
  }
  if (!expected || state === 'trading') return UNKNOWN
  return (
    <span className="text-muted">
      {words.expected(formatPrice(expected.tick))} <span className="font-sans">{words.rule[expected.rule]}</span>
    </span>
  )
}

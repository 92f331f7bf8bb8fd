import type { Settlement } from '@gigahour/indexer/api/settlement'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RedeemButton } from '../account/RedeemButton.tsx'
import { formatUsdc, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Panel } from '../ui/Panel.tsx'
import { NOT_MEDIUM, NOT_NARROW, NOT_SMALL } from '../ui/room.ts'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { FinalPrice } from './FinalPrice.tsx'
import { MarksPanel } from './MarksPanel.tsx'
import { PriceHead } from './PriceHead.tsx'
import { settlementsQuery } from './queries.ts'
import { SettleButton } from './SettleButton.tsx'
import { indexWords } from './words.ts'

/** When each month of a grade stops trading, how far its mean has come, and what it settled at. */
export function SettlementCalendar({ grade }: { grade: string | null }) {
  const words = useWords(indexWords)
  const locale = useLocale()
  const settlements = useQuery(settlementsQuery(useServices()))
  const [symbol, setSymbol] = useState<string | null>(null)
  const rows = (settlements.data ?? []).filter((row) => grade === null || row.grade === grade)
  const chosen = rows.find((row) => row.symbol === symbol) ?? rows.find(({ state }) => state !== 'settled') ?? rows[0]
  const columns: Column<Settlement>[] = [
    {
      id: 'series',
      className: 'max-md:py-1',
      header: words.series,
      align: 'left',
      cell: (row) => (
        <>
          <button
            type="button"
            className="figure underline"
            aria-pressed={row === chosen}
            title={words.marks(row.symbol)}
            onClick={() => setSymbol(row.symbol)}
          >
            {row.symbol}
          </button>
          <span className="block whitespace-normal text-2xs text-muted md:hidden">{words.seriesState[row.state]}</span>
        </>
      ),
    },
    {
      id: 'state',
      header: words.state,
      align: 'left',
      className: NOT_NARROW,
      cell: ({ state }) => words.seriesState[state],
    },
    {
      id: 'last',
      header: words.lastTrading,
      className: NOT_MEDIUM,
      cell: ({ lastTrading }) => formatUtc(lastTrading, locale),
    },
    {
      id: 'progress',
      header: words.progress,
      className: NOT_SMALL,
      cell: ({ progress }) => words.days(progress.printed, progress.daysInMonth),
    },
    {
      id: 'mean',
      header: <PriceHead name={words.mean} />,
      className: NOT_MEDIUM,
      cell: ({ progress }) => formatUsdc(progress.mean),
    },
    {
      id: 'dispute',
      header: words.disputeEnd,
      className: NOT_SMALL,
      cell: ({ earliest }) => formatUtc(earliest, locale),
    },
    {
      id: 'price',
      className: 'py-1',
      header: <PriceHead name={words.settlement} />,
      cell: (row) => <FinalPrice settlement={row} />,
    },
    {
      id: 'actions',
      header: <span className="sr-only">{words.actions}</span>,
      cell: (row) =>
        row.state === 'settleable' ? (
          <SettleButton symbol={row.symbol} family={row.family} />
        ) : (
          row.state === 'settled' && <RedeemButton symbol={row.symbol} />
        ),
    },
  ]
  return (
    <>
      <Panel title={words.calendar} className="shrink-0" rule={`${words.pricesIn} ${words.calendarRule}`}>
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
              rowClass={(row) => (row === chosen ? 'bg-raised' : undefined)}
            />
          </ScrollArea>
        )}
      </Panel>
      {chosen && <Details settlement={chosen} />}
      {chosen && <MarksPanel key={chosen.symbol} symbol={chosen.symbol} />}
    </>
  )
}

/** Dates and progress of the chosen series, of which its row may have no room for any. */
function Details({ settlement: { symbol, lastTrading, progress, earliest, latest } }: { settlement: Settlement }) {
  const words = useWords(indexWords)
  const locale = useLocale()
  return (
    <Panel title={words.dates(symbol)} className="shrink-0">
      <Facts>
        <Fact name={words.lastTrading}>{formatUtc(lastTrading, locale)}</Fact>
        <Fact name={words.progress}>{words.days(progress.printed, progress.daysInMonth)}</Fact>
        <Fact name={`${words.mean}, ${words.unit}`}>{formatUsdc(progress.mean)}</Fact>
        <Fact name={words.disputeEnd} rule={words.latestRule(formatUtc(latest, locale))}>
          {formatUtc(earliest, locale)}
        </Fact>
      </Facts>
    </Panel>
  )
}

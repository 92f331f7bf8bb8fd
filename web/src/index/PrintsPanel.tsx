import { USDC_DECIMALS } from '@gigahour/contracts/units'
import type { GradeIndex, Print } from '@gigahour/indexer/api/prints'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDate, formatUsdc, formatUtc, UNKNOWN } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { NOT_MEDIUM, NOT_NARROW } from '../ui/room.ts'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { TimeLine } from '../ui/TimeLine.tsx'
import { useNow } from '../ui/useNow.ts'
import { isChallengeable } from './challengeable.ts'
import { PriceHead } from './PriceHead.tsx'
import { PrintDetail } from './PrintDetail.tsx'
import { printsQuery } from './queries.ts'
import { indexWords } from './words.ts'

/** The prints of one grade: as a line, as a table, and one of them with its observations. */
export function PrintsPanel({ index }: { index: GradeIndex }) {
  const words = useWords(indexWords)
  const locale = useLocale()
  const prints = useQuery(printsQuery(useServices(), index.grade))
  const [day, setDay] = useState<number | null>(null)
  const rows = prints.data ?? []
  const shown = rows.find((print) => print.day === day) ?? rows.find(({ price }) => price !== null) ?? rows[0]
  const last = rows.find(({ price }) => price !== null)
  const columns: Column<Print>[] = [
    { id: 'day', header: words.day, align: 'left', cell: (print) => formatDate(print.time, locale) },
    {
      id: 'price',
      header: <PriceHead name={words.price} />,
      cell: ({ price }) => formatUsdc(price, { minimum: USDC_DECIMALS }),
    },
    {
      id: 'state',
      header: words.state,
      align: 'left',
      className: 'max-md:whitespace-normal',
      cell: (print) => <PrintState print={print} />,
    },
    {
      id: 'reporters',
      className: NOT_NARROW,
      header: words.reporters,
      cell: ({ day, observations }) => words.countOf(observations.length, reportersOf(index, day).length),
    },
    {
      id: 'final',
      header: words.finalAt,
      className: NOT_MEDIUM,
      cell: ({ finalAt }) => (finalAt === null ? UNKNOWN : formatUtc(finalAt, locale)),
    },
    {
      id: 'details',
      header: <span className="sr-only">{words.actions}</span>,
      cell: (print) => (
        <Button
          size="small"
          look="quiet"
          aria-pressed={print.day === shown?.day}
          aria-label={`${words.details} ${formatDate(print.time, locale)}`}
          onClick={() => setDay(print.day)}
        >
          {words.details}
        </Button>
      ),
    },
  ]
  return (
    <div className="grid shrink-0 gap-px lg:grid-cols-[minmax(0,1fr)_minmax(300px,400px)]">
      <Panel title={words.prints(index.grade)} rule={`${words.pricesIn} ${words.printsRule}`}>
        {prints.isPending && <Skeleton rows={8} rowHeight={28} />}
        {prints.isLoadingError && <LoadError error={prints.error} onRetry={prints.refetch} />}
        {prints.isRefetchError && <OldData onRetry={prints.refetch} />}
        {prints.isSuccess && rows.length === 0 && <Empty title={words.noPrints} detail={words.noPrintsDetail} />}
        {rows.length > 0 && (
          <>
            <div className="relative h-40 border-line border-b">
              <TimeLine
                label={words.lineOf(index.grade, formatUsdc(last?.price))}
                points={rows.toReversed().map((print) => ({
                  time: print.time,
                  // Only digits for the eye: the exact price stands in the table.
                  value: print.price === null ? null : Number(print.price),
                  isMarked: print.status === 'challenged' || print.status === 'resolved',
                }))}
                formatValue={(value) => formatUsdc(String(Math.round(value)))}
                formatTime={(time) => formatDate(time, locale)}
              />
            </div>
            <ScrollArea label={words.prints(index.grade)} className="max-h-72 overflow-auto">
              <DataTable
                label={words.prints(index.grade)}
                columns={columns}
                rows={rows}
                keyOf={(print) => print.day}
                rowClass={(print) => (print.day === shown?.day ? 'bg-raised' : undefined)}
              />
            </ScrollArea>
          </>
        )}
      </Panel>
      {shown && (
        <PrintDetail
          key={shown.day}
          print={shown}
          silent={reportersOf(index, shown.day).filter((each) => !hasObserved(shown, each))}
        />
      )}
    </div>
  )
}

/** Who may observe on a day. */
const reportersOf = ({ reporters }: GradeIndex, day: number): string[] =>
  reporters
    .filter(({ tenures }) => tenures.some(({ from, until }) => from <= day && (until === null || day < until)))
    .map(({ reporter }) => reporter)

const hasObserved = ({ observations }: Print, who: string): boolean =>
  observations.some(({ reporter }) => reporter === who)

function PrintState({ print }: { print: Print }) {
  const words = useWords(indexWords)
  const now = useNow()
  return (
    <span
      className={classes(print.status === 'challenged' && 'text-warn', print.status === 'missing' && 'text-danger')}
    >
      {words.status[print.status]}
      {print.isFinal ? ` · ${words.final}` : isChallengeable(print, now) ? ` · ${words.open}` : ''}
    </span>
  )
}

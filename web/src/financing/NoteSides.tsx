import type { Coupon, CouponMonth, Note } from '@gigahour/indexer/api/notes'
import { useQuery } from '@tanstack/react-query'
import { formatMoney, formatUsdc, formatUtc, UNKNOWN } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { classes } from '../ui/classes.ts'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { couponsQuery } from './queries.ts'
import { financingWords } from './words.ts'

/** The state of a note, its schedule and its coupons. */
export function NoteSides({ note }: { note: Note }) {
  const words = useWords(financingWords)
  const locale = useLocale()
  const coupons = useQuery(couponsQuery(useServices(), note.token))
  const months: Column<CouponMonth>[] = [
    { id: 'month', header: words.month, align: 'left', cell: ({ month }) => month },
    { id: 'due', header: words.due, cell: ({ dueAt }) => (dueAt === null ? UNKNOWN : formatUtc(dueAt, locale)) },
    { id: 'scheduled', header: words.scheduled, cell: ({ scheduled }) => formatMoney(scheduled) },
    { id: 'deposited', header: words.deposited, cell: ({ deposited }) => formatMoney(deposited) },
    {
      id: 'state',
      header: words.state,
      align: 'left',
      cell: ({ state }) => (
        <span className={classes(state === 'late' && 'text-warn', state === 'missed' && 'text-danger')}>
          {words.couponState[state]}
        </span>
      ),
    },
  ]
  const deposits: Column<Coupon>[] = [
    { id: 'time', header: words.time, align: 'left', cell: ({ timestamp }) => formatUtc(timestamp, locale) },
    { id: 'month', header: words.month, cell: ({ month }) => month },
    { id: 'revenue', header: words.revenue, cell: ({ revenue }) => formatMoney(revenue) },
    { id: 'amount', header: words.deposited, cell: ({ amount }) => formatMoney(amount) },
    { id: 'perToken', header: words.paidPerNote, cell: ({ perToken }) => formatUsdc(perToken) },
  ]
  const { conversion } = note
  return (
    <>
      <Panel title={words.state}>
        <div className="p-3">
          <p className={classes('text-sm', note.state === 'late' && 'text-warn')}>{words.states[note.state]}</p>
          <p className="text-muted text-xs">{words.noteDetail[note.state]}</p>
        </div>
        {conversion && (
          <p role="alert" className="px-3 pb-3 text-danger text-sm">
            {words.inStress(conversion.month, formatMoney(conversion.had), formatMoney(conversion.needed))}{' '}
            {note.state === 'conversion' &&
              conversion.windowEnd !== null &&
              words.inConversion(formatUtc(conversion.windowEnd, locale), formatUsdc(conversion.price))}
          </p>
        )}
      </Panel>
      <Panel title={words.schedule} rule={words.couponRule}>
        <ScrollArea label={words.schedule} className="max-h-72 overflow-auto">
          <DataTable label={words.schedule} columns={months} rows={note.schedule} keyOf={({ month }) => month} />
        </ScrollArea>
      </Panel>
      <Panel title={words.paidCoupons} className="flex-1">
        {coupons.isPending && <Skeleton rows={3} rowHeight={28} />}
        {coupons.isLoadingError && <LoadError error={coupons.error} onRetry={coupons.refetch} />}
        {coupons.data?.length === 0 && <Empty title={words.noCoupons} />}
        {coupons.data && coupons.data.length > 0 && (
          <ScrollArea label={words.paidCoupons} className="max-h-60 overflow-auto">
            <DataTable
              label={words.paidCoupons}
              columns={deposits}
              rows={coupons.data}
              keyOf={({ block, logIndex }) => `${block}-${logIndex}`}
            />
          </ScrollArea>
        )}
      </Panel>
    </>
  )
}

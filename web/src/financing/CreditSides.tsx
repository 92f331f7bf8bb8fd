import type { Credit, Redemption } from '@gigahour/indexer/api/credits'
import { useQuery } from '@tanstack/react-query'
import { formatBp, formatLots, formatUsdc, formatUtc, formatUtcShort, shortAddress, UNKNOWN } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { classes } from '../ui/classes.ts'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { NOT_MEDIUM, NOT_NARROW } from '../ui/room.ts'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { redemptionsQuery } from './queries.ts'
import { financingWords } from './words.ts'

/** The state of a credit and its redemptions. */
export function CreditSides({ credit }: { credit: Credit }) {
  const words = useWords(financingWords)
  const locale = useLocale()
  const redemptions = useQuery(redemptionsQuery(useServices(), credit.token))
  const columns: Column<Redemption>[] = [
    {
      id: 'holder',
      header: words.holder,
      align: 'left',
      cell: ({ holder }) => <span title={holder}>{shortAddress(holder)}</span>,
    },
    { id: 'state', header: words.state, align: 'left', cell: ({ state }) => words.redemptionState[state] },
    { id: 'lots', header: words.lots, cell: ({ lots }) => formatLots(lots) },
    {
      id: 'delivered',
      header: words.delivered,
      className: NOT_NARROW,
      cell: ({ delivered }) => formatLots(delivered),
    },
    { id: 'ahead', header: words.ahead, className: NOT_NARROW, cell: ({ ahead }) => formatLots(ahead) },
    {
      id: 'since',
      header: `${words.since}, UTC`,
      className: NOT_MEDIUM,
      cell: ({ queuedAt }) => formatUtcShort(queuedAt, locale),
    },
    {
      id: 'leave',
      header: `${words.leaveFrom}, UTC`,
      cell: ({ leaveFrom }) => (leaveFrom === null ? UNKNOWN : formatUtcShort(leaveFrom, locale)),
    },
  ]
  return (
    <>
      <Panel title={words.state}>
        <div className="p-3">
          <p className={classes('text-sm', credit.state === 'closed' && 'text-warn')}>{words.states[credit.state]}</p>
          <p className="text-muted text-xs">
            {words.creditDetail[credit.state](
              formatUtc(credit.state === 'upcoming' ? credit.start : credit.end, locale),
              formatUtc(credit.defaultFrom, locale),
            )}
          </p>
        </div>
        {credit.default && (
          <p role="alert" className="px-3 pb-3 text-danger text-sm">
            {words.inDefault(formatBp(credit.default.shareBp), formatUsdc(credit.default.perToken))}
          </p>
        )}
      </Panel>
      <Panel title={words.queue} rule={words.queueRule} className="flex-1">
        {redemptions.isPending && <Skeleton rows={3} rowHeight={28} />}
        {redemptions.isLoadingError && <LoadError error={redemptions.error} onRetry={redemptions.refetch} />}
        {redemptions.data?.length === 0 && <Empty title={words.noQueue} />}
        {redemptions.data && redemptions.data.length > 0 && (
          <ScrollArea label={words.queue} className="max-h-72 overflow-auto">
            <DataTable
              label={words.queue}
              columns={columns}
              rows={redemptions.data}
              keyOf={({ redemption }) => redemption}
            />
          </ScrollArea>
        )}
      </Panel>
    </>
  )
}

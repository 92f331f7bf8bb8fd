import type { Offer } from '@gigahour/indexer/api/delivery'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { formatLots, formatSpan, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { useChainTime } from '../status/useChainTime.ts'
import { Button } from '../ui/Button.tsx'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Fold } from '../ui/Fold.tsx'
import { NOT_NARROW } from '../ui/room.ts'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { ClosedOffers } from './ClosedOffers.tsx'
import { ElectDialog } from './ElectDialog.tsx'
import { useOfferColumns } from './offerColumns.tsx'
import { isNoticeOpen, phaseOf } from './phase.ts'
import { offersQuery } from './queries.ts'
import { deliveryWords } from './words.ts'

/** Hours that providers offer: those that can be elected first, those of months whose notice has closed folded away. */
export function OffersTable({ desk }: { desk: Address }) {
  const words = useWords(deliveryWords)
  const locale = useLocale()
  const now = useChainTime()
  const shared = useOfferColumns()
  const offers = useQuery(offersQuery(useServices()))
  const [chosen, setChosen] = useState<Offer | null>(null)
  if (offers.isLoadingError) return <LoadError error={offers.error} onRetry={offers.refetch} />
  if (offers.isPending || now === null) return <Skeleton rows={3} rowHeight={28} />
  const known = offers.data.filter(({ state }) => state !== 'withdrawn')
  const open = known
    .filter(({ schedule }) => isNoticeOpen(schedule, now))
    .sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open') || a.schedule.start - b.schedule.start)
  const closed = known
    .filter(({ schedule }) => !isNoticeOpen(schedule, now))
    .sort((a, b) => b.schedule.start - a.schedule.start)
  const columns: Column<Offer>[] = [
    ...shared,
    { id: 'open', header: words.open, cell: ({ open }) => formatLots(open) },
    { id: 'minimum', header: words.minimum, className: NOT_NARROW, cell: ({ minimum }) => formatLots(minimum) },
    {
      id: 'notice',
      header: <span title={words.noticeHint}>{words.notice}</span>,
      cell: ({ schedule }) => (
        <span
          title={formatUtc(schedule.noticeClose, locale)}
          className={phaseOf(schedule, now) === 'closing' ? 'text-warn' : undefined}
        >
          {words.inSpan(formatSpan(schedule.noticeClose - now, locale))}
        </span>
      ),
    },
    {
      id: 'elect',
      header: <span className="sr-only">{words.elect}</span>,
      cell: (offer) =>
        offer.state === 'open' ? (
          <Button size="small" onClick={() => setChosen(offer)}>
            {words.elect}
          </Button>
        ) : (
          <span className="text-muted">{words.taken}</span>
        ),
    },
  ]
  return (
    <>
      {offers.isRefetchError && <OldData onRetry={offers.refetch} />}
      {open.length === 0 ? (
        <Empty title={words.noOffers} detail={words.noOffersDetail} />
      ) : (
        <ScrollArea label={words.offers} className="overflow-x-auto">
          <DataTable label={words.offers} columns={columns} rows={open} keyOf={({ offer }) => offer} />
        </ScrollArea>
      )}
      {closed.length > 0 && (
        <Fold title={words.closedOffers(closed.length)}>
          <ClosedOffers offers={closed} />
        </Fold>
      )}
      {chosen && <ElectDialog desk={desk} offer={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

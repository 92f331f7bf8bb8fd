import type { Offer } from '@gigahour/indexer/api/delivery'
import { formatLots, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { useOfferColumns } from './offerColumns.tsx'
import { deliveryWords } from './words.ts'

/** Offers of months whose notice has closed: how much of them was elected. */
export function ClosedOffers({ offers }: { offers: readonly Offer[] }) {
  const words = useWords(deliveryWords)
  const locale = useLocale()
  const columns: Column<Offer>[] = [
    ...useOfferColumns(),
    { id: 'elected', header: words.elected, cell: ({ elected }) => formatLots(elected) },
    { id: 'notice', header: words.noticeClosed, cell: ({ schedule }) => formatUtc(schedule.noticeClose, locale) },
  ]
  const label = words.closedOffers(offers.length)
  return (
    <ScrollArea label={label} className="overflow-x-auto">
      <DataTable label={label} columns={columns} rows={offers} keyOf={({ offer }) => offer} />
    </ScrollArea>
  )
}

import type { DeliveryReceipt } from '@gigahour/indexer/api/delivery'
import { useQuery } from '@tanstack/react-query'
import { formatLots, formatMoney, formatUtc, shortAddress } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { NOT_NARROW } from '../ui/room.ts'
import { LoadError, Skeleton } from '../ui/states.tsx'
import { receiptsQuery } from './queries.ts'
import { deliveryWords } from './words.ts'

/** Usage receipts of an election, newest first. */
export function ReceiptsTable({ election }: { election: number }) {
  const words = useWords(deliveryWords)
  const locale = useLocale()
  const receipts = useQuery(receiptsQuery(useServices(), election))
  if (receipts.isPending) return <Skeleton rows={2} rowHeight={28} />
  if (receipts.isLoadingError) return <LoadError error={receipts.error} onRetry={receipts.refetch} />
  if (receipts.data.length === 0) return <p className="text-muted text-xs">{words.noReceipts}</p>
  const columns: Column<DeliveryReceipt>[] = [
    { id: 'time', header: words.time, align: 'left', cell: ({ signedAt }) => formatUtc(signedAt, locale) },
    { id: 'lots', header: words.added, cell: ({ lots }) => formatLots(lots) },
    { id: 'total', header: words.total, className: NOT_NARROW, cell: ({ delivered }) => formatLots(delivered) },
    {
      id: 'signer',
      header: words.signer,
      className: NOT_NARROW,
      align: 'left',
      cell: ({ signer, signedBy }) => (
        <span>
          {words.signedBy[signedBy]} <span className="figure text-muted">{shortAddress(signer)}</span>
        </span>
      ),
    },
    { id: 'paid', header: words.amount, cell: ({ paid }) => formatMoney(paid, undefined, { exact: true }) },
  ]
  return (
    <ScrollArea label={words.receipts} className="max-h-48 overflow-auto">
      <DataTable
        label={words.receipts}
        columns={columns}
        rows={receipts.data}
        keyOf={({ block, logIndex }) => `${block}-${logIndex}`}
      />
    </ScrollArea>
  )
}

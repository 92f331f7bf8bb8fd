import type { Offer } from '@gigahour/indexer/api/delivery'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { cleanText, formatLots, formatSpan, formatUtc, shortAddress, UNKNOWN } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { useServices } from '../services.ts'
import { useChainTime } from '../status/useChainTime.ts'
import { Button } from '../ui/Button.tsx'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { ElectDialog } from './ElectDialog.tsx'
import { phaseOf } from './phase.ts'
import { offersQuery } from './queries.ts'
import { deliveryWords } from './words.ts'

/** Where there is no room, what the window of an election says as well gives way to the button that opens it. */
const NOT_MEDIUM = 'max-lg:hidden'
const NOT_NARROW = 'max-md:hidden'

/** Hours that providers offer, open ones first. */
export function OffersTable({ desk }: { desk: Address }) {
  const words = useWords(deliveryWords)
  const locale = useLocale()
  const now = useChainTime()
  const offers = useQuery(offersQuery(useServices()))
  const [chosen, setChosen] = useState<Offer | null>(null)
  if (offers.isPending) return <Skeleton rows={3} rowHeight={28} />
  if (offers.isLoadingError) return <LoadError error={offers.error} onRetry={offers.refetch} />
  const rows = offers.data
    .filter(({ state }) => state !== 'withdrawn')
    .sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open') || a.schedule.start - b.schedule.start)
  const columns: Column<Offer>[] = [
    { id: 'series', header: words.series, align: 'left', cell: ({ symbol }) => <MarketLink symbol={symbol} /> },
    { id: 'site', header: words.site, align: 'left', className: NOT_NARROW, cell: ({ site }) => cleanText(site, 32) },
    {
      id: 'provider',
      header: words.provider,
      align: 'left',
      className: NOT_MEDIUM,
      cell: ({ provider }) => <span className="figure">{shortAddress(provider)}</span>,
    },
    {
      id: 'endpoint',
      header: words.endpoint,
      align: 'left',
      className: NOT_MEDIUM,
      cell: ({ endpoint, terms }) => (
        <span title={`${cleanText(endpoint, 256)} · ${words.terms}: ${cleanText(terms, 400) || UNKNOWN}`}>
          {cleanText(endpoint, 36)}
        </span>
      ),
    },
    {
      id: 'meter',
      header: <span title={words.meterHint}>{words.meter}</span>,
      align: 'left',
      className: NOT_MEDIUM,
      cell: ({ meter }) => (meter ? <span className="figure">{shortAddress(meter)}</span> : words.buyerOnly),
    },
    { id: 'open', header: words.open, cell: ({ open }) => formatLots(open) },
    { id: 'minimum', header: words.minimum, className: NOT_NARROW, cell: ({ minimum }) => formatLots(minimum) },
    {
      id: 'notice',
      header: <span title={words.noticeHint}>{words.notice}</span>,
      cell: ({ schedule }) => {
        if (now === null) return UNKNOWN
        const phase = phaseOf(schedule, now)
        const isOpen = phase === 'notice' || phase === 'closing'
        return (
          <span
            title={formatUtc(schedule.noticeClose, locale)}
            className={phase === 'closing' ? 'text-warn' : undefined}
          >
            {isOpen
              ? words.inSpan(formatSpan(schedule.noticeClose - now, locale))
              : words.closedSince(formatUtc(schedule.noticeClose, locale))}
          </span>
        )
      },
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
          offer.state === 'taken' && <span className="text-muted">{words.taken}</span>
        ),
    },
  ]
  return (
    <>
      {offers.isRefetchError && <OldData onRetry={offers.refetch} />}
      {rows.length === 0 ? (
        <Empty title={words.noOffers} detail={words.noOffersDetail} />
      ) : (
        <ScrollArea label={words.offers} className="overflow-x-auto">
          <DataTable label={words.offers} columns={columns} rows={rows} keyOf={({ offer }) => offer} />
        </ScrollArea>
      )}
      {chosen && <ElectDialog desk={desk} offer={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

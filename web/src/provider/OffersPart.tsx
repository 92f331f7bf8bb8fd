import type { Offer } from '@gigahour/indexer/api/delivery'
import { useState } from 'react'
import { isNoticeOpen } from '../delivery/phase.ts'
import { cleanText, formatLots, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { useServices } from '../services.ts'
import { useChainTime } from '../status/useChainTime.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Fold } from '../ui/Fold.tsx'
import { NOT_NARROW } from '../ui/room.ts'
import { Empty, Skeleton } from '../ui/states.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { OfferDialog } from './OfferDialog.tsx'
import { providerWords } from './words.ts'

/** The provider's own offers: makes one, takes open hours back. Those of which nothing is left to elect or to take back are folded away. */
export function OffersPart({ offers }: { offers: readonly Offer[] }) {
  const words = useWords(providerWords)
  const locale = useLocale()
  const desk = useServices().config.deployment.deliveryDesk
  const isReady = useWallet().status === 'ready'
  const send = useSend()
  const now = useChainTime()
  const [isOpen, setOpen] = useState(false)
  if (!desk) return <Empty title={words.noOffers} />
  const withdraw = ({ offer, open }: Offer) =>
    send({
      summary: words.withdrawSummary(formatLots(open)),
      build: async () => {
        const [{ withdrawOffer }, { toLots }] = await Promise.all([
          import('@gigahour/contracts/delivery'),
          import('@gigahour/contracts/units'),
        ])
        return withdrawOffer(desk, BigInt(offer), toLots(BigInt(open)))
      },
    })
  if (now === null) return <Skeleton rows={3} rowHeight={28} />
  const isStanding = ({ open, state, schedule }: Offer) =>
    open !== '0' || (state === 'taken' && isNoticeOpen(schedule, now))
  /** First what others can elect, then what waits to be taken back. */
  const rank = ({ open, schedule }: Offer) => (open === '0' ? 2 : isNoticeOpen(schedule, now) ? 0 : 1)
  const standing = offers.filter(isStanding).sort((a, b) => rank(a) - rank(b) || a.schedule.start - b.schedule.start)
  const past = offers.filter((offer) => !isStanding(offer)).sort((a, b) => b.schedule.start - a.schedule.start)
  const columns: Column<Offer>[] = [
    { id: 'series', header: words.series, align: 'left', cell: ({ symbol }) => <MarketLink symbol={symbol} /> },
    {
      id: 'site',
      header: words.site,
      align: 'left',
      className: NOT_NARROW,
      cell: ({ site }) => cleanText(site, 32),
    },
    {
      id: 'state',
      header: <span className="sr-only">{words.state.open}</span>,
      align: 'left',
      className: NOT_NARROW,
      cell: ({ state, schedule }) => {
        // Notice closes by the clock alone: no event tells of it.
        const standsAs = state === 'open' && !isNoticeOpen(schedule, now) ? 'closed' : state
        return <Badge tone={standsAs === 'taken' ? 'good' : 'plain'}>{words.state[standsAs]}</Badge>
      },
    },
    { id: 'offered', header: words.offered, className: NOT_NARROW, cell: ({ lots }) => formatLots(lots) },
    { id: 'elected', header: words.elected, className: NOT_NARROW, cell: ({ elected }) => formatLots(elected) },
    { id: 'open', header: words.open, cell: ({ open }) => formatLots(open) },
    {
      id: 'notice',
      header: words.notice,
      className: NOT_NARROW,
      cell: ({ schedule }) => formatUtc(schedule.noticeClose, locale),
    },
  ]
  const withdrawal: Column<Offer> = {
    id: 'withdraw',
    header: <span className="sr-only">{words.withdrawOpen}</span>,
    cell: (offer) =>
      offer.open !== '0' && (
        <Button size="small" disabled={!isReady} onClick={() => void withdraw(offer)}>
          {words.withdrawOpen}
        </Button>
      ),
  }
  const button = (
    <Button look="primary" disabled={!isReady} onClick={() => setOpen(true)}>
      {words.makeOffer}
    </Button>
  )
  return (
    <>
      {offers.length === 0 ? (
        <Empty title={words.noOffers} detail={words.noOffersDetail} action={button} />
      ) : (
        <>
          <div className="px-4 py-3">{button}</div>
          {standing.length > 0 && (
            <ScrollArea label={words.tabs.offers} className="overflow-x-auto">
              <DataTable
                label={words.tabs.offers}
                columns={[...columns, withdrawal]}
                rows={standing}
                keyOf={({ offer }) => offer}
              />
            </ScrollArea>
          )}
          {past.length > 0 && (
            <Fold title={words.pastOffers(past.length)}>
              <ScrollArea label={words.pastOffers(past.length)} className="overflow-x-auto">
                <DataTable
                  label={words.pastOffers(past.length)}
                  columns={columns}
                  rows={past}
                  keyOf={({ offer }) => offer}
                />
              </ScrollArea>
            </Fold>
          )}
        </>
      )}
      {isOpen && <OfferDialog desk={desk} onClose={() => setOpen(false)} />}
    </>
  )
}

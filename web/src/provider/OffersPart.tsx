import type { Offer } from '@gigahour/indexer/api/delivery'
import { useState } from 'react'
import { cleanText, formatLots, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { useServices } from '../services.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Empty } from '../ui/states.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { OfferDialog } from './OfferDialog.tsx'
import { providerWords } from './words.ts'

/** The provider's own offers: makes one, takes open hours back. */
export function OffersPart({ offers }: { offers: readonly Offer[] }) {
  const words = useWords(providerWords)
  const locale = useLocale()
  const desk = useServices().config.deployment.deliveryDesk
  const isReady = useWallet().status === 'ready'
  const send = useSend()
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
  const columns: Column<Offer>[] = [
    { id: 'series', header: words.series, align: 'left', cell: ({ symbol }) => <MarketLink symbol={symbol} /> },
    {
      id: 'site',
      header: words.site,
      align: 'left',
      className: 'max-md:hidden',
      cell: ({ site }) => cleanText(site, 32),
    },
    {
      id: 'state',
      header: <span className="sr-only">{words.state.open}</span>,
      align: 'left',
      cell: ({ state }) => <Badge tone={state === 'taken' ? 'good' : 'plain'}>{words.state[state]}</Badge>,
    },
    { id: 'offered', header: words.offered, className: 'max-md:hidden', cell: ({ lots }) => formatLots(lots) },
    { id: 'elected', header: words.elected, cell: ({ elected }) => formatLots(elected) },
    { id: 'open', header: words.open, cell: ({ open }) => formatLots(open) },
    {
      id: 'notice',
      header: words.notice,
      className: 'max-md:hidden',
      cell: ({ schedule }) => formatUtc(schedule.noticeClose, locale),
    },
    {
      id: 'withdraw',
      header: <span className="sr-only">{words.withdrawOpen}</span>,
      cell: (offer) =>
        offer.open !== '0' && (
          <Button size="small" disabled={!isReady} onClick={() => void withdraw(offer)}>
            {words.withdrawOpen}
          </Button>
        ),
    },
  ]
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
          <ScrollArea label={words.tabs.offers} className="overflow-x-auto">
            <DataTable label={words.tabs.offers} columns={columns} rows={offers} keyOf={({ offer }) => offer} />
          </ScrollArea>
        </>
      )}
      {isOpen && <OfferDialog desk={desk} onClose={() => setOpen(false)} />}
    </>
  )
}

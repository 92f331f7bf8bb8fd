import type { Offer } from '@gigahour/indexer/api/delivery'
import { cleanText, shortAddress, UNKNOWN } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import type { Column } from '../ui/DataTable.tsx'
import { NOT_NARROW, NOT_SMALL } from '../ui/room.ts'
import { deliveryWords } from './words.ts'

/** What an offer is of, whether it can still be elected or not. */
export function useOfferColumns(): Column<Offer>[] {
  const words = useWords(deliveryWords)
  return [
    { id: 'series', header: words.series, align: 'left', cell: ({ symbol }) => <MarketLink symbol={symbol} /> },
    { id: 'site', header: words.site, align: 'left', className: NOT_NARROW, cell: ({ site }) => cleanText(site, 32) },
    {
      id: 'provider',
      header: words.provider,
      align: 'left',
      className: NOT_SMALL,
      cell: ({ provider }) => <span className="figure">{shortAddress(provider)}</span>,
    },
    {
      id: 'endpoint',
      header: words.endpoint,
      align: 'left',
      className: NOT_SMALL,
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
      className: NOT_SMALL,
      cell: ({ meter }) => (meter ? <span className="figure">{shortAddress(meter)}</span> : words.buyerOnly),
    },
  ]
}

import { useQuery } from '@tanstack/react-query'
import {
  formatCompact,
  formatLots,
  formatMonth,
  formatPercent,
  formatPrice,
  formatPriceChange,
  formatUsdc,
  formatUtc,
  scaleOf,
} from '../format.ts'
import { useLocale, useText } from '../i18n/text.tsx'
import { curveQuery } from '../indexer/queries.ts'
import { Link } from '../router/Link.tsx'
import { useServices } from '../services.ts'
import { classes } from '../ui/classes.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { NOT_NARROW, NOT_SMALL } from '../ui/room.ts'
import type { Series } from './marketTerms.ts'

type SeriesTableProps = { grade: string; series: Series[] }

/** The delivery months of a grade with the figures of the day. */
export function SeriesTable({ grade, series }: SeriesTableProps) {
  const text = useText()
  const locale = useLocale()
  const { data: curve } = useQuery(curveQuery(useServices(), grade))
  const pointOf = (symbol: string) => curve?.points.find((point) => point.symbol === symbol)
  const trading = series.filter((market) => market.status === 'trading')
  const spreadToNext = (market: Series): number | null => {
    const next = trading.find((each) => each.expiry > market.expiry)
    const [here, there] = [market.stats.mid, next?.stats.mid ?? null]
    return here === null || there === null ? null : there - here
  }
  const columns: Column<Series>[] = [
    {
      id: 'symbol',
      header: text.series.symbol,
      align: 'left',
      cell: (market) => (
        <Link to="/trade/$symbol" params={{ symbol: market.symbol }} className="figure font-medium hover:underline">
          {market.symbol}
        </Link>
      ),
    },
    {
      id: 'month',
      header: text.series.month,
      align: 'left',
      className: NOT_NARROW,
      cell: (market) => <span className="text-muted">{formatMonth(market.year, market.month, locale)}</span>,
    },
    { id: 'last', header: text.series.last, cell: (market) => formatPrice(market.stats.last, scaleOf(market)) },
    { id: 'change', header: text.series.change, cell: (market) => <Change market={market} /> },
    {
      id: 'bid',
      header: text.book.bid,
      cell: (market) => <span className="text-bid">{formatPrice(market.stats.bestBid, scaleOf(market))}</span>,
    },
    {
      id: 'ask',
      header: text.book.ask,
      cell: (market) => <span className="text-ask">{formatPrice(market.stats.bestAsk, scaleOf(market))}</span>,
    },
    {
      id: 'mark',
      header: text.series.mark,
      className: NOT_SMALL,
      cell: (market) =>
        market.settlementTick === null ? (
          formatPrice(pointOf(market.symbol)?.mark, scaleOf(market))
        ) : (
          <>
            <span className="font-sans">{text.series.settled}</span>{' '}
            {formatPrice(market.settlementTick, scaleOf(market))}
          </>
        ),
    },
    {
      id: 'basis',
      header: text.series.basis,
      className: NOT_SMALL,
      cell: (market) => formatUsdc(market.stats.basis, { sign: true }),
    },
    {
      id: 'spread',
      header: text.series.calendarSpread,
      className: NOT_SMALL,
      cell: (market) => formatPriceChange(spreadToNext(market), scaleOf(market)),
    },
    {
      id: 'volume',
      header: text.series.volume,
      cell: (market) => (
        <span title={formatLots(market.stats.volume24h, scaleOf(market))}>
          {formatCompact(market.stats.volume24h, scaleOf(market).sizeDecimals)}
        </span>
      ),
    },
    {
      id: 'interest',
      header: text.series.openInterest,
      cell: (market) => (
        <span title={formatLots(market.stats.openInterest, scaleOf(market))}>
          {formatCompact(market.stats.openInterest, scaleOf(market).sizeDecimals)}
        </span>
      ),
    },
    {
      id: 'cap',
      header: text.series.cap,
      className: NOT_SMALL,
      cell: (market) => <span className="text-muted">{formatPrice(market.cap, scaleOf(market))}</span>,
    },
    {
      id: 'ends',
      header: text.series.ends,
      className: NOT_SMALL,
      cell: (market) => <span className="text-muted">{formatUtc(market.expiry, locale)}</span>,
    },
  ]
  return (
    <DataTable
      label={text.series.of(grade)}
      columns={columns}
      rows={series}
      keyOf={(market) => market.symbol}
      rowClass={(market) => (market.status === 'trading' ? undefined : 'text-muted')}
    />
  )
}

function Change({ market }: { market: Series }) {
  const { change24h, open24h } = market.stats
  const tone = change24h === null || change24h === 0 ? undefined : change24h > 0 ? 'text-bid' : 'text-ask'
  return (
    <span className={classes(tone)} title={formatPriceChange(change24h, scaleOf(market))}>
      {formatPercent(change24h !== null && open24h ? change24h / open24h : null, { sign: true })}
    </span>
  )
}

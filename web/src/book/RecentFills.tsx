import type { Market } from '@gigahour/indexer/api'
import { useQuery } from '@tanstack/react-query'
import { formatLots, formatPrice, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { fillsFeed } from '../indexer/feeds.ts'
import { useFeed } from '../indexer/live.ts'
import { fillsQuery } from '../indexer/queries.ts'
import { unitsOf } from '../series/unitsOf.ts'
import { useServices } from '../services.ts'
import { classes } from '../ui/classes.ts'
import { ScrollArea } from '../ui/DataTable.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { dayOf, useToday } from '../ui/useNow.ts'
import { BlockMark } from './BlockMark.tsx'

/** What traded last in a market, newest first. The arrow says which side took; what did not trade in the book is marked. */
export function RecentFills({ market }: { market: Market }) {
  const text = useText()
  useFeed(fillsFeed(market.symbol))
  const fills = useQuery(fillsQuery(useServices(), market.symbol))
  const today = useToday()
  const scale = scaleOf(market)
  if (fills.isPending) return <Skeleton rows={8} />
  if (fills.isLoadingError) return <LoadError error={fills.error} onRetry={fills.refetch} />
  return (
    <ScrollArea label={text.book.fills}>
      {fills.isRefetchError && <OldData onRetry={fills.refetch} />}
      {fills.data.length === 0 ? (
        <Empty title={text.book.noFills} detail={text.book.noFillsDetail} />
      ) : (
        <table aria-label={text.book.fills} className="figure w-full table-fixed text-xs">
          <thead className="sticky top-0 z-1 bg-panel">
            <tr className="h-[22px] text-2xs text-muted [&>th]:font-normal">
              <th scope="col" className="pl-4 text-left">
                {text.book.price}, {scale.quoteSymbol}
              </th>
              <th scope="col" className="w-[29%] text-right">
                {text.book.size}, {unitsOf(market, text).short}
              </th>
              <th scope="col" className="w-[39%] pr-3 text-right">
                {text.book.time}
              </th>
            </tr>
          </thead>
          <tbody>
            {fills.data.map((fill) => (
              <tr key={fill.id} className="h-[22px]">
                <td className={classes('pl-4', fill.side === 'buy' ? 'text-bid' : 'text-ask')}>
                  {formatPrice(fill.tick, scale)}
                  <span className="pl-1 text-2xs" title={fill.side === 'buy' ? text.side.bought : text.side.sold}>
                    <span aria-hidden="true">{fill.side === 'buy' ? '▲' : '▼'}</span>
                    <span className="sr-only">{fill.side === 'buy' ? text.side.bought : text.side.sold}</span>
                  </span>
                  {fill.kind === 'block' && <BlockMark />}
                </td>
                <td className="text-right">{formatLots(fill.lots, scale)}</td>
                <td className="pr-3 text-right text-muted">
                  <Moment at={fill.timestamp} look={dayOf(fill.timestamp) === today ? 'seconds' : 'short'} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ScrollArea>
  )
}

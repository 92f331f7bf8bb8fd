import type { Market } from '@gigahour/indexer/api'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useOwnTicks } from '../account/useAccount.ts'
import { formatPercent, formatPrice, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { bookFeed } from '../indexer/feeds.ts'
import { useFeed } from '../indexer/live.ts'
import { bookQuery } from '../indexer/queries.ts'
import { usePreferences } from '../preferences.ts'
import { unitsOf } from '../series/unitsOf.ts'
import { useServices } from '../services.ts'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { useSize } from '../ui/useSize.ts'
import { BookSide } from './BookSide.tsx'
import { groupLevels } from './grouping.ts'

const ROW = 22
const HEAD = 22
const SPREAD = 30

type OrderBookProps = { market: Market; onPick: (tick: number, lots: bigint) => void }

/** The book of a market, live. Its height decides how many levels are shown; rows never move when data arrive. */
export function OrderBook({ market, onPick }: OrderBookProps) {
  const text = useText()
  const services = useServices()
  useFeed(bookFeed(market.symbol))
  const book = useQuery(bookQuery(services, market.symbol))
  const step = usePreferences().grouping[market.symbol] ?? 1
  const ownTicks = useOwnTicks(market.symbol)
  const [frame, size] = useSize<HTMLDivElement>()
  const rows = Math.max(3, Math.floor((size.height - HEAD - SPREAD) / 2 / ROW))
  const asks = useMemo(() => groupLevels('ask', book.data?.asks ?? [], step, ownTicks.ask), [book.data, step, ownTicks])
  const bids = useMemo(() => groupLevels('bid', book.data?.bids ?? [], step, ownTicks.bid), [book.data, step, ownTicks])
  const isKnown = useRef(false)
  useEffect(() => {
    isKnown.current = book.data !== undefined
  }, [book.data])

  const scale = scaleOf(market)
  const unit = unitsOf(market, text).short
  const shownAsks = asks.slice(0, rows)
  const shownBids = bids.slice(0, rows)
  const deepest = maximum(shownAsks.at(-1)?.total ?? 0n, shownBids.at(-1)?.total ?? 0n)

  return (
    <div ref={frame} className="absolute inset-0 overflow-hidden">
      {book.isPending && <Skeleton rows={Math.min(16, rows * 2)} />}
      {book.isLoadingError && <LoadError error={book.error} onRetry={book.refetch} />}
      {book.isRefetchError && <OldData onRetry={book.refetch} />}
      {book.data && asks.length === 0 && bids.length === 0 && (
        <Empty title={text.book.empty} detail={text.book.emptyDetail} />
      )}
      {book.data && (asks.length > 0 || bids.length > 0) && (
        <table aria-label={text.book.title} className="figure w-full table-fixed text-xs" onKeyDown={moveBetweenPrices}>
          <thead>
            <tr className="h-[22px] text-2xs text-muted [&>th]:font-normal">
              <th scope="col" className="pl-4 text-left">
                {text.book.price}, USDC
              </th>
              <th scope="col" className="w-[31%] text-right">
                {text.book.size}, {unit}
              </th>
              <th scope="col" className="w-[36%] pr-3 text-right">
                {text.book.total}, {unit}
              </th>
            </tr>
          </thead>
          <BookSide
            key={`ask ${market.symbol} ${step}`}
            side="ask"
            rows={shownAsks}
            height={rows}
            deepest={deepest}
            scale={scale}
            animate={isKnown.current}
            onPick={onPick}
          />
          <tbody>
            <tr className="h-[30px] border-line border-y">
              <td colSpan={3} className="px-4">
                <Spread market={market} bid={book.data.bids[0]?.tick} ask={book.data.asks[0]?.tick} />
              </td>
            </tr>
          </tbody>
          <BookSide
            key={`bid ${market.symbol} ${step}`}
            side="bid"
            rows={shownBids}
            height={rows}
            deepest={deepest}
            scale={scale}
            animate={isKnown.current}
            onPick={onPick}
          />
        </table>
      )}
    </div>
  )
}

type SpreadProps = { market: Market; bid: number | undefined; ask: number | undefined }

function Spread({ market, bid, ask }: SpreadProps) {
  const text = useText()
  const scale = scaleOf(market)
  if (bid === undefined || ask === undefined) {
    return <span className="font-sans text-muted">{bid === undefined ? text.book.noBids : text.book.noAsks}</span>
  }
  const mid = (bid + ask) / 2
  return (
    <span className="flex items-baseline gap-2">
      <span className="font-medium text-fg text-sm">{formatPrice(mid, scale)}</span>
      <span className="text-2xs text-muted">{text.book.mid}</span>
      <span className="ml-auto text-2xs text-muted">
        {text.book.spread} {formatPrice(ask - bid, scale)} · {formatPercent((ask - bid) / mid)}
      </span>
    </span>
  )
}

/** Arrow keys walk over the prices: a book is one stop of the Tab key for each side. */
function moveBetweenPrices(event: KeyboardEvent<HTMLTableElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const prices = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  const next = prices[prices.indexOf(document.activeElement as HTMLElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

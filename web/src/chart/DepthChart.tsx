import type { Market } from '@gigahour/indexer/api'
import { useQuery } from '@tanstack/react-query'
import { type PointerEvent, useMemo, useState } from 'react'
import { formatCompact, formatLots, formatPrice, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { bookFeed } from '../indexer/feeds.ts'
import { useFeed } from '../indexer/live.ts'
import { bookQuery } from '../indexer/queries.ts'
import { unitsOf } from '../series/unitsOf.ts'
import { useServices } from '../services.ts'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { useSize } from '../ui/useSize.ts'
import { type DepthPoint, depthOf } from './depth.ts'

const TOP = 30
const BOTTOM = 22

/** Cumulated volume of both sides around the middle. */
export function DepthChart({ market }: { market: Market }) {
  const text = useText()
  useFeed(bookFeed(market.symbol))
  const book = useQuery(bookQuery(useServices(), market.symbol))
  const [frame, size] = useSize<HTMLDivElement>()
  const [pointer, setPointer] = useState<number | null>(null)
  const depth = useMemo(() => (book.data ? depthOf(book.data.bids, book.data.asks) : null), [book.data])
  const scale = scaleOf(market)
  const unit = unitsOf(market, text).short

  const bottom = size.height - BOTTOM
  const x = (tick: number) => (depth ? ((tick - depth.low) / (depth.high - depth.low)) * size.width : 0)
  const y = (total: number) => (depth ? bottom - (total / depth.most) * (bottom - TOP) : 0)
  const follow = (event: PointerEvent<SVGSVGElement>) =>
    setPointer(event.clientX - event.currentTarget.getBoundingClientRect().left)

  const pointed =
    depth && pointer !== null && size.width > 0
      ? nearest(depth, depth.low + (pointer / size.width) * (depth.high - depth.low))
      : null
  return (
    <div ref={frame} className="absolute inset-0">
      {book.isPending && <Skeleton rows={4} rowHeight={40} />}
      {book.isLoadingError && <LoadError error={book.error} onRetry={book.refetch} />}
      {book.data && !depth && <Empty className="h-full" title={text.book.empty} />}
      {depth && size.width > 0 && (
        <>
          <p className="figure pointer-events-none absolute top-2 left-3 text-2xs text-muted">
            {pointed ? (
              <>
                <span className={pointed.side === 'bid' ? 'text-bid' : 'text-ask'}>
                  {formatPrice(pointed.tick, scale)}
                </span>
                {'  '}
                <span className="text-fg">{formatLots(String(pointed.total), scale)}</span> {unit}
              </>
            ) : (
              <>
                <span className="text-bid">
                  {formatCompact(String(depth.bids.at(-1)?.total ?? 0), scale.sizeDecimals)}
                </span>
                {' / '}
                <span className="text-ask">
                  {formatCompact(String(depth.asks.at(-1)?.total ?? 0), scale.sizeDecimals)}
                </span>{' '}
                {text.chart.depthUnit(unit)}
              </>
            )}
          </p>
          <svg
            width={size.width}
            height={size.height}
            role="img"
            aria-label={text.chart.depthOf(market.symbol)}
            className="block"
            onPointerMove={follow}
            onPointerLeave={() => setPointer(null)}
          >
            <line x1={0} x2={size.width} y1={bottom} y2={bottom} className="stroke-line" />
            <Area
              points={depth.bids}
              edge={x(depth.low)}
              x={x}
              y={y}
              bottom={bottom}
              className="fill-bid/12 stroke-bid"
            />
            <Area
              points={depth.asks}
              edge={x(depth.high)}
              x={x}
              y={y}
              bottom={bottom}
              className="fill-ask/12 stroke-ask"
            />
            {pointed && (
              <line
                x1={x(pointed.tick)}
                x2={x(pointed.tick)}
                y1={TOP}
                y2={bottom}
                className="stroke-line-strong [stroke-dasharray:2_3]"
              />
            )}
            {[0.02, 0.25, 0.5, 0.75, 0.98].map((part) => (
              <text
                key={part}
                x={part * size.width}
                y={size.height - 6}
                textAnchor={part < 0.1 ? 'start' : part > 0.9 ? 'end' : 'middle'}
                className="figure fill-muted text-2xs"
              >
                {formatPrice(Math.round(depth.low + part * (depth.high - depth.low)), scale)}
              </text>
            ))}
          </svg>
        </>
      )}
    </div>
  )
}

type AreaProps = {
  /** Best first. */
  points: DepthPoint[]
  /** Where the side runs out of the drawing. */
  edge: number
  x: (tick: number) => number
  y: (total: number) => number
  bottom: number
  className: string
}

function Area({ points, edge, x, y, bottom, className }: AreaProps) {
  const [best] = points
  if (!best) return null
  let path = `M${x(best.tick)},${bottom}`
  let height = bottom
  for (const point of points) {
    path += `L${x(point.tick)},${height}`
    height = y(point.total)
    path += `L${x(point.tick)},${height}`
  }
  path += `L${edge},${height}`
  return <path d={`${path}L${edge},${bottom}Z`} className={className} />
}

function nearest(depth: { bids: DepthPoint[]; asks: DepthPoint[] }, tick: number) {
  const bid = depth.bids.findLast((point) => point.tick >= tick)
  if (bid) return { ...bid, side: 'bid' as const }
  const ask = depth.asks.findLast((point) => point.tick <= tick)
  return ask ? { ...ask, side: 'ask' as const } : null
}

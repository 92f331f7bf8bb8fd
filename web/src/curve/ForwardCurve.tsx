import type { CurvePoint } from '@gigahour/indexer/api'
import { useState } from 'react'
import { formatPrice, formatShortMonth, formatUsdc } from '../format.ts'
import { useLocale, useText } from '../i18n/text.tsx'
import { useNavigate } from '../router/location.ts'
import { classes } from '../ui/classes.ts'
import { useSize } from '../ui/useSize.ts'
import { CurveReadout } from './CurveReadout.tsx'
import { layoutCurve, type PlacedPoint } from './layout.ts'

type ForwardCurveProps = {
  grade: string
  points: readonly CurvePoint[]
  /** Symbol to point out. */
  selected?: string
  /** Latest print of the grade, micro-USDC per GPU-hour. */
  index: string | null
}

/** Micro-USDC of a tick: for pixels only. */
const TICK_PRICE = 1_000

/** Price of a GPU-hour by delivery month: bid, mid, ask, where the curve stood a day ago, and the index. */
export function ForwardCurve({ grade, points, selected, index }: ForwardCurveProps) {
  const text = useText()
  const locale = useLocale()
  const navigate = useNavigate()
  const [frame, size] = useSize<HTMLDivElement>()
  const [hovered, setHovered] = useState<string | null>(null)
  const shown =
    points.find((point) => point.symbol === (hovered ?? selected)) ??
    points.find(({ mid }) => mid !== null) ??
    points[0]
  const box = { ...size, left: 12, right: 52, top: 34, bottom: 24 }
  const {
    points: placed,
    pieces,
    ghostPieces,
    gridTicks,
    ...laid
  } = layoutCurve(points, box, index === null ? null : Number(index) / TICK_PRICE)
  const marked = placed.find(({ point }) => point.symbol === shown?.symbol)
  const step = (size.width - box.left - box.right) / Math.max(1, points.length)
  const everyMonth = step > 46
  const open = (symbol: string) => navigate({ to: '/trade/$symbol', params: { symbol } })
  return (
    <div ref={frame} className="absolute inset-0">
      {shown && <CurveReadout point={shown} />}
      {size.width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no drawing
        <svg width={size.width} height={size.height} role="group" aria-label={text.curve.of(grade)} className="block">
          {marked && (
            <rect
              x={marked.x - step / 2}
              y={28}
              width={step}
              height={Math.max(0, size.height - 28)}
              className="fill-raised"
            />
          )}
          <g>
            {gridTicks.map(({ tick, y }) => (
              <g key={tick}>
                <line x1={0} x2={size.width - box.right + 8} y1={y} y2={y} className="stroke-line" />
                <text x={size.width - 6} y={y + 4} textAnchor="end" className="figure fill-muted text-2xs">
                  {formatPrice(tick)}
                </text>
              </g>
            ))}
            {ghostPieces.map((piece) => (
              <polyline
                key={piece[0]?.point.symbol}
                points={pathOf(piece, (p) => p.ghost)}
                className="fill-none stroke-line-strong [stroke-dasharray:2_4]"
              />
            ))}
            {pieces.map((piece) => (
              <polyline
                key={piece[0]?.point.symbol}
                points={pathOf(piece, (p) => p.mid)}
                className="fill-none stroke-fg [stroke-width:1.5]"
              />
            ))}
          </g>
          {laid.index !== null && (
            <g>
              <line
                x1={0}
                x2={size.width - box.right + 8}
                y1={laid.index}
                y2={laid.index}
                className="stroke-info [stroke-dasharray:6_3]"
              />
              <text
                x={size.width - box.right}
                y={laid.index - 4}
                textAnchor="end"
                className="fill-info stroke-panel text-2xs [paint-order:stroke] [stroke-width:4]"
              >
                {text.curve.index} {formatUsdc(index)}
              </text>
            </g>
          )}
          {placed.map((each, n) => (
            // biome-ignore lint/a11y/useSemanticElements: a link inside of a drawing
            <g
              key={each.point.symbol}
              role="link"
              tabIndex={0}
              aria-label={text.curve.point(each.point.symbol, formatPrice(each.point.bid), formatPrice(each.point.ask))}
              className="cursor-pointer"
              onClick={() => open(each.point.symbol)}
              onKeyDown={(event) => event.key === 'Enter' && open(each.point.symbol)}
              onPointerEnter={() => setHovered(each.point.symbol)}
              onPointerLeave={() => setHovered(null)}
              onFocus={() => setHovered(each.point.symbol)}
              onBlur={() => setHovered(null)}
            >
              <rect
                x={each.x - step / 2}
                y={28}
                width={step}
                height={Math.max(0, size.height - 28)}
                fill="transparent"
              />
              <Bracket placed={each} isMarked={each === marked} />
              {(everyMonth || n % 2 === 0) && (
                <text
                  x={each.x}
                  y={size.height - 7}
                  textAnchor="middle"
                  className={classes('text-2xs', each.point.symbol === selected ? 'fill-fg' : 'fill-muted')}
                >
                  {formatShortMonth(each.point.year, each.point.month, locale, n === 0 || each.point.month === 1)}
                </text>
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}

type BracketProps = { placed: PlacedPoint; isMarked: boolean }

/** One month: a bracket from bid to ask with the mid on it; a side that is missing is left out. */
function Bracket({ placed, isMarked }: BracketProps) {
  const { x, bid, ask, mid } = placed
  return (
    <>
      {bid !== null && ask !== null && <line x1={x} x2={x} y1={ask} y2={bid} className="stroke-line-strong" />}
      {ask !== null && <line x1={x - 5} x2={x + 5} y1={ask} y2={ask} className="stroke-ask [stroke-width:2]" />}
      {bid !== null && <line x1={x - 5} x2={x + 5} y1={bid} y2={bid} className="stroke-bid [stroke-width:2]" />}
      {mid !== null && <circle cx={x} cy={mid} r={isMarked ? 3.5 : 2.5} className="fill-fg" />}
    </>
  )
}

function pathOf(piece: PlacedPoint[], height: (point: PlacedPoint) => number | null): string {
  return piece.map((point) => `${point.x},${height(point)}`).join(' ')
}

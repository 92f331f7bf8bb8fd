import { formatMoney, formatPrice, scaleOf, UNKNOWN } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import { useSize } from '../ui/useSize.ts'
import type { Payoff } from './outcome.ts'

/** Of the drawing, pixels: the box without its two rules. */
const HEIGHT = 46

type PayoffLineProps = { market: Series; payoff: Payoff | null }

/** Profit at settlement, from a price of zero to the cap: a straight line, since the position is fully paid. */
export function PayoffLine({ market, payoff }: PayoffLineProps) {
  const text = useText()
  const scale = scaleOf(market)
  const [frame, size] = useSize<HTMLDivElement>()
  const [worst, best] = payoff ? extremes(payoff) : [null, null]
  return (
    <figure className="text-2xs text-muted">
      <figcaption className="flex justify-between">
        <span>{text.preview.payoff}</span>
        <span>
          {text.preview.breakEven}{' '}
          <span className="figure text-fg">{formatPrice(payoff && Math.round(payoff.breakEven), scale)}</span>
        </span>
      </figcaption>
      <div ref={frame} className="my-1 h-12 border-line border-y bg-bg">
        <svg width={size.width} height={HEIGHT} aria-hidden="true" className="block">
          <Drawing payoff={payoff} market={market} width={size.width} />
        </svg>
      </div>
      <dl className="flex justify-between">
        <div className="flex gap-1.5">
          <dt>{text.preview.maxLoss}</dt>
          <dd className="figure text-fg">{worst === null ? UNKNOWN : formatMoney(worst, scale, { sign: true })}</dd>
        </div>
        <div className="flex gap-1.5">
          <dt>{text.preview.maxProfit}</dt>
          <dd className="figure text-fg">{best === null ? UNKNOWN : formatMoney(best, scale, { sign: true })}</dd>
        </div>
      </dl>
    </figure>
  )
}

function extremes({ atZero, atCap }: Payoff): [lowest: bigint, highest: bigint] {
  return atZero < atCap ? [atZero, atCap] : [atCap, atZero]
}

function Drawing({ payoff, market, width }: PayoffLineProps & { width: number }) {
  const text = useText()
  const scale = scaleOf(market)
  if (!payoff) {
    return <line x1={0} x2={width} y1={HEIGHT / 2} y2={HEIGHT / 2} className="stroke-line [stroke-dasharray:2_3]" />
  }
  const [low, high] = extremes(payoff).map(Number) as [number, number]
  const y = (value: number) => 6 + ((high - value) / (high - low || 1)) * (HEIGHT - 12)
  const zero = y(0)
  const isRising = payoff.atCap > payoff.atZero
  const even = (payoff.breakEven / market.cap) * width
  const left = y(Number(payoff.atZero))
  const right = y(Number(payoff.atCap))
  return (
    <>
      <polygon points={`0,${zero} 0,${left} ${even},${zero}`} className={left < zero ? 'fill-bid/15' : 'fill-ask/15'} />
      <polygon
        points={`${width},${zero} ${width},${right} ${even},${zero}`}
        className={right < zero ? 'fill-bid/15' : 'fill-ask/15'}
      />
      <line x1={0} x2={width} y1={zero} y2={zero} className="stroke-line-strong" />
      <line x1={0} x2={width} y1={left} y2={right} className="stroke-fg [stroke-width:1.5]" />
      <circle cx={even} cy={zero} r={3} className="fill-fg" />
      <text x={4} y={isRising ? 12 : HEIGHT - 4} className="figure fill-muted text-[10px]">
        0
      </text>
      <text x={width - 4} y={isRising ? HEIGHT - 4 : 12} textAnchor="end" className="figure fill-muted text-[10px]">
        {text.preview.cap} {formatPrice(market.cap, scale)}
      </text>
    </>
  )
}

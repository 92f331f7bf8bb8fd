import { formatMoney, formatPrice, scaleOf, UNKNOWN } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import type { Payoff } from './outcome.ts'

const WIDTH = 292
const HEIGHT = 56

type PayoffLineProps = { market: Series; payoff: Payoff | null }

/** Profit at settlement, from a price of zero to the cap: a straight line, since the position is fully paid. */
export function PayoffLine({ market, payoff }: PayoffLineProps) {
  const text = useText()
  const scale = scaleOf(market)
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
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        aria-hidden="true"
        className="my-1 block h-14 w-full border-line border-y bg-bg"
      >
        <Drawing payoff={payoff} market={market} />
      </svg>
      <dl className="figure grid grid-cols-[auto_1fr_auto] text-2xs">
        <dt className="font-sans">{text.preview.maxLoss}</dt>
        <dd className="col-span-2 text-right text-fg">
          {worst === null ? UNKNOWN : `${formatMoney(worst, scale, { sign: true })} ${scale.quoteSymbol}`}
        </dd>
        <dt className="font-sans">{text.preview.maxProfit}</dt>
        <dd className="col-span-2 text-right text-fg">
          {best === null ? UNKNOWN : `${formatMoney(best, scale, { sign: true })} ${scale.quoteSymbol}`}
        </dd>
      </dl>
    </figure>
  )
}

function extremes({ atZero, atCap }: Payoff): [lowest: bigint, highest: bigint] {
  return atZero < atCap ? [atZero, atCap] : [atCap, atZero]
}

function Drawing({ payoff, market }: PayoffLineProps) {
  const text = useText()
  const scale = scaleOf(market)
  if (!payoff) {
    return <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="stroke-line [stroke-dasharray:2_3]" />
  }
  const [low, high] = extremes(payoff).map(Number) as [number, number]
  const y = (value: number) => 6 + ((high - value) / (high - low || 1)) * (HEIGHT - 12)
  const zero = y(0)
  const even = (payoff.breakEven / market.cap) * WIDTH
  const left = y(Number(payoff.atZero))
  const right = y(Number(payoff.atCap))
  return (
    <>
      <polygon points={`0,${zero} 0,${left} ${even},${zero}`} className={left < zero ? 'fill-bid/15' : 'fill-ask/15'} />
      <polygon
        points={`${WIDTH},${zero} ${WIDTH},${right} ${even},${zero}`}
        className={right < zero ? 'fill-bid/15' : 'fill-ask/15'}
      />
      <line x1={0} x2={WIDTH} y1={zero} y2={zero} className="stroke-line-strong" />
      <line x1={0} x2={WIDTH} y1={left} y2={right} className="stroke-fg [stroke-width:1.5]" />
      <circle cx={even} cy={zero} r={3} className="fill-fg" />
      <text x={4} y={HEIGHT - 4} className="figure fill-muted text-[10px]">
        0
      </text>
      <text x={WIDTH - 4} y={HEIGHT - 4} textAnchor="end" className="figure fill-muted text-[10px]">
        {text.preview.cap} {formatPrice(market.cap, scale)}
      </text>
    </>
  )
}

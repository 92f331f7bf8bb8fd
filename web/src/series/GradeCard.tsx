import { formatPercent, formatPrice, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { classes } from '../ui/classes.ts'
import type { Series } from './marketTerms.ts'

type GradeCardProps = { grade: string; series: Series[]; isChosen: boolean; onChoose: () => void }

const WIDTH = 120
const HEIGHT = 36

/** A grade at a glance: the front month's price, and the shape of the curve. */
export function GradeCard({ grade, series, isChosen, onChoose }: GradeCardProps) {
  const text = useText()
  const trading = series.filter((market) => market.status === 'trading')
  const front = trading.find(({ stats }) => (stats.last ?? stats.mid) !== null)
  const price = front ? (front.stats.last ?? front.stats.mid) : null
  const prices = trading.map(({ stats }) => stats.mid)
  const known = prices.filter((mid) => mid !== null)
  const slope = known.length > 1 ? ((known.at(-1) ?? 0) - (known[0] ?? 0)) / (known[0] ?? 1) : null
  const change = front?.stats.change24h ?? null
  const ratio = change !== null && front?.stats.open24h ? change / front.stats.open24h : null
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={classes(
        'grid grid-cols-[1fr_auto] items-end gap-x-3 border-t-2 bg-panel px-3 py-2.5 text-left hover:bg-raised focus-visible:-outline-offset-2',
        isChosen ? 'border-t-fg' : 'border-t-transparent',
      )}
    >
      <span>
        <span className={classes('block font-medium text-sm', !isChosen && 'text-muted')}>{grade}</span>
        <span className="figure block pt-0.5 text-xl">
          {formatPrice(price, front ? scaleOf(front) : undefined)}{' '}
          <span className="font-sans text-2xs text-muted max-md:hidden">{text.series.priceUnit}</span>
        </span>
        <span className="block text-2xs text-muted">
          {front?.symbol ?? text.series.notTraded}
          {ratio !== null && (
            <span className={classes('figure pl-2', ratio > 0 ? 'text-bid' : ratio < 0 ? 'text-ask' : '')}>
              {formatPercent(ratio, { sign: true })}
            </span>
          )}
        </span>
      </span>
      <span className="flex flex-col items-end max-md:hidden">
        <Shape prices={prices} />
        <span className="pt-1 text-2xs text-muted">
          {slope === null ? '' : slope >= 0 ? text.curve.contango : text.curve.backwardation}{' '}
          <span className="figure">{formatPercent(slope, { sign: true, digits: 1 })}</span>
        </span>
      </span>
    </button>
  )
}

/** The curve as a thumbnail; months without both sides are left out. */
function Shape({ prices }: { prices: (number | null)[] }) {
  const known = prices.filter((price) => price !== null)
  if (known.length < 2) return <svg width={WIDTH} height={HEIGHT} aria-hidden="true" />
  const low = Math.min(...known)
  const high = Math.max(...known)
  const points = prices
    .map((price, index) =>
      price === null
        ? null
        : `${(index / (prices.length - 1)) * (WIDTH - 4) + 2},${HEIGHT - 4 - ((price - low) / (high - low || 1)) * (HEIGHT - 8)}`,
    )
    .filter((point) => point !== null)
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
      <polyline points={points.join(' ')} className="fill-none stroke-fg [stroke-width:1.5]" />
    </svg>
  )
}

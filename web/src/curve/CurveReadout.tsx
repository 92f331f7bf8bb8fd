import type { CurvePoint } from '@gigahour/indexer/api'
import { formatMonth, formatPercent, formatPrice } from '../format.ts'
import { useLocale, useText } from '../i18n/text.tsx'

/** Figures of the month that is pointed at, always in the same place. */
export function CurveReadout({ point }: { point: CurvePoint }) {
  const text = useText()
  const locale = useLocale()
  const now = point.mid ?? point.mark ?? point.last
  const change = now !== null && point.previousClose ? (now - point.previousClose) / point.previousClose : null
  return (
    <dl className="pointer-events-none absolute inset-x-3 top-2 flex h-4 flex-wrap gap-x-4 overflow-hidden text-2xs text-muted [&_dd]:figure [&_dd]:text-fg [&>div]:flex [&>div]:gap-1.5">
      <div>
        <dt className="text-fg">{point.symbol}</dt>
        <dd className="!text-muted">{formatMonth(point.year, point.month, locale)}</dd>
      </div>
      <div>
        <dt>{text.curve.bid}</dt>
        <dd className="!text-bid">{formatPrice(point.bid)}</dd>
      </div>
      <div>
        <dt>{text.curve.mid}</dt>
        <dd>{formatPrice(point.mid)}</dd>
      </div>
      <div>
        <dt>{text.curve.ask}</dt>
        <dd className="!text-ask">{formatPrice(point.ask)}</dd>
      </div>
      <div>
        <dt>{text.curve.yesterday}</dt>
        <dd>
          {formatPrice(point.previousClose)} {change !== null && formatPercent(change, { sign: true })}
        </dd>
      </div>
    </dl>
  )
}

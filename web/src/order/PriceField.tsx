import type { Market } from '@gigahour/indexer/api'
import { formatPercent, formatPrice, scaleOf, toInput } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { setPreferences, usePreferences } from '../preferences.ts'
import { unitsOf } from '../series/unitsOf.ts'
import { Field } from '../ui/Field.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useDraft } from './draft.tsx'

/** How far a market order may go, in basis points. */
const SLIPPAGES = [50, 100, 200, 500] as const

type PriceFieldProps = {
  market: Market
  best: { bid: number | null; ask: number | null }
  error: string | null
  /** Worst price that a market order accepts. */
  worst: number | null
}

/** The limit of a limit order; for a market order the bound, which is shown and is what gets signed. */
export function PriceField({ market, best, error, worst }: PriceFieldProps) {
  const text = useText()
  const { draft, update } = useDraft()
  const { slippage } = usePreferences()
  const scale = scaleOf(market)
  const unit = unitsOf(market, text).price
  if (draft.kind === 'market') {
    return (
      <div>
        <p className="flex justify-between pb-1">
          <span className="label">{text.ticket.worstPrice}</span>
          <span className="figure text-sm">
            {formatPrice(worst, scale)} <span className="font-sans text-muted text-xs">{unit}</span>
          </span>
        </p>
        <Segmented
          name="slippage"
          legend={text.ticket.slippage}
          size="small"
          value={String(slippage)}
          onChange={(value) => setPreferences({ slippage: Number(value) })}
          options={SLIPPAGES.map((points) => ({
            id: String(points),
            label: formatPercent(points / 10_000, { digits: points % 100 === 0 ? 0 : 1 }),
          }))}
        />
        {error && <p className="pt-1 text-danger text-xs">{error}</p>}
      </div>
    )
  }
  const choices = [
    { label: text.book.bid, tick: best.bid },
    {
      label: text.book.mid,
      tick: best.bid !== null && best.ask !== null ? Math.round((best.bid + best.ask) / 2) : null,
    },
    { label: text.book.ask, tick: best.ask },
  ]
  return (
    <Field
      label={text.ticket.price}
      name="price"
      unit={unit}
      placeholder={formatPrice(draft.side === 'buy' ? best.bid : best.ask, scale)}
      value={draft.price}
      onChange={(price) => update({ price })}
      error={error}
      aside={
        <span className="flex gap-3">
          {choices.map(({ label, tick }) => (
            <button
              key={label}
              type="button"
              disabled={tick === null}
              onClick={() => tick !== null && update({ price: toInput(BigInt(tick), scale.priceDecimals) })}
              className="text-2xs text-muted underline decoration-line-strong underline-offset-2 hover:text-fg disabled:no-underline disabled:opacity-50 pointer-coarse:py-2"
            >
              {label}
            </button>
          ))}
        </span>
      }
    />
  )
}

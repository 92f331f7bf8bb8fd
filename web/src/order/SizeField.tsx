import type { Market } from '@gigahour/indexer/api'
import { useHoldings } from '../account/useAccount.ts'
import { formatLots, formatMoney, parseDecimal, scaleOf, toInput } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { Field } from '../ui/Field.tsx'
import { useDraft } from './draft.tsx'
import { largestLots } from './outcome.ts'
import { chooseFunding } from './ticket.ts'
import type { Ticket } from './useTicket.ts'

const SHARES = [25, 50, 75, 100] as const

type SizeFieldProps = { market: Market; ticket: Ticket; error: string | null }

/** The quantity in GPU-hours, and shares of what the account can pay for. */
export function SizeField({ market, ticket, error }: SizeFieldProps) {
  const text = useText()
  const { draft, update } = useDraft()
  const holdings = useHoldings(market)
  const scale = scaleOf(market)
  const tick =
    ticket.terms?.tick ??
    priceOf(draft.price, scale.priceDecimals) ??
    (draft.side === 'buy' ? ticket.best.ask : ticket.best.bid)
  // Shares of what is held while anything is held to close with, of the money otherwise.
  const held = holdings && (draft.side === 'sell' ? holdings.long : holdings.short)
  const funding =
    draft.funding === 'auto' && held && held >= BigInt(market.minLots)
      ? 'token'
      : chooseFunding(draft, market, 1n, holdings)
  const largest = holdings && tick !== null ? largestLots(draft.side, funding, tick, market, holdings) : null
  const availableText = holdings
    ? funding === 'token'
      ? `${formatLots(held, scale)} ${draft.side === 'sell' ? 'LONG' : 'SHORT'}`
      : `${formatMoney(holdings.quote, scale)} ${scale.quoteSymbol}`
    : null
  return (
    <div>
      <Field
        label={text.ticket.size}
        name="size"
        unit={text.unit.hours}
        placeholder="0.000"
        value={draft.size}
        onChange={(size) => update({ size })}
        error={error}
        aside={
          availableText && (
            <span className="label">
              {text.ticket.available} <span className="figure text-fg">{availableText}</span>
            </span>
          )
        }
      />
      <div className="mt-1.5 grid grid-cols-4 gap-1.5">
        {SHARES.map((share) => (
          <button
            key={share}
            type="button"
            disabled={largest === null || largest === 0n}
            title={text.ticket.shareOf(share)}
            onClick={() => largest && update({ size: toInput((largest * BigInt(share)) / 100n, scale.sizeDecimals) })}
            className="figure h-6 rounded border border-line text-2xs text-muted hover:border-line-strong hover:text-fg disabled:opacity-50 pointer-coarse:h-9"
          >
            {share === 100 ? text.ticket.most : `${share}%`}
          </button>
        ))}
      </div>
    </div>
  )
}

function priceOf(price: string, decimals: number): number | null {
  const parsed = parseDecimal(price, decimals)
  return parsed.ok && parsed.value > 0n ? Number(parsed.value) : null
}

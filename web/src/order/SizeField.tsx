import type { Market } from '@gigahour/indexer/api'
import { useHoldings } from '../account/useAccount.ts'
import { formatLots, formatMoney, parseDecimal, scaleOf, toInput } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { termsOfMarket } from '../series/marketTerms.ts'
import { unitsOf } from '../series/unitsOf.ts'
import { Field } from '../ui/Field.tsx'
import { useDraft } from './draft.tsx'
import { largestLots } from './outcome.ts'
import type { Ticket } from './useTicket.ts'

const SHARES = [25, 50, 75, 100] as const

type SizeFieldProps = { market: Market; ticket: Ticket; error: string | null }

/** The quantity, and shares of what the account can pay for. */
export function SizeField({ market, ticket, error }: SizeFieldProps) {
  const text = useText()
  const { draft, update } = useDraft()
  const holdings = useHoldings(market)
  const scale = scaleOf(market)
  const tick =
    ticket.terms?.tick ??
    priceOf(draft.price, scale.priceDecimals) ??
    (draft.side === 'buy' ? ticket.best.ask : ticket.best.bid)
  const held = holdings && (draft.side === 'sell' ? holdings.long : holdings.short)
  // Shares are of the money: what is held has a button of its own. On a spot market a sell has nothing but the token.
  const funding = market.kind === 'spot' && draft.side === 'sell' ? 'token' : 'quote'
  const largest = holdings && tick !== null ? largestLots(draft.side, funding, tick, market, holdings) : null
  const closable = market.kind === 'series' && held !== null && held >= BigInt(market.minLots) ? held : null
  return (
    <div>
      <Field
        label={text.ticket.size}
        name="size"
        unit={unitsOf(market, text).size}
        placeholder="0.000"
        value={draft.size}
        onChange={(size) => update({ size })}
        error={error}
        aside={
          holdings && (
            <span className="label flex gap-3">
              {closable !== null && (
                <button
                  type="button"
                  className="figure text-fg underline decoration-line-strong underline-offset-2"
                  onClick={() => update({ size: toInput(closable, scale.sizeDecimals), funding: 'auto' })}
                >
                  {text.ticket.close(formatLots(closable, scale))}
                </button>
              )}
              <span title={text.ticket.available}>
                <span className={closable === null ? undefined : 'sr-only'}>{text.ticket.available} </span>
                <span className="figure text-fg">
                  {funding === 'token'
                    ? formatLots(held && held / termsOfMarket(market).lotSize, scale)
                    : `${formatMoney(holdings.quote, scale)} ${scale.quoteSymbol}`}
                </span>
              </span>
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

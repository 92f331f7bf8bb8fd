import type { Market } from '@gigahour/indexer/api'
import { useHoldings } from '../account/useAccount.ts'
import { formatLots, formatPrice, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { useDraft } from './draft.tsx'
import type { OrderTerms } from './ticket.ts'

type FundingNoteProps = { market: Market; terms: OrderTerms | null }

/** Says in words what the order is paid with and what it does to the position, and lets the trader choose the other way. */
export function FundingNote({ market, terms }: FundingNoteProps) {
  const text = useText()
  const { draft, update } = useDraft()
  const holdings = useHoldings(market)
  if (market.kind === 'spot') return null
  const scale = scaleOf(market)
  const held = holdings && (draft.side === 'sell' ? holdings.long : holdings.short)
  const funding = terms?.funding ?? (draft.funding === 'auto' ? 'quote' : draft.funding)
  const other = funding === 'quote' ? 'token' : 'quote'
  const canSwitch = terms !== null && (other === 'quote' || (held !== null && held >= terms.lots))
  const price = terms ? formatPrice(market.cap - terms.tick, scale) : null
  const words = text.funding[draft.side][funding](price)
  const isPartlyHeld = terms && funding === 'quote' && held !== null && held > 0n && held < terms.lots
  return (
    <div className="border-line-strong border-l-2 pl-2 text-muted text-xs">
      <p>{words}</p>
      {isPartlyHeld && <p className="text-warn">{text.funding.partlyHeld[draft.side](formatLots(held, scale))}</p>}
      {canSwitch && (
        <button
          type="button"
          className="text-fg underline decoration-line-strong underline-offset-2"
          onClick={() => update({ funding: other })}
        >
          {text.funding.switchTo[draft.side][other]}
        </button>
      )}
    </div>
  )
}

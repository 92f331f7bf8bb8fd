import type { Market } from '@gigahour/indexer/api'
import { type FormEvent, useRef, useState } from 'react'
import { useText } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { useDraft } from './draft.tsx'
import { FundingNote } from './FundingNote.tsx'
import { Preview } from './Preview.tsx'
import { PriceField } from './PriceField.tsx'
import { problemSentence } from './problemSentence.ts'
import { SideChoice } from './SideChoice.tsx'
import { SizeField } from './SizeField.tsx'
import { SubmitOrder } from './SubmitOrder.tsx'
import { TimeInForceChoice } from './TimeInForceChoice.tsx'
import { useOwnCrossing } from './useOwnCrossing.ts'
import { usePlaceOrder } from './usePlaceOrder.ts'
import { IMPACT_LIMIT, useTicket } from './useTicket.ts'

type TicketProps = { market: Market; onPlaced?: () => void }

/** The form that an order is written in. What it comes to is shown before it is signed. */
export function Ticket({ market, onPlaced }: TicketProps) {
  const text = useText()
  const { draft, update } = useDraft()
  const ticket = useTicket(market)
  const place = usePlaceOrder(market)
  const [isSending, setSending] = useState(false)
  const crossing = useOwnCrossing(market, ticket.terms)
  const [cancelsOwn, setCancelsOwn] = useState(true)
  const [acceptedImpact, setAcceptedImpact] = useState<string | null>(null)
  const [wasTried, setTried] = useState(false)
  const submit = useRef<HTMLButtonElement>(null)

  const { terms, outcome, problems } = ticket
  const needsAccept = (outcome?.impact ?? 0) > IMPACT_LIMIT
  // A tick holds for the order it was given for: another side, price or size asks again.
  const orderKey = terms ? `${terms.side} ${terms.tick} ${terms.lots}` : ''
  const isAccepted = !needsAccept || acceptedImpact === orderKey
  const problemOf = (field: 'price' | 'size') => {
    const problem = problems.find((each) => each.field === field)
    const isShown = problem && (wasTried || problem.reason !== 'empty')
    return isShown ? problemSentence(problem, text, market) : null
  }

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    // Enter in a field leads to the button and the preview above it; a second Enter sends.
    if (document.activeElement instanceof HTMLInputElement) {
      submit.current?.focus()
      return
    }
    setTried(true)
    if (!terms || isSending || !isAccepted || outcome?.isCovered === false) return
    setSending(true)
    const sent = await place(terms, cancelsOwn ? crossing : [])
    setSending(false)
    if (!sent) return
    setTried(false)
    setAcceptedImpact(null)
    update({ size: '', funding: 'auto' })
    onPlaced?.()
  }

  return (
    <form
      aria-label={text.ticket.title}
      noValidate
      onSubmit={(event) => void onSubmit(event)}
      className="flex flex-col gap-2.5 p-3"
    >
      <SideChoice />
      <PriceField market={market} best={ticket.best} error={problemOf('price')} worst={terms?.tick ?? null} />
      <SizeField market={market} ticket={ticket} error={problemOf('size')} />
      {draft.kind === 'limit' && <TimeInForceChoice />}
      <FundingNote market={market} terms={terms} />
      <Preview market={market} ticket={ticket} />
      {crossing.length > 0 && (
        <label className="flex items-start gap-2 text-muted text-xs">
          <input
            type="checkbox"
            className="mt-0.5 accent-[var(--accent)]"
            checked={cancelsOwn}
            onChange={(event) => setCancelsOwn(event.target.checked)}
          />
          {text.ticket.cancelOwn(crossing.length)}
        </label>
      )}
      {needsAccept && (
        <label className="flex items-start gap-2 text-warn text-xs">
          <input
            type="checkbox"
            className="mt-0.5 accent-[var(--warn)]"
            checked={isAccepted}
            onChange={(event) => setAcceptedImpact(event.target.checked ? orderKey : null)}
          />
          {text.ticket.acceptImpact}
        </label>
      )}
      <SubmitOrder
        ref={submit}
        market={market}
        side={draft.side}
        isSending={isSending}
        isShort={outcome?.isCovered === false}
        // Nothing is sent on balances that are not known.
        isBlocked={!isAccepted || (outcome !== null && outcome.isCovered === null)}
      />
      <nav aria-label={text.ticket.others} className="flex justify-center gap-4 border-line border-t pt-2 text-xs">
        <Link to="/spreads" className="text-muted hover:text-fg pointer-coarse:py-2">
          {text.page.spreads}
        </Link>
        <Link to="/block" className="text-muted hover:text-fg pointer-coarse:py-2">
          {text.page.block}
        </Link>
      </nav>
    </form>
  )
}

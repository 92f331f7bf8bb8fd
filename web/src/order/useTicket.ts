import type { Market } from '@gigahour/indexer/api'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useConfig } from 'wagmi'
import { useHoldings } from '../account/useAccount.ts'
import { scaleOf } from '../format.ts'
import { bookQuery } from '../indexer/queries.ts'
import { usePreferences } from '../preferences.ts'
import { useServices } from '../services.ts'
import { useDraft } from './draft.tsx'
import { type Outcome, outcomeOf } from './outcome.ts'
import { previewQuery } from './previewQuery.ts'
import { checkDraft, type OrderTerms, type Problem, takeFrom } from './ticket.ts'

/** Above this share away from the best price, an order needs a tick in a box. */
export const IMPACT_LIMIT = 0.01

export type Ticket = {
  terms: OrderTerms | null
  problems: Problem[]
  outcome: Outcome | null
  best: { bid: number | null; ask: number | null }
  /** How far a limit price lies on the other side of the best price, as a ratio; null if it does not. */
  crosses: number | null
}

/** The order in the form, checked and priced against the book of now. */
export function useTicket(market: Market): Ticket {
  const services = useServices()
  const wagmi = useConfig()
  const { draft } = useDraft()
  const { slippage } = usePreferences()
  const holdings = useHoldings(market)
  const { data: book } = useQuery(bookQuery(services, market.symbol))
  const best = useMemo(() => ({ bid: book?.bids[0]?.tick ?? null, ask: book?.asks[0]?.tick ?? null }), [book])
  const checked = useMemo(
    () => checkDraft(draft, market, scaleOf(market), best, holdings, slippage),
    [draft, market, best, holdings, slippage],
  )
  const terms = checked.ok ? checked.terms : null
  const preview = useQuery(previewQuery(services, wagmi, market, terms, book?.sequence ?? 0))
  return useMemo(() => {
    if (!terms) return { terms, problems: checked.ok ? [] : checked.problems, outcome: null, best, crosses: null }
    const levels = (terms.side === 'buy' ? book?.asks : book?.bids) ?? []
    const take = preview.data ?? takeFrom(levels, terms, market)
    const opposite = terms.side === 'buy' ? best.ask : best.bid
    const beyond =
      opposite === null ? 0 : (terms.side === 'buy' ? terms.tick - opposite : opposite - terms.tick) / opposite
    const crosses = draft.kind === 'limit' && opposite !== null && beyond >= 0 ? beyond : null
    return { terms, problems: [], outcome: outcomeOf(terms, take, market, best, holdings), best, crosses }
  }, [terms, checked, preview.data, book, market, best, holdings, draft.kind])
}

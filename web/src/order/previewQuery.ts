import type { Market } from '@gigahour/indexer/api'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Config as WagmiConfig } from 'wagmi'
import type { Services } from '../services.ts'
import type { OrderTerms } from './ticket.ts'

/**
 * The exchange's own preview of an order. The book's sequence is part of the key: another book is another question.
 *
 * Asked of the chain and not of the indexer, so that what is signed is what was shown.
 */
export const previewQuery = (
  services: Services,
  wagmi: WagmiConfig,
  market: Market,
  terms: OrderTerms | null,
  bookSequence: number,
) =>
  queryOptions({
    queryKey: ['preview', market.symbol, terms && { ...terms, lots: String(terms.lots) }, bookSequence],
    queryFn: terms
      ? async () => (await import('../wallet/chain.ts')).previewTake(wagmi, services.config, market, terms)
      : skipToken,
    gcTime: 10_000,
    retry: false,
  })

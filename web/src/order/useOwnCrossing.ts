import type { SlotWork } from '@gigahour/contracts/instruction'
import { cancelOwnCrossing } from '@gigahour/contracts/ownOrders'
import type { Market } from '@gigahour/indexer/api'
import { useMemo } from 'react'
import { useOrders } from '../account/useAccount.ts'
import { ownOrdersOf, toOrder } from './instructions.ts'
import type { OrderTerms } from './ticket.ts'

/** A slot that no own order stands in: the new order frees none of theirs by itself. */
const NO_SLOT = 2 ** 32 - 1

/** Cancels of the account's own orders that the order in the ticket would trade with. */
export function useOwnCrossing(market: Market, terms: OrderTerms | null): readonly SlotWork[] {
  const { data } = useOrders()
  return useMemo(() => {
    if (!terms || !data) return []
    return cancelOwnCrossing(ownOrdersOf(data, market), toOrder(terms, market, NO_SLOT))
  }, [data, market, terms])
}

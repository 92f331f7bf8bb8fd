import type { AccountOrder, Market } from '@gigahour/indexer/api'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { accountFeed } from '../indexer/feeds.ts'
import { useFeed } from '../indexer/live.ts'
import { accountFillsQuery, balancesQuery, ordersQuery, positionsQuery } from '../indexer/queries.ts'
import { useServices } from '../services.ts'
import { useAddress } from '../wallet/useWallet.ts'
import { available, type Holdings } from './holdings.ts'

/** Stands in for an address while no wallet is connected; no request is made for it. */
const NOBODY = ''

/** Keeps everything of the connected account live. Held once, by the frame of the page. */
export function useAccountFeed(): void {
  const address = useAddress()
  useFeed(address ? accountFeed(address) : null)
}

export function useBalances() {
  const address = useAddress()
  const query = balancesQuery(useServices(), address ?? NOBODY)
  return useQuery(address ? query : { ...query, queryFn: skipToken })
}

export function useOrders() {
  const address = useAddress()
  const query = ordersQuery(useServices(), address ?? NOBODY)
  return useQuery(address ? query : { ...query, queryFn: skipToken })
}

export function useAccountFills() {
  const address = useAddress()
  const query = accountFillsQuery(useServices(), address ?? NOBODY)
  return useQuery(address ? query : { ...query, queryFn: skipToken })
}

export function usePositions() {
  const address = useAddress()
  const query = positionsQuery(useServices(), address ?? NOBODY)
  return useQuery(address ? query : { ...query, queryFn: skipToken })
}

const NO_ORDERS: AccountOrder[] = []

/** Open orders of the account in one market. */
export function useMarketOrders(symbol: string): AccountOrder[] {
  const { data } = useOrders()
  return useMemo(() => {
    const open = data?.filter((order) => order.symbol === symbol && order.status === 'open')
    return open && open.length > 0 ? open : NO_ORDERS
  }, [data, symbol])
}

/** Prices at which the account has open orders. */
export function useOwnTicks(symbol: string): { bid: ReadonlySet<number>; ask: ReadonlySet<number> } {
  const orders = useMarketOrders(symbol)
  return useMemo(() => {
    const ticks = (side: 'bid' | 'ask') => new Set(orders.filter((o) => o.side === side).map((o) => o.tick))
    return { bid: ticks('bid'), ask: ticks('ask') }
  }, [orders])
}

/** Holdings in a market; null while they are not known, which is not the same as zero. */
export function useHoldings(market: Market): Holdings | null {
  const { data } = useBalances()
  return useMemo(() => {
    if (!data) return null
    return {
      quote: available(data, market.quote.asset),
      long: available(data, (market.long ?? market.base)?.asset ?? -1),
      short: available(data, market.short?.asset ?? -1),
    }
  }, [data, market])
}

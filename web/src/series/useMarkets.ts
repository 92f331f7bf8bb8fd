import type { Market } from '@gigahour/indexer/api'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { marketsQuery } from '../indexer/queries.ts'
import { useServices } from '../services.ts'

/** Every market, kept live by the frame of the page, and the same by symbol. */
export function useMarkets() {
  const query = useQuery(marketsQuery(useServices()))
  const bySymbol = useMemo(
    () => new Map<string, Market>(query.data?.map((market) => [market.symbol, market])),
    [query.data],
  )
  return { query, bySymbol }
}

import { useMatch } from '../router/location.ts'
import { useMarkets } from './useMarkets.ts'

let lastVisited: string | null = null

/** The market that “Trade” leads to: the one on the page, the last one seen, or the busiest. */
export function useTradeSymbol(): string | null {
  const match = useMatch()
  const symbol = match?.path === '/trade/$symbol' ? match.params.symbol : null
  const { query } = useMarkets()
  if (symbol) lastVisited = symbol
  if (lastVisited) return lastVisited
  const trading = query.data?.filter((market) => market.status === 'trading') ?? []
  const busiest = trading.reduce<(typeof trading)[number] | undefined>(
    (best, market) => (best && BigInt(best.stats.volume24h) >= BigInt(market.stats.volume24h) ? best : market),
    undefined,
  )
  return busiest?.symbol ?? null
}

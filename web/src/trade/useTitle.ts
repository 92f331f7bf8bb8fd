import type { Market } from '@gigahour/indexer/api'
import { useEffect } from 'react'
import { formatPrice, scaleOf } from '../format.ts'

/** The price in the tab's title, so that it is seen from another tab. */
export function useTitle(symbol: string, market: Market | undefined): void {
  const price = market ? (market.stats.last ?? market.stats.mid) : null
  const shown = market && price !== null ? `${formatPrice(price, scaleOf(market))} ` : ''
  useEffect(() => {
    document.title = `${shown}${symbol} · Gigahour`
    return () => {
      document.title = 'Gigahour'
    }
  }, [shown, symbol])
}

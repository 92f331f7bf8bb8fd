import type { MarketTerms } from '@gigahour/contracts/funding'
import type { Market } from '@gigahour/indexer/api'

/** A futures series; other markets are spot markets. */
export type Series = Extract<Market, { kind: 'series' }>

/** A market of the wire as the exchange's arithmetic wants it. */
export function termsOfMarket(market: Market): MarketTerms {
  return {
    base: (market.kind === 'series' ? market.long : market.base).asset,
    quote: market.quote.asset,
    cap: market.kind === 'series' ? market.cap : 0,
    takerFee: market.takerFee,
    unit: 10n ** BigInt(market.unitExponent),
    lotSize: 10n ** BigInt(market.lotExponent),
  }
}

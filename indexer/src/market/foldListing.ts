import type { Draft } from './draft.ts'
import type { ListingEvent, MarketEvent } from './event.ts'
import { listMarket } from './listing.ts'

/** Decimals of LONG and SHORT: one lot is 0.001 GPU-hour. */
const FORWARD_DECIMALS = 3

/** Folds what was listed: a token, a market, a grade, or a series, which names the market and tokens listed just before it. */
export function foldListing(draft: Draft, event: ListingEvent): void {
  switch (event.kind) {
    case 'assetListed': {
      const { asset: id, token, forward, symbol, decimals } = event
      draft.assets.set(id, { id, token, forward, symbol, decimals })
      break
    }
    case 'marketListed':
      draft.putMarket(listMarket(event, provisionalSymbol(draft, event)))
      if (event.cap > 0) draft.forwards.set(event.base, event.market)
      break
    case 'gradeListed': {
      const { kind: _, grade: id, ...terms } = event
      draft.grades.set(id, { id, ...terms })
      break
    }
    case 'seriesListed': {
      const { market: id, grade, year, month, long, short, symbol } = event
      const market = draft.market(id)
      draft.putMarket({ ...market, symbol, series: { grade, year, month, long, short } })
      draft.assets.set(market.base, forwardAsset(market.base, long, `${symbol}-L`))
      draft.assets.set(market.base + 1, forwardAsset(market.base + 1, short, `${symbol}-S`))
    }
  }
}

const forwardAsset = (id: number, token: `0x${string}`, symbol: string) => ({
  ...{ id, token, symbol, forward: true, decimals: FORWARD_DECIMALS },
})

/** Of a spot market: both tokens and the id, since anyone may list a token of any name, and a pair more than once. */
function provisionalSymbol(draft: Draft, { market, base, quote }: MarketEvent): string {
  const nameOf = (asset: number): string => draft.assets.get(asset)?.symbol ?? `${asset}`
  return `${nameOf(base)}-${nameOf(quote)}-${market}`
}

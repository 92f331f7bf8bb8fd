import { CorruptionError } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { ListingEvent, MarketEvent, SeriesEvent } from './event.ts'
import { listMarket, type Market, type SeriesTerms } from './listing.ts'

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
    case 'feeLowered':
      draft.putMarket({ ...draft.market(event.market), takerFee: event.takerFee })
      break
    case 'familyDefined': {
      const { kind: _, ...family } = event
      draft.put('families', family)
      break
    }
    case 'seriesListed': {
      const { market: id, long, short, symbol } = event
      const market = draft.market(id)
      draft.putMarket({ ...market, symbol, series: seriesOf(draft, market, event) })
      draft.assets.set(market.base, forwardAsset(market.base, long, `${symbol}-L`))
      draft.assets.set(market.base + 1, forwardAsset(market.base + 1, short, `${symbol}-S`))
    }
  }
}

/** @throws CorruptionError if its family was not told of before. */
function seriesOf(draft: Draft, market: Market, { isFull, long, short }: SeriesEvent): SeriesTerms | null {
  const family = draft.records.families.get(`${market.family}`)
  if (!family) throw new CorruptionError(`Market ${market.id} is of family ${market.family}, which was never listed`)
  const { formula, grade, year, month } = family
  return isFull && formula === 'month' ? { grade, year, month, long, short } : null
}

const forwardAsset = (id: number, token: `0x${string}`, symbol: string) => ({
  ...{ id, token, symbol, forward: true, decimals: FORWARD_DECIMALS },
})

/** Of a spot market: both tokens and the id, since anyone may list a token of any name, and a pair more than once. */
function provisionalSymbol(draft: Draft, { market, base, quote }: MarketEvent): string {
  const nameOf = (asset: number): string => draft.assets.get(asset)?.symbol ?? `${asset}`
  return `${nameOf(base)}-${nameOf(quote)}-${market}`
}

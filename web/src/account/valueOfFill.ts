import { notional, toLots, toTick } from '@gigahour/contracts/units'
import type { Fill, Market } from '@gigahour/indexer/api'

/** What a fill is worth: price × lots, in base units of the quote asset. */
export function valueOfFill(
  fill: Pick<Fill, 'tick' | 'lots'>,
  market: Pick<Market, 'unitExponent'> | undefined,
): bigint {
  return notional(toTick(fill.tick), toLots(BigInt(fill.lots))) * 10n ** BigInt(market?.unitExponent ?? 0)
}

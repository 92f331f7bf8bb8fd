import type { Market } from '@gigahour/indexer/api'
import { liveMarkOf } from '../series/liveMark.ts'

/**
 * What an amount of an asset is worth by the live mark of its market, in base units of USDC, rounded down; null without a price.
 *
 * A token that was listed more than once goes by its first market, as everywhere else: anyone may list it again.
 */
export function valueOfAsset(
  asset: number,
  amount: bigint,
  markets: readonly Market[],
  usdcAsset: number,
): bigint | null {
  if (asset === usdcAsset) return amount
  const market = markets.find(
    (each) => each.quote.asset === usdcAsset && [each.base, each.long, each.short].some((one) => one?.asset === asset),
  )
  const mark = market ? liveMarkOf(market) : null
  if (!market || mark === null) return null
  // A mark may lie between two ticks: twice the price keeps it whole.
  const doubled = BigInt(Math.round(mark * 2))
  const price = market.kind === 'series' && market.short.asset === asset ? 2n * BigInt(market.cap) - doubled : doubled
  return (amount * price * 10n ** BigInt(market.unitExponent)) / (2n * 10n ** BigInt(market.lotExponent))
}

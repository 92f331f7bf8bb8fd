import type { Terms } from './request.ts'

/** What the reference knows of a market. */
export type Market = {
  id: number
  base: number
  quote: number
  /** Highest payoff of a LONG, in ticks; null for a spot market. */
  cap: number | null
  /** Millionths of the notional. */
  fee: bigint
  /** Base units of the quote asset that 1 lot × 1 tick cost. */
  unit: bigint
  /** Base units of the base asset in a lot. */
  lotSize: bigint
  minLots: bigint
  /** Unix seconds. */
  expiry: number
}

type Amount = { asset: number; amount: bigint }

/** What `lots` at a price cost who has these terms. `worth` is the sum of price × lots. */
export function pays(
  market: Market,
  { side, funding }: Pick<Terms, 'side' | 'funding'>,
  worth: bigint,
  lots: bigint,
): Amount {
  if (side === 'bid') return funding === 'quote' ? money(market, worth) : short(market, lots)
  return funding === 'token' ? long(market, lots) : money(market, complement(market, worth, lots))
}

/** What they get for it: LONG or its price for whoever trades the LONG, SHORT or its price for whoever trades the SHORT. */
export function gets(
  market: Market,
  { side, funding }: Pick<Terms, 'side' | 'funding'>,
  worth: bigint,
  lots: bigint,
): Amount {
  if (side === 'bid') return funding === 'quote' ? long(market, lots) : money(market, complement(market, worth, lots))
  return funding === 'token' ? money(market, worth) : short(market, lots)
}

/** The fee of a worth, in units, rounded up. */
export const feeOf = (market: Market, worth: bigint): bigint => {
  const millionths = worth * market.fee
  return millionths % 1_000_000n === 0n ? millionths / 1_000_000n : millionths / 1_000_000n + 1n
}

const money = (market: Market, units: bigint): Amount => ({ asset: market.quote, amount: units * market.unit })
const long = (market: Market, lots: bigint): Amount => ({ asset: market.base, amount: lots * market.lotSize })
const short = (market: Market, lots: bigint): Amount => ({ asset: market.base + 1, amount: lots * market.lotSize })
const complement = ({ cap }: Market, worth: bigint, lots: bigint): bigint => BigInt(cap ?? 0) * lots - worth

import { type Funding, type Side, type Terms, termsOf } from './side.ts'
import type { Lots, Units } from './units.ts'

/** What the arithmetic needs to know of a market. */
export type MarketTerms = {
  /** Asset of LONG (SHORT is the odd one after it), or the base asset of a spot market. */
  base: number
  quote: number
  /** Highest payoff of a LONG, in ticks; 0 for a spot market. */
  cap: number
  /** Hundredths of a basis point (1e−6) of the notional. */
  takerFee: number
  /** Base units of the quote asset in one unit, 1 lot × 1 tick. */
  unit: bigint
  /** Base units of the base asset in one lot. */
  lotSize: bigint
}

/** An amount of one asset of the ledger. */
export type Amount = {
  asset: number
  /** Base units of the asset. */
  amount: bigint
}

/** What an order and its fills come to: side, funding, and the sums over its fills. */
export type Trade = {
  side: Side
  funding: Funding
  /** Sum of tick × lots. */
  tickLots: Units
  lots: Lots
}

/** What an order pays: the escrow of one that rests, the payment of one that takes. Exact, the fee not included. */
export const payment = (market: MarketTerms, trade: Trade): Amount =>
  amountOf(market, termsOf(trade.side, trade.funding), trade)

/** What an order gets when it is filled. Exact, the fee not taken off. */
export const proceeds = (market: MarketTerms, trade: Trade): Amount =>
  // The opposite order of the other funding would have paid it.
  amountOf(market, (termsOf(trade.side, trade.funding) ^ 3) as Terms, trade)

/** Taker fee of a notional, rounded up to the next unit: the only rounding of a trade. */
export const takerFee = (market: MarketTerms, tickLots: Units): Units =>
  ((tickLots * BigInt(market.takerFee) + 999_999n) / 1_000_000n) as Units

/** What a complete set of `lots` costs and gives back, in the quote asset. */
export const setCost = (market: MarketTerms, lots: Lots): Amount => ({
  asset: market.quote,
  amount: BigInt(market.cap) * lots * market.unit,
})

function amountOf(market: MarketTerms, terms: Terms, { tickLots, lots }: Trade): Amount {
  switch (terms) {
    case 0:
      return { asset: market.quote, amount: tickLots * market.unit }
    case 1:
      return { asset: market.quote, amount: (BigInt(market.cap) * lots - tickLots) * market.unit }
    case 2:
      return { asset: market.base + 1, amount: lots * market.lotSize }
    case 3:
      return { asset: market.base, amount: lots * market.lotSize }
  }
}

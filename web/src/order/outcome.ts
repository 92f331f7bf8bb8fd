import { payment, proceeds, setCost } from '@gigahour/contracts/funding'
import { Funding, Side } from '@gigahour/contracts/side'
import { largestAffordable, type Take } from '@gigahour/contracts/take'
import { type Lots, notional, toTick, type Units } from '@gigahour/contracts/units'
import type { Market } from '@gigahour/indexer/api'
import type { Holdings } from '../account/holdings.ts'
import { termsOfMarket } from '../series/marketTerms.ts'
import { highestTick, type OrderTerms } from './ticket.ts'

/** What an order comes to. Money is in base units of the quote asset. */
export type Outcome = {
  takes: bigint
  rests: bigint
  /** Lots that neither take nor rest. */
  drops: bigint
  /** Average price of what is taken, in hundredths of a tick; null if nothing is. */
  averageCentiticks: bigint | null
  /** How far the average is from the best opposite price, as a ratio; null if nothing is taken. */
  impact: number | null
  fee: bigint
  /** Money that leaves the available balance: payment, fee and escrow. 0 for an order that is paid with tokens. */
  collateral: bigint
  /** Base units of LONG, SHORT or the base asset that are given or locked. 0 for an order that is paid with money. */
  tokens: bigint
  /** Money that comes back once the whole order is filled, the fee taken off; only an order paid with tokens has any. */
  receives: bigint
  /** Profit of the position if the whole order fills. Null on a spot market, and if the order closes. */
  payoff: Payoff | null
  /** False if the account has less than the order needs; null while its balances are not known. */
  isCovered: boolean | null
}

export type Payoff = {
  /** At a settlement price of zero. */
  atZero: bigint
  /** At a settlement price of the cap. */
  atCap: bigint
  /** Settlement price at which nothing is won or lost, in ticks; for the eye only. */
  breakEven: number
}

/** Everything that the ticket says of an order before it is signed. */
export function outcomeOf(
  terms: OrderTerms,
  take: Take,
  market: Market,
  best: { bid: number | null; ask: number | null },
  holdings: Holdings | null,
): Outcome {
  const rules = termsOfMarket(market)
  const side = terms.side === 'buy' ? Side.Bid : Side.Ask
  const funding = terms.funding === 'quote' ? Funding.Quote : Funding.Token
  const isKilled = terms.timeInForce === 'fok' && take.lots < terms.lots
  const taken = isKilled ? { lots: 0n as Lots, tickLots: 0n as Units, fee: 0n as Units } : take
  const rests = restingLots(terms, take, market)
  const all = {
    side,
    funding,
    lots: (taken.lots + rests) as Lots,
    tickLots: (taken.tickLots + notional(terms.tick, rests)) as Units,
  }
  const fee = taken.fee * rules.unit
  const pays = payment(rules, all).amount
  const isPaidInMoney = terms.funding === 'quote'
  const collateral = isPaidInMoney ? pays + fee : 0n
  const tokens = isPaidInMoney ? 0n : pays
  const opposite = terms.side === 'buy' ? best.ask : best.bid
  const average = taken.lots > 0n ? Number(taken.tickLots) / Number(taken.lots) : null
  return {
    takes: taken.lots,
    rests,
    drops: terms.lots - all.lots,
    averageCentiticks: taken.lots > 0n ? (taken.tickLots * 100n) / taken.lots : null,
    impact: average !== null && opposite ? Math.abs(average - opposite) / opposite : null,
    fee,
    collateral,
    tokens,
    receives: isPaidInMoney ? 0n : proceeds(rules, all).amount - fee,
    payoff: isPaidInMoney && market.kind === 'series' && all.lots > 0n ? payoffOf(terms.side, all, fee, market) : null,
    isCovered: holdings && (isPaidInMoney ? holdings.quote >= collateral : heldTokens(terms.side, holdings) >= tokens),
  }
}

function restingLots(terms: OrderTerms, take: Take, market: Market): Lots {
  const mayRest = terms.timeInForce === 'gtc' || terms.timeInForce === 'post'
  const left = (terms.lots - take.lots) as Lots
  return mayRest && left >= BigInt(market.minLots) ? left : (0n as Lots)
}

function heldTokens(side: 'buy' | 'sell', holdings: Holdings): bigint {
  return side === 'sell' ? holdings.long : holdings.short
}

function payoffOf(side: 'buy' | 'sell', all: { lots: Lots; tickLots: Units }, fee: bigint, market: Market): Payoff {
  const rules = termsOfMarket(market)
  const value = all.tickLots * rules.unit
  const atMost = setCost(rules, all.lots).amount
  const perTick = Number(all.lots * rules.unit)
  return side === 'buy'
    ? { atZero: -value - fee, atCap: atMost - value - fee, breakEven: Number(value + fee) / perTick }
    : { atZero: value - fee, atCap: value - atMost - fee, breakEven: Number(value - fee) / perTick }
}

/** The largest order that the account can pay for at a price; none at one that the market does not have. */
export function largestLots(
  side: 'buy' | 'sell',
  funding: 'quote' | 'token',
  tick: number,
  market: Market,
  holdings: Holdings,
): bigint {
  const rules = termsOfMarket(market)
  if (funding === 'token') return heldTokens(side, holdings) / rules.lotSize
  if (tick > highestTick(market)) return 0n
  return largestAffordable(rules, side === 'buy' ? Side.Bid : Side.Ask, toTick(tick), holdings.quote)
}

import { type MarketTerms, payment, takerFee } from './funding.ts'
import { Funding, Side } from './side.ts'
import type { Lots, Tick, Units } from './units.ts'

/** What rests at one price. */
export type RestingLevel = { tick: Tick; lots: Lots }

/** What a take comes to. */
export type Take = {
  lots: Lots
  /** Sum of price × lots. */
  tickLots: Units
  /** Of the whole take, in units. */
  fee: Units
}

/**
 * What a taker gets from the levels of the opposite side.
 *
 * The fee is rounded up once, on the sum: a level's fee, as fills show it, is what the level adds to that.
 *
 * @param levels - Best price first.
 * @param order - `tick` is the worst price accepted.
 */
export function takeOf(
  market: MarketTerms,
  levels: Iterable<RestingLevel>,
  order: { side: Side; tick: Tick; lots: Lots },
): Take {
  let left: bigint = order.lots
  let tickLots = 0n
  for (const level of levels) {
    const crosses = order.side === Side.Bid ? level.tick <= order.tick : level.tick >= order.tick
    if (left === 0n || !crosses) break
    const lots = level.lots < left ? level.lots : left
    tickLots += BigInt(level.tick) * lots
    left -= lots
  }
  const sum = tickLots as Units
  return { lots: (order.lots - left) as Lots, tickLots: sum, fee: takerFee(market, sum) }
}

const MILLION = 1_000_000n

/**
 * The most lots that an order paid in the quote asset may have, if all of it takes at its limit. At better prices it costs less.
 *
 * @param money - Base units of the quote asset that can be spent.
 */
export function largestAffordable(market: MarketTerms, side: Side, tick: Tick, money: bigint): Lots {
  // Units of a million lots with their fee: so many lots as fit below cost no more than `money` also with the fee rounded up, since
  // both the price paid and the money are whole units.
  const millionLots = {
    side,
    funding: Funding.Quote,
    lots: MILLION as Lots,
    tickLots: (BigInt(tick) * MILLION) as Units,
  }
  const price = payment(market, millionLots).amount / market.unit
  return (((money / market.unit) * MILLION) / (price + BigInt(tick) * BigInt(market.takerFee))) as Lots
}

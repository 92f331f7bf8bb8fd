import { type Amount, payment } from '@gigahour/contracts/funding'
import { Funding, Side } from '@gigahour/contracts/side'
import { notional, toLots, toTick } from '@gigahour/contracts/units'
import type { AccountOrder, Market } from '@gigahour/indexer/api'
import { termsOfMarket } from '../series/marketTerms.ts'

/** What the open part of an order has locked. */
export function escrowOf(order: AccountOrder, market: Market): Amount {
  const lots = toLots(BigInt(order.open))
  return payment(termsOfMarket(market), {
    side: order.side === 'bid' ? Side.Bid : Side.Ask,
    funding: order.funding === 'quote' ? Funding.Quote : Funding.Token,
    lots,
    tickLots: notional(toTick(order.tick), lots),
  })
}

import { type MarketTerms, payment, proceeds } from '@gigahour/contracts/funding'
import type { Funding, Side } from '@gigahour/contracts/side'
import { notional, type Units } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { Draft } from './draft.ts'
import type { Place } from './event.ts'
import type { Fill } from './fill.ts'
import { foldPositions } from './foldTaken.ts'
import { opposite } from './level.ts'
import { setsMade } from './openInterest.ts'
import type { BlockTradeEvent } from './tradeEvent.ts'

/** Folds a trade beside the book: it moves balances, positions and open interest, and no price, candle or book. */
export function foldBlockTrade(draft: Draft, event: BlockTradeEvent, at: Place): void {
  const market = draft.market(event.market)
  const { maker, taker, side, makerFunding, takerFunding, tick, lots } = event
  draft.lastFill += 1
  const fill: Fill = {
    ...{ id: draft.lastFill, kind: 'block', market: market.id, sequence: market.sequence, tick, lots },
    side: opposite(side),
    ...{ part: 0, legs: null, maker, makerSlot: null, taker, takerSlot: null },
    fee: (event.fee / market.unit) as Units,
    ...{ block: at.block, logIndex: at.logIndex, timestamp: at.timestamp, transaction: at.transaction },
  }
  draft.addFill(fill)
  if (market.cap > 0) {
    foldPositions(draft, fill)
    draft.putMarket(draft.addSets(market, setsMade(takerFunding, makerFunding, lots)))
  }
  trade(draft, market, maker, { side, funding: makerFunding }, event)
  trade(draft, market, taker, { side: opposite(side), funding: takerFunding }, event)
  draft.credit(taker, market.quote, -event.fee)
}

/** One side pays, and gets, at once. */
function trade(
  draft: Draft,
  market: MarketTerms,
  account: Address,
  terms: { side: Side; funding: Funding },
  { tick, lots }: BlockTradeEvent,
): void {
  const sum = { ...terms, lots, tickLots: notional(tick, lots) }
  const paid = payment(market, sum)
  const got = proceeds(market, sum)
  draft.credit(account, paid.asset, -paid.amount)
  draft.credit(account, got.asset, got.amount)
}

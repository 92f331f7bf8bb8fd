import { Action, type Order } from '@gigahour/contracts/instruction'
import { Funding, Side } from '@gigahour/contracts/side'
import { type Lots, toLots, toTick } from '@gigahour/contracts/units'
import type { LocalAccount } from '../chain/accounts.ts'
import type { Series } from '../chain/series.ts'
import type { Round } from './actor.ts'

/** A trade to make at once, or not at all. */
export type Taking = {
  series: Series
  side: Side
  lots: Lots
  /** Worst price, as a share of the fair one: 1.01 buys up to 1 % above it. */
  limit: number
}

/** An order that takes and never rests. */
export function immediate({ series, side, lots, limit }: Taking, round: Round, funding: Funding): Order {
  const tick = Math.round(round.fair(series) * limit)
  return {
    action: Action.ImmediateOrCancel,
    side,
    funding,
    slot: 0,
    market: series.market,
    tick: toTick(Math.max(1, Math.min(series.cap - 1, tick))),
    lots,
  }
}

/** Orders that pay with SHORT (to buy) or LONG (to sell) as far as the account holds any, and with USDC for the rest. */
export async function closingFirst(taking: Taking, round: Round, account: LocalAccount): Promise<Order[]> {
  const { long, short } = await round.book.position(account, taking.series)
  const held = taking.side === Side.Bid ? short : long
  const close = (lots: Lots): Order => immediate({ ...taking, lots }, round, Funding.Token)
  if (held >= taking.lots) return [close(taking.lots)]

  const open = immediate({ ...taking, lots: toLots(taking.lots - held) }, round, Funding.Quote)
  return held > 0n ? [close(held), open] : [open]
}

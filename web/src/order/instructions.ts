import { Action, type Instruction, type Order, type SlotWork } from '@gigahour/contracts/instruction'
import { Funding, Side } from '@gigahour/contracts/side'
import type { AccountOrder, Market } from '@gigahour/indexer/api'
import { unsettledSlots } from '../account/holdings.ts'
import type { OrderTerms } from './ticket.ts'

const ACTIONS = {
  gtc: Action.GoodTilCancelled,
  ioc: Action.ImmediateOrCancel,
  fok: Action.FillOrKill,
  post: Action.PostOnly,
} as const

/** The ticket's terms as the exchange takes them. */
export function toOrder(terms: OrderTerms, market: Market, slot: number, deadline?: number): Order {
  return {
    action: ACTIONS[terms.timeInForce],
    side: terms.side === 'buy' ? Side.Bid : Side.Ask,
    funding: terms.funding === 'quote' ? Funding.Quote : Funding.Token,
    market: market.market,
    tick: terms.tick,
    lots: terms.lots,
    slot,
    ...(deadline === undefined ? {} : { deadline }),
  }
}

/** Credits what filled orders of the account have coming: it goes along with everything that the account sends. */
export function settleAll(orders: readonly AccountOrder[], except: readonly number[] = []): SlotWork[] {
  return unsettledSlots(orders)
    .filter((slot) => !except.includes(slot))
    .map((slot) => ({ action: Action.Settle, slot }))
}

/** A batch that places one order. Settlements come first: the order may be paid with what they credit. */
export function placeBatch(order: Order, orders: readonly AccountOrder[]): Instruction[] {
  return [...settleAll(orders), order]
}

/** A batch that cancels slots, which settles them too, and settles the others. */
export function cancelBatch(slots: readonly number[], orders: readonly AccountOrder[]): Instruction[] {
  return [...slots.map((slot) => ({ action: Action.Cancel, slot })), ...settleAll(orders, slots)]
}

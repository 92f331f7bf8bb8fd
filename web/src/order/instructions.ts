import { Action, type Instruction, type Order, type SlotWork } from '@gigahour/contracts/instruction'
import type { OwnOrder } from '@gigahour/contracts/ownOrders'
import { Funding, Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
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

/** Open orders of the account in the ticket's market, as the exchange's own rules want them. */
export function ownOrdersOf(orders: readonly AccountOrder[], market: Market): OwnOrder[] {
  return orders
    .filter(({ status, symbol }) => status === 'open' && symbol === market.symbol)
    .map(({ slot, side, tick, open }) => ({
      slot,
      market: market.market,
      side: side === 'bid' ? Side.Bid : Side.Ask,
      tick: tick as Tick,
      // Only what still rests matters here.
      lots: BigInt(open) as Lots,
      filled: 0n as Lots,
    }))
}

/** Credits what filled orders of the account have coming: it goes along with everything that the account sends. */
export function settleAll(orders: readonly AccountOrder[], except: readonly number[] = []): SlotWork[] {
  return unsettledSlots(orders)
    .filter((slot) => !except.includes(slot))
    .map((slot) => ({ action: Action.Settle, slot }))
}

/** A batch that places one order. Settlements come first: the order may be paid with what they credit. */
export function placeBatch(order: Order, orders: readonly AccountOrder[], cancels: readonly SlotWork[]): Instruction[] {
  return [...cancels, ...settleAll(orders, slotsOf(cancels)), order]
}

/** A batch that cancels slots, which settles them too, and settles the others. */
export function cancelBatch(slots: readonly number[], orders: readonly AccountOrder[]): Instruction[] {
  return [...slots.map((slot) => ({ action: Action.Cancel, slot })), ...settleAll(orders, slots)]
}

const slotsOf = (work: readonly SlotWork[]): number[] => work.map(({ slot }) => slot)

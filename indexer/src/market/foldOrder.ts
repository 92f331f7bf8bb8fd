import { type MarketTerms, payment, proceeds } from '@gigahour/contracts/funding'
import { type Lots, notional } from '@gigahour/contracts/units'
import { CorruptionError } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { OrderEvent, Place } from './event.ts'
import { appendOrder, removeOrder, requireOpen, shrinkLevel } from './level.ts'
import { cancelOrder, type Order, placeOrder, reduceOrder, settleOrder, slotKey } from './order.ts'

/** What `lots` of an order hold in escrow: paid as it was placed, given back as it leaves. */
export const escrowOf = (market: MarketTerms, { side, funding, tick }: Order, lots: Lots) =>
  payment(market, { side, funding, lots, tickLots: notional(tick, lots) })

/** What `lots` of an order are credited once they are filled and settled. */
export const earningsOf = (market: MarketTerms, { side, funding, tick }: Order, lots: Lots) =>
  proceeds(market, { side, funding, lots, tickLots: notional(tick, lots) })

/**
 * Folds what happened to one order: it was placed, reduced, cancelled or settled.
 *
 * @throws CorruptionError if it does not follow from what came before.
 */
export function foldOrder(draft: Draft, event: OrderEvent, at: Place): void {
  const { actor, change } = event
  const market = draft.market(change.market)
  if (actor.sequence !== market.sequence) {
    throw new CorruptionError(`Market ${market.id} is at take ${market.sequence}, the event at ${actor.sequence}`)
  }
  if (event.kind === 'placed') {
    place(draft, event, market, at)
    return
  }

  const order = draft.orderIn(actor.owner, actor.slot)
  if (!order) throw new CorruptionError(`Slot ${actor.slot} of ${actor.owner} is free, yet its order was ${event.kind}`)
  const level = draft.level(order.market, order.side, order.tick)
  switch (event.kind) {
    case 'reduced': {
      draft.putOrder(reduceOrder(order, change, at))
      const after = shrinkLevel(level, change.lots)
      requireOpen(after, change.open)
      draft.putLevel(after)
      pay(draft, order, escrowOf(market, order, change.lots), 1n)
      break
    }
    case 'cancelled': {
      draft.putOrder(cancelOrder(order, change, at))
      draft.left.set(leftKey(event, at), order.id)
      const after = removeOrder(level, order.id, change.lots)
      requireOpen(after, change.open)
      draft.putLevel(after)
      pay(draft, order, escrowOf(market, order, change.lots), 1n)
      break
    }
    case 'settled':
      draft.putOrder(settleOrder(order, change, at))
      pay(draft, order, earningsOf(market, order, change.lots), 1n)
      break
  }
}

function place(draft: Draft, event: OrderEvent, market: MarketTerms, at: Place): void {
  const { actor, change } = event
  if (draft.orderIn(actor.owner, actor.slot)) {
    throw new CorruptionError(`Slot ${actor.slot} of ${actor.owner} is taken`)
  }
  markReplaced(draft, event, at)
  draft.lastOrder += 1
  const order = placeOrder(draft.lastOrder, event, at)
  draft.putOrder(order)
  const after = appendOrder(draft.level(change.market, order.side, order.tick), order.id, order.lots)
  requireOpen(after, change.open)
  draft.putLevel(after)
  pay(draft, order, escrowOf(market, order, order.lots), -1n)
}

/** The order that the same transaction cancelled in the slot made room for the new one. */
function markReplaced(draft: Draft, event: OrderEvent, at: Place): void {
  const id = draft.left.get(leftKey(event, at))
  if (id !== undefined) draft.orders.set(id, { ...draft.order(id), status: 'replaced' })
}

const leftKey = ({ actor }: OrderEvent, at: Place): string => `${at.transaction}:${slotKey(actor.owner, actor.slot)}`

function pay(draft: Draft, order: Order, { asset, amount }: { asset: number; amount: bigint }, sign: 1n | -1n): void {
  draft.credit(order.owner, asset, sign * amount)
}

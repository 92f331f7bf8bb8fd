import { Action, type Instruction, isOrder, type Order, type SlotWork } from './instruction.ts'
import { Side } from './side.ts'
import type { Lots, Tick } from './units.ts'

// What an owner's batch takes along for the orders that it has resting: pure, from what `ordersOf` or the indexer says of them.

/** What stands in a slot of the owner, as `ordersOf` tells it. */
export type OwnOrder = {
  slot: number
  market: number
  side: Side
  tick: Tick
  /** Not yet settled: resting and filled together; 0 if the slot is free. */
  lots: Lots
  /** Of these filled, and credited when the order is settled. */
  filled: Lots
}

/** True if `order` would trade with `own` at their prices. */
export const wouldCross = (own: OwnOrder, order: Order): boolean =>
  own.market === order.market &&
  own.side !== order.side &&
  own.lots > own.filled &&
  (order.side === Side.Bid ? own.tick <= order.tick : own.tick >= order.tick)

/**
 * Cancels of the own orders that a new one would trade with. Put before it in its batch, they keep an account from trading with itself.
 *
 * A good-till-cancelled order frees its own slot before it takes, so that one needs no Cancel.
 */
export const cancelOwnCrossing = (own: readonly OwnOrder[], order: Order): SlotWork[] =>
  own
    .filter((each) => wouldCross(each, order))
    .filter(({ slot }) => slot !== order.slot || order.action !== Action.GoodTilCancelled)
    .map(({ slot }) => ({ action: Action.Cancel, slot }))

/** Slots of which something was filled and is not credited yet. */
export const filledSlots = (own: readonly OwnOrder[]): number[] =>
  own.filter(({ filled }) => filled > 0n).map(({ slot }) => slot)

/**
 * Puts before a batch the settlement of every slot of the owner that has filled lots, so that what they credit may pay for the batch.
 *
 * Slots that the batch cancels or settles before its first order are credited by that.
 */
export function settleOnTheWay(own: readonly OwnOrder[], batch: readonly Instruction[]): Instruction[] {
  const first = batch.findIndex(isOrder)
  const before = first < 0 ? batch : batch.slice(0, first)
  const credited = new Set(before.map((each) => ('slot' in each ? each.slot : undefined)))
  const settles = filledSlots(own)
    .filter((slot) => !credited.has(slot))
    .map((slot): SlotWork => ({ action: Action.Settle, slot }))
  return [...settles, ...batch]
}

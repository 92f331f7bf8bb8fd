import type { Funding, Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import type { OrderChange } from '@gigahour/contracts/words'
import type { Address, Hex } from 'viem'
import { CorruptionError } from '../errors.ts'
import type { OrderEvent, Place } from './event.ts'

/** `replaced`: cancelled to make room in its slot for the order that came after it in the same transaction. */
export type OrderStatus = 'open' | 'filled' | 'cancelled' | 'replaced'

/** An order that came to rest, from its placing to its end. */
export type Order = {
  /** Numbers the orders in the order of the chain, 1 first. */
  id: number
  owner: Address
  slot: number
  market: number
  tick: Tick
  epoch: number
  index: number
  side: Side
  funding: Funding
  /** When it was placed. */
  lots: Lots
  /** Resting now. */
  open: Lots
  /** Ever filled. */
  filled: Lots
  /** Filled and not yet credited to the owner. */
  unsettled: Lots
  status: OrderStatus
  placedAt: number
  updatedAt: number
  /** In which it was placed. */
  block: number
  logIndex: number
  transaction: Hex
}

/** An order that still stands in its owner's slot. */
export const isLive = (order: Order): boolean => order.open > 0n || order.unsettled > 0n

export const slotKey = (owner: Address, slot: number): string => `${owner}:${slot}`

export function placeOrder(id: number, { actor, change }: OrderEvent, at: Place): Order {
  return {
    id,
    owner: actor.owner,
    slot: actor.slot,
    market: change.market,
    tick: change.tick,
    epoch: change.epoch,
    index: change.index,
    side: actor.side,
    funding: actor.funding,
    lots: change.lots,
    open: change.lots,
    filled: 0n as Lots,
    unsettled: 0n as Lots,
    status: 'open',
    placedAt: at.timestamp,
    updatedAt: at.timestamp,
    block: at.block,
    logIndex: at.logIndex,
    transaction: at.transaction,
  }
}

/** @throws {@link CorruptionError} if it gives up all of its lots: that would be a cancel. */
export function reduceOrder(order: Order, change: OrderChange, at: Place): Order {
  requireSame(order, change)
  if (change.lots >= order.open)
    throw new CorruptionError(`Order ${order.id} has ${order.open} lots, ${change.lots} left`)
  return { ...order, open: (order.open - change.lots) as Lots, updatedAt: at.timestamp }
}

/** @throws {@link CorruptionError} if other lots leave the book than rest, or filled ones were not settled before. */
export function cancelOrder(order: Order, change: OrderChange, at: Place): Order {
  requireSame(order, change)
  if (change.lots !== order.open || order.unsettled !== 0n) {
    throw new CorruptionError(`Order ${order.id} rests with ${order.open} lots, ${change.lots} were cancelled`)
  }
  return { ...order, open: 0n as Lots, status: 'cancelled', updatedAt: at.timestamp }
}

/** Some of its lots were taken. @param lots - At most what rests. */
export function fillOrder(order: Order, lots: Lots, at: Place): Order {
  const open = (order.open - lots) as Lots
  return {
    ...order,
    open,
    filled: (order.filled + lots) as Lots,
    unsettled: (order.unsettled + lots) as Lots,
    status: open === 0n ? 'filled' : 'open',
    updatedAt: at.timestamp,
  }
}

/** @throws {@link CorruptionError} if the chain credits other lots than were filled. */
export function settleOrder(order: Order, change: OrderChange, at: Place): Order {
  requireSame(order, change)
  if (change.lots !== order.unsettled) {
    throw new CorruptionError(`Order ${order.id} has ${order.unsettled} lots to settle, ${change.lots} were settled`)
  }
  return { ...order, unsettled: 0n as Lots, updatedAt: at.timestamp }
}

function requireSame(order: Order, { market, tick, epoch, index }: OrderChange): void {
  if (order.market === market && order.tick === tick && order.epoch === epoch && order.index === index) return
  const known = `market ${order.market}, tick ${order.tick}, epoch ${order.epoch}, index ${order.index}`
  throw new CorruptionError(
    `Order ${order.id} is at ${known}; the event names market ${market}, tick ${tick}, epoch ${epoch}, index ${index}`,
  )
}

import type { AccountOrder } from '@gigahour/indexer/api'

/**
 * The lowest slots that no order stands in, for new orders.
 *
 * Low ones first, since a slot that was used before costs a quarter of a new one.
 *
 * @param reserved - Slots of orders that were sent but that the indexer has not seen yet.
 */
export function freeSlots(count: number, orders: readonly AccountOrder[], reserved: Iterable<number> = []): number[] {
  const taken = new Set(reserved)
  for (const order of orders) if (order.status === 'open') taken.add(order.slot)
  const slots: number[] = []
  for (let slot = 0; slots.length < count; slot++) if (!taken.has(slot)) slots.push(slot)
  return slots
}

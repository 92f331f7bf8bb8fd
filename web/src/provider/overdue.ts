import type { Delivery } from '@gigahour/indexer/api/delivery'
import { duePace } from '../delivery/phase.ts'

/** A receipt is overdue after so long without one, seconds. */
const RECEIPT_EVERY = 86_400

/** Hours are owed by an even pace, and no receipt came for a day of the delivery month. */
export function isReceiptOverdue({ state, lots, delivered, schedule, lastReceiptAt }: Delivery, now: number): boolean {
  if (state === 'settled' || now < schedule.start || now >= schedule.postingEnd) return false
  const since = lastReceiptAt ?? schedule.start
  return now - since > RECEIPT_EVERY && duePace(BigInt(lots), schedule, now) > BigInt(delivered)
}

import type { Delivery, DeliverySchedule } from '@gigahour/indexer/api/delivery'

/** Where a delivery month stands by the chain's clock. */
export type Phase = 'notice' | 'closing' | 'waiting' | 'delivering' | 'posting' | 'due'

/** Notice is called closing in its last days, seconds. */
const CLOSING = 2 * 86_400

export function phaseOf({ noticeClose, start, end, postingEnd }: DeliverySchedule, now: number): Phase {
  if (isNoticeOpen({ noticeClose }, now)) return noticeClose - now <= CLOSING ? 'closing' : 'notice'
  if (now < start) return 'waiting'
  if (now < end) return 'delivering'
  return now < postingEnd ? 'posting' : 'due'
}

/** Until then hours are offered and elected. */
export const isNoticeOpen = ({ noticeClose }: Pick<DeliverySchedule, 'noticeClose'>, now: number): boolean =>
  now < noticeClose

/** Hours that an even pace over the month would have delivered by now, in lots, rounded down. */
export function duePace(lots: bigint, { start, end }: DeliverySchedule, now: number): bigint {
  const passed = Math.min(Math.max(now - start, 0), end - start)
  return (lots * BigInt(passed)) / BigInt(end - start)
}

/** A delivery is late once it is behind an even pace by more than what the lower rate of damages covers: 5 % of the hours. */
export function isLate(lots: bigint, delivered: bigint, schedule: DeliverySchedule, now: number): boolean {
  return duePace(lots, schedule, now) - delivered > lots / 20n
}

/** Share of the way from `from` to `to`, 0 … 1. For the eye. */
export const progress = (from: number, to: number, now: number): number =>
  to <= from ? Number(now >= from) : Math.min(1, Math.max(0, (now - from) / (to - from)))

/** Elections in which something can still happen, and those that are over; newest first. */
export function partElections(deliveries: readonly Delivery[]): { running: Delivery[]; settled: Delivery[] } {
  const newest = [...deliveries].reverse()
  return {
    running: newest.filter(({ state }) => state !== 'settled'),
    settled: newest.filter(({ state }) => state === 'settled'),
  }
}

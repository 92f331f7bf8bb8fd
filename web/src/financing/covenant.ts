import type { CouponMonth } from '@gigahour/indexer/api/notes'

/** Months whose deposits the covenant looks at together, and the share of their schedule that it asks for, in basis points. */
const MONTHS = 3
const SHARE = 7_000n
const BP = 10_000n

/** Whether stress by the covenant can be declared. Amounts are micro-USDC, of three months up to `month`. */
export type Covenant =
  /** Not three coupons are past their grace yet. `from` is when they are; null if there never will be three. */
  | { kind: 'early'; from: number | null }
  /** `until`: the end of the next month's grace. A breach cannot be declared after it. */
  | { kind: 'broken'; month: number; had: bigint; needed: bigint; until: number }
  /** Or broken, but too long ago. `next`: when it is judged again; null if never. */
  | { kind: 'kept'; month: number; had: bigint; needed: bigint; next: number | null }

/** Judges the newest three months that are past their grace, as the note does. @param now - Unix seconds. */
export function covenantOf({ schedule }: { schedule: readonly CouponMonth[] }, now: number): Covenant {
  const months = schedule.filter(isScheduled)
  const past = months.filter(({ graceEnd }) => now > graceEnd)
  const last = past.at(-1)
  if (!last || past.length < MONTHS) return { kind: 'early', from: months[MONTHS - 1]?.graceEnd ?? null }
  const judged = { month: last.month, ...sumOf(past) }
  const next = months[past.length]?.graceEnd ?? null
  const until = next ?? monthAfterLast(months) + last.graceEnd - last.dueAt
  return judged.had < judged.needed && now <= until
    ? { kind: 'broken', ...judged, until }
    : { kind: 'kept', ...judged, next }
}

type Scheduled = CouponMonth & { dueAt: number; graceEnd: number }
const isScheduled = (month: CouponMonth): month is Scheduled => month.dueAt !== null && month.graceEnd !== null

/** Deposits of the last three of these months and what was paid ahead of schedule before them, and what the covenant asks for. */
function sumOf(past: readonly CouponMonth[]): { had: bigint; needed: bigint } {
  const [earlier, three] = [totalOf(past.slice(0, -MONTHS)), totalOf(past.slice(-MONTHS))]
  const ahead = earlier.deposited - earlier.scheduled
  const had = three.deposited + (ahead > 0n ? ahead : 0n)
  return { had, needed: (three.scheduled * SHARE + BP - 1n) / BP }
}

function totalOf(months: readonly CouponMonth[]) {
  const sum = (of: (month: CouponMonth) => string) => months.reduce((total, month) => total + BigInt(of(month)), 0n)
  return { deposited: sum(({ deposited }) => deposited), scheduled: sum(({ scheduled }) => scheduled) }
}

/** When a coupon after the last would be due: the day of the first, or the month's last if it is shorter. */
function monthAfterLast(months: readonly Scheduled[]): number {
  const first = new Date((months[0]?.dueAt ?? 0) * 1_000)
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + months.length]
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const later = new Date(first)
  later.setUTCFullYear(year, month, Math.min(first.getUTCDate(), days))
  return later.getTime() / 1_000
}

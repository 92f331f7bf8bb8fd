import type { CouponMonth } from '@gigahour/indexer/api/notes'

/** Months whose deposits the covenant looks at together, and the share of their schedule that it asks for, in basis points. */
const MONTHS = 3
const SHARE = 7_000n
const BP = 10_000n

/** Whether stress by the covenant can be declared. Amounts are micro-USDC, of three months up to `month`. */
export type Covenant =
  /** Not three coupons are past their grace yet. `from` is when they are; null if there never will be three. */
  | { kind: 'early'; from: number | null }
  | { kind: 'broken'; month: number; had: bigint; needed: bigint }
  /** By the newest three months. `next`: when it is judged again; null if never. */
  | { kind: 'kept'; month: number; had: bigint; needed: bigint; next: number | null }

/** Judges each three months that may be judged, as the note does: the newest that broke the covenant counts. @param now - Unix seconds. */
export function covenantOf({ schedule }: { schedule: readonly CouponMonth[] }, now: number): Covenant {
  const months = schedule.filter(({ dueAt }) => dueAt !== null)
  const isOver = ({ graceEnd }: CouponMonth) => graceEnd !== null && now > graceEnd
  const past = months.filter(isOver)
  const last = past.at(-1)
  if (!last || past.length < MONTHS) return { kind: 'early', from: months[MONTHS - 1]?.graceEnd ?? null }
  const judged = past.slice(MONTHS - 1).map(({ month }, n) => ({ month, ...sumOf(past.slice(n, n + MONTHS)) }))
  const broken = judged.findLast(({ had, needed }) => had < needed)
  if (broken) return { kind: 'broken', ...broken }
  const next = months.find((month) => !isOver(month))?.graceEnd ?? null
  return { kind: 'kept', month: last.month, ...sumOf(past.slice(-MONTHS)), next }
}

function sumOf(months: readonly CouponMonth[]): { had: bigint; needed: bigint } {
  const had = months.reduce((sum, { deposited }) => sum + BigInt(deposited), 0n)
  const scheduled = months.reduce((sum, { scheduled: amount }) => sum + BigInt(amount), 0n)
  return { had, needed: (scheduled * SHARE + BP - 1n) / BP }
}

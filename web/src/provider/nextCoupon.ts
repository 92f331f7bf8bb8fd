import type { Note } from '@gigahour/indexer/api/notes'

type Month = Note['schedule'][number]

export type NextCoupon = {
  /** Unix seconds; in the past if the coupon is overdue. */
  dueAt: number
  state: Month['state']
  /** Micro-USDC that must still come by then. */
  missing: bigint
}

/**
 * The first scheduled coupon that deposits do not cover; null if there is none, or the schedule binds nobody any more.
 *
 * As the note counts it: all deposits against all that is scheduled until a due date, so that what came early or late counts alike.
 */
export function nextCoupon({
  schedule,
  deposited,
  state,
}: Pick<Note, 'schedule' | 'deposited' | 'state'>): NextCoupon | null {
  if (state !== 'performing' && state !== 'late') return null
  let scheduled = 0n
  for (const month of schedule) {
    scheduled += BigInt(month.scheduled)
    if (month.dueAt === null || month.state === 'paid') continue
    return { dueAt: month.dueAt, state: month.state, missing: scheduled - BigInt(deposited) }
  }
  return null
}

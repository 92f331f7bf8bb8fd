import type { Note } from '@gigahour/indexer/api/notes'
import { expect, test } from 'vitest'
import { nextCoupon } from './nextCoupon.ts'

const DAY = 86_400
const FIRST = 1_796_083_200

/** Three coupons of 5 USDC. */
const noteOf = (
  states: Note['schedule'][number]['state'][],
  deposited: string,
  state: Note['state'] = 'performing',
) => ({
  ...{ state, deposited },
  schedule: states.map((each, n) => ({
    ...{ month: n + 1, dueAt: FIRST + n * 30 * DAY, graceEnd: FIRST + (n * 30 + 10) * DAY },
    ...{ scheduled: '5000000', deposited: '0', state: each },
  })),
})

test('what came before counts: 7 of 10 USDC are there for the second', () =>
  expect(nextCoupon(noteOf(['paid', 'due', 'ahead'], '7000000'))).toEqual({
    ...{ dueAt: FIRST + 30 * DAY, state: 'due', missing: 3_000_000n },
  }))

test('what came in advance leaves the one after it', () =>
  expect(nextCoupon(noteOf(['paid', 'paid', 'ahead'], '11000000'))).toEqual({
    ...{ dueAt: FIRST + 60 * DAY, state: 'ahead', missing: 4_000_000n },
  }))

test('one that is overdue comes first, past its grace too', () => {
  expect(nextCoupon(noteOf(['late', 'due', 'ahead'], '1000000', 'late'))).toMatchObject({ missing: 4_000_000n })
  expect(nextCoupon(noteOf(['missed', 'late', 'due'], '1000000', 'late'))).toEqual({
    ...{ dueAt: FIRST, state: 'missed', missing: 4_000_000n },
  })
})

test('there is none once all is paid, or after stress', () => {
  expect(nextCoupon(noteOf(['paid', 'paid', 'paid'], '15000000'))).toBeNull()
  expect(nextCoupon(noteOf(['missed', 'late', 'due'], '0', 'conversion'))).toBeNull()
})

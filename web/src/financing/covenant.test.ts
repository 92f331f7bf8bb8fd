import { describe, expect, test } from 'vitest'
import { covenantOf } from './covenant.ts'

/** Coupons of 100 due on day 30, 60, 90, …, each with 10 days of grace. */
const DAY = 86_400
const dueAt = (month: number) => month * 30 * DAY
const month = (n: number, deposited: number) => ({
  ...{ month: n, dueAt: dueAt(n), graceEnd: dueAt(n) + 10 * DAY },
  ...{ scheduled: '100', deposited: `${deposited}`, state: 'paid' as const },
})
const noteOf = (...deposits: number[]) => ({ schedule: deposits.map((deposited, n) => month(n + 1, deposited)) })

describe('the covenant', () => {
  test('is not judged before the grace of the third coupon is over', () => {
    const note = noteOf(0, 0, 0, 0)
    const early = { kind: 'early', from: dueAt(3) + 10 * DAY }
    expect(covenantOf(note, dueAt(3))).toEqual(early)
    // The contract wants the grace to be over, not just ending.
    expect(covenantOf(note, dueAt(3) + 10 * DAY)).toEqual(early)
    expect(covenantOf(note, dueAt(3) + 10 * DAY + 1).kind).toBe('broken')
  })

  test('is kept at 70 % of three months and broken below', () => {
    const now = dueAt(3) + 11 * DAY
    expect(covenantOf(noteOf(100, 100, 10, 0), now)).toEqual({
      ...{ kind: 'kept', month: 3, had: 210n, needed: 210n, next: dueAt(4) + 10 * DAY },
    })
    expect(covenantOf(noteOf(100, 100, 9, 0), now)).toEqual({
      ...{ kind: 'broken', month: 3, had: 209n, needed: 210n, until: dueAt(4) + 10 * DAY },
    })
  })

  test('is an old breach no longer, once the grace of the next month is over', () => {
    // Months 1 to 3 had 150 of 300; months 2 to 4 had 300.
    const note = noteOf(50, 50, 50, 200)
    expect(covenantOf(note, dueAt(4) + 10 * DAY)).toMatchObject({ kind: 'broken', month: 3, had: 150n })
    expect(covenantOf(note, dueAt(4) + 10 * DAY + 1)).toMatchObject({ kind: 'kept', month: 4, had: 300n })
  })

  test('counts what was paid ahead of schedule', () => {
    // 300 ahead when month 5 begins, of which month 4 used 100.
    const now = dueAt(6) + 11 * DAY
    expect(covenantOf(noteOf(600, 0, 0, 0, 0, 0), now)).toMatchObject({ kind: 'kept', had: 300n, needed: 210n })
    expect(covenantOf(noteOf(509, 0, 0, 0, 0, 0), now)).toMatchObject({ kind: 'broken', had: 209n })
  })

  test('rounds up what is needed, as the contract does', () => {
    const odd = noteOf(70, 70, 70)
    odd.schedule[2] = { ...month(3, 70), scheduled: '101' }
    // 70 % of 301 is 210.7.
    expect(covenantOf(odd, dueAt(3) + 11 * DAY)).toMatchObject({ kind: 'broken', had: 210n, needed: 211n })
  })

  test('is judged no more after the last coupon', () => {
    expect(covenantOf(noteOf(100, 100, 100), dueAt(9))).toMatchObject({ kind: 'kept', next: null })
    // Broken by the last three: until a month and its grace later. A fourth coupon would be due on 30 April 1970.
    const until = (31 + 28 + 31 + 29 + 10) * DAY
    expect(covenantOf(noteOf(0, 0, 0), until)).toMatchObject({ kind: 'broken', until })
    expect(covenantOf(noteOf(0, 0, 0), until + 1)).toMatchObject({ kind: 'kept', next: null })
  })

  test('is never judged of a note with fewer than three coupons', () => {
    expect(covenantOf(noteOf(0, 0), dueAt(9))).toEqual({ kind: 'early', from: null })
  })
})

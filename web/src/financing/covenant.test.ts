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
    expect(covenantOf(noteOf(100, 100, 9, 0), now)).toEqual({ kind: 'broken', month: 3, had: 209n, needed: 210n })
  })

  test('stays broken by three months that are past, though the newest three are better', () => {
    // Months 1 to 3 had 150 of 300; months 2 to 4 had 300.
    expect(covenantOf(noteOf(50, 50, 50, 200), dueAt(4) + 11 * DAY)).toMatchObject({
      kind: 'broken',
      month: 3,
      had: 150n,
    })
  })

  test('rounds up what is needed, as the contract does', () => {
    const odd = noteOf(70, 70, 70)
    odd.schedule[2] = { ...month(3, 70), scheduled: '101' }
    // 70 % of 301 is 210.7.
    expect(covenantOf(odd, dueAt(3) + 11 * DAY)).toMatchObject({ kind: 'broken', had: 210n, needed: 211n })
  })

  test('is judged no more after the last coupon', () => {
    expect(covenantOf(noteOf(100, 100, 100), dueAt(9))).toMatchObject({ kind: 'kept', next: null })
  })

  test('is never judged of a note with fewer than three coupons', () => {
    expect(covenantOf(noteOf(0, 0), dueAt(9))).toEqual({ kind: 'early', from: null })
  })
})

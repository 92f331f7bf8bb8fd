import { describe, expect, test } from 'vitest'
import { duePace, isLate, isNoticeOpen, phaseOf, progress } from './phase.ts'

const DAY = 86_400
const schedule = { noticeClose: 10 * DAY, start: 20 * DAY, end: 50 * DAY, postingEnd: 53 * DAY }

describe('a delivery month', () => {
  test.each([
    [8 * DAY - 1, 'notice'],
    [8 * DAY, 'closing'],
    [10 * DAY, 'waiting'],
    [20 * DAY, 'delivering'],
    [50 * DAY, 'posting'],
    [53 * DAY, 'due'],
  ])('at second %i it is %s', (now, phase) => expect(phaseOf(schedule, now)).toBe(phase))

  test('hours are offered and elected until its notice closes', () => {
    expect(isNoticeOpen(schedule, 10 * DAY - 1)).toBe(true)
    expect(isNoticeOpen(schedule, 10 * DAY)).toBe(false)
  })

  test('an even pace is nothing before the month and all of it after', () => {
    expect(duePace(30_000n, schedule, 0)).toBe(0n)
    expect(duePace(30_000n, schedule, 35 * DAY)).toBe(15_000n)
    expect(duePace(30_000n, schedule, 99 * DAY)).toBe(30_000n)
  })

  test('a stretch is gone through from its beginning to its end, and one without length at once', () => {
    expect(progress(100, 200, 150)).toBe(0.5)
    expect([progress(100, 200, 99), progress(100, 200, 201)]).toEqual([0, 1])
    expect([progress(100, 100, 99), progress(100, 100, 100)]).toEqual([0, 1])
  })

  test('late is more than 5 % of the hours behind it', () => {
    expect(isLate(30_000n, 13_500n, schedule, 35 * DAY)).toBe(false)
    expect(isLate(30_000n, 13_499n, schedule, 35 * DAY)).toBe(true)
  })
})

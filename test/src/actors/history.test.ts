import { describe, expect, it } from 'vitest'
import { historyTimes } from './history.ts'

const HOUR = 3_600
const DAY = 24 * HOUR

describe('the blocks of a history', () => {
  it('stand between its ends, ever closer towards now', () => {
    const times = historyTimes(1_000_000, 1_000_000 + 3 * DAY)
    // Half an hour apart for two days, five minutes for 23 hours, one minute in the last; neither end is among them.
    expect(times).toHaveLength(2 * 48 + 23 * 12 + 60 - 1)
    expect(times[0]).toBe(1_000_000 + 30 * 60)
    expect(times.at(-1)).toBe(1_000_000 + 3 * DAY - 60)
    expect(times.every((time, n) => n === 0 || time > (times[n - 1] ?? 0))).toBe(true)
  })

  it('are none where there is no time between', () => {
    expect(historyTimes(5, 5)).toEqual([])
    expect(historyTimes(5, 60)).toEqual([])
  })
})

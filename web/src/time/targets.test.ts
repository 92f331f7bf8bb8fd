import { expect, test } from 'vitest'
import { milestonesOf, nextPrint, readDate, writeDate } from './targets.ts'

const at = (text: string) => Date.parse(text) / 1000

test('the next print is always ahead', () => {
  expect(nextPrint(at('2026-11-22T19:59:59Z'))).toBe(at('2026-11-22T20:00:00Z'))
  expect(nextPrint(at('2026-11-22T20:00:00Z'))).toBe(at('2026-11-23T20:00:00Z'))
  expect(nextPrint(at('2026-12-31T21:00:00Z'))).toBe(at('2027-01-01T20:00:00Z'))
})

test('a series has four dates, over the turn of a year too', () => {
  expect(milestonesOf({ year: 2026, month: 12 })).toEqual({
    noticeClose: at('2026-11-21T00:00:00Z'),
    monthBegin: at('2026-12-01T00:00:00Z'),
    monthEnd: at('2027-01-01T00:00:00Z'),
    settlement: at('2027-01-03T00:00:00Z'),
  })
})

test('a date field is read as UTC, and what is no date is refused', () => {
  expect(readDate('2027-02-28T23:15')).toBe(at('2027-02-28T23:15:00Z'))
  expect(readDate('2027-13-01T00:00')).toBeNull()
  expect(readDate('')).toBeNull()
  expect(writeDate(at('2027-02-28T23:15:59Z'))).toBe('2027-02-28T23:15')
})

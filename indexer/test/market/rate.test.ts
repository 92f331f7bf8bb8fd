import { describe, expect, it } from 'vitest'
import { impliedRate, meanTime } from '../../src/market/rate.ts'

const NOW = 1_800_000_000
const YEAR = 31_536_000
const inYears = (amount: bigint, years: number) => ({ amount, at: NOW + years * YEAR })

describe('the implied rate', () => {
  it.each([
    // 1 ÷ 0.9 − 1 = 11.11 %
    ['one year, a tenth off', 900_000n, [inYears(1_000_000n, 1)], 1_111],
    // (1 ÷ 0.95 − 1) × 2 = 10.526 %
    ['half a year', 950_000n, [inYears(1_000_000n, 0.5)], 1_052],
    // 1 ÷ 1.1 − 1 = −9.09 %, rounded down
    ['above what comes', 1_100_000n, [inYears(1_000_000n, 1)], -910],
    ['exactly what comes', 1_000_000n, [inYears(1_000_000n, 1)], 0],
    // 500 ÷ 1.1111 + 550 ÷ 1.2222 = 900.01; at 1,112 it is 899.90
    ['two payments', 900_000n, [inYears(500_000n, 1), inYears(550_000n, 2)], 1_111],
    // 100 are due already: 900 in a year for 800 is 12.5 %
    ['some due already', 900_000n, [inYears(100_000n, -1), inYears(900_000n, 1)], 1_250],
  ])('%s', (_, price, flows, expected) => {
    expect(impliedRate(price, flows, NOW)).toBe(expected)
  })

  it.each([
    ['nothing comes', 1n, []],
    ['all is due already', 900_000n, [inYears(1_000_000n, 0)]],
    ['what is due already is worth more than the price', 90_000n, [inYears(100_000n, 0), inYears(900_000n, 1)]],
    ['more than 10,000 % a year', 1_000n, [inYears(1_000_000n, 1)]],
    ['no price', 0n, [inYears(1_000_000n, 1)]],
  ])('is unknown if %s', (_, price, flows) => {
    expect(impliedRate(price, flows, NOW)).toBeUndefined()
  })

  it('falls as the price rises', () => {
    const flows = [inYears(300_000n, 0.1), inYears(300_000n, 1), inYears(600_000n, 3)]
    const rates = [800_000n, 900_000n, 1_000_000n, 1_200_000n, 1_300_000n].map((price) =>
      impliedRate(price, flows, NOW),
    )
    expect(rates).toEqual([...rates].sort((one, other) => Number(other) - Number(one)))
    expect(rates[3], 'the sum of all that comes').toBe(0)
  })
})

it('weighs times by their amounts', () => {
  // (100 × 0 + 300 × 1 year) ÷ 400
  expect(meanTime([inYears(100n, -2), inYears(300n, 1)], NOW)).toBe(NOW + 0.75 * YEAR)
  expect(meanTime([], NOW)).toBeUndefined()
})

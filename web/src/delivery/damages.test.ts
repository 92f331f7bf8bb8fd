import { describe, expect, test } from 'vitest'
import { damagesOf } from './damages.ts'

describe('damages', () => {
  test('the example of the delivery desk: 100 h elected, 60 delivered, cap 7.000, price 2.500', () => {
    const shared = damagesOf({ cap: 7_000, tick: 2_500, unit: 1n, elected: 100_000n, undelivered: 40_000n })
    expect(shared.lines).toEqual([
      { lots: 5_000n, rate: 10n, perLot: 25_000n, isBounded: false },
      { lots: 35_000n, rate: 20n, perLot: 50_000n, isBounded: false },
    ])
    expect(shared).toMatchObject({ damages: 18_750_000n, toBuyer: 118_750_000n, toProvider: 161_250_000n })
  })

  test('within the first 5 % of the hours there is one line', () => {
    const { lines } = damagesOf({ cap: 7_000, tick: 2_500, unit: 1n, elected: 100_000n, undelivered: 5_000n })
    expect(lines).toEqual([{ lots: 5_000n, rate: 10n, perLot: 25_000n, isBounded: false }])
  })

  test('never more than SHORT is worth', () => {
    const shared = damagesOf({ cap: 7_000, tick: 6_900, unit: 1n, elected: 1_000n, undelivered: 1_000n })
    expect(shared.lines.every(({ perLot, isBounded }) => perLot === 10_000n && isBounded)).toBe(true)
    expect(shared).toMatchObject({ toBuyer: 7_000_000n, toProvider: 0n })
  })

  test('a part of a base unit is rounded up for the buyer', () => {
    expect(damagesOf({ cap: 7_000, tick: 1, unit: 1n, elected: 1_000n, undelivered: 1n }).damages).toBe(1n)
  })
})

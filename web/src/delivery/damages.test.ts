import { describe, expect, test } from 'vitest'
import { damagesOf } from './damages.ts'

describe('damages', () => {
  test('the example of the delivery desk: 100 h elected, 60 delivered, cap 7.000, price 2.500', () => {
    const shared = damagesOf({ cap: 7_000, tick: 2_500, unit: 1n, elected: 100_000n, undelivered: 40_000n })
    expect(shared.lines).toEqual([
      { lots: 5_000n, rate: 10n, perLot: 25_000n, isBounded: false, amount: 1_250_000n },
      { lots: 35_000n, rate: 20n, perLot: 50_000n, isBounded: false, amount: 17_500_000n },
    ])
    expect(shared).toMatchObject({ damages: 18_750_000n, toBuyer: 118_750_000n, toProvider: 161_250_000n })
  })

  test('within the first 5 % of the hours there is one line', () => {
    const { lines } = damagesOf({ cap: 7_000, tick: 2_500, unit: 1n, elected: 100_000n, undelivered: 5_000n })
    expect(lines).toEqual([{ lots: 5_000n, rate: 10n, perLot: 25_000n, isBounded: false, amount: 1_250_000n }])
  })

  test('never more than SHORT is worth', () => {
    const shared = damagesOf({ cap: 7_000, tick: 6_900, unit: 1n, elected: 1_000n, undelivered: 1_000n })
    expect(shared.lines.every(({ perLot, isBounded }) => perLot === 10_000n && isBounded)).toBe(true)
    expect(shared).toMatchObject({ toBuyer: 7_000_000n, toProvider: 0n })
  })

  test('of its lines only the last is rounded', () => {
    // 50 lots × 250.3 and 3 × 500.6 micro-USDC: 12,515 and 1,501.8.
    const { lines, damages } = damagesOf({ cap: 9_000, tick: 2_503, unit: 1n, elected: 1_000n, undelivered: 53n })
    expect(lines.map(({ amount }) => amount)).toEqual([12_515n, 1_502n])
    expect(damages).toBe(14_017n)
  })

  test('a part of a base unit is rounded up for the buyer', () => {
    expect(damagesOf({ cap: 7_000, tick: 1, unit: 1n, elected: 1_000n, undelivered: 1n }).damages).toBe(1n)
  })
})

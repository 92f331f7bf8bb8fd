import { describe, expect, it } from 'vitest'
import { fairForward } from '../../src/market/fairForward.ts'

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1_000
const NOW = at('2026-12-01')
const INDEX = 2_000_000n
// February is not listed.
const CURVE = [
  { year: 2027, month: 1, price: 2_400_000n },
  { year: 2027, month: 3, price: 2_800_000n },
]
const over = (from: string, to: string, curve = CURVE, index: bigint | null = INDEX) =>
  fairForward(curve, index, { now: NOW, from: at(from), to: at(to) })

describe('the fair forward of a window', () => {
  it.each([
    ['a listed month is its price', '2027-01-01', '2027-02-01', 2_400_000n],
    // Its middle, 15 February, is half way between 16 January and 16 March, noon.
    ['one between two is half way', '2027-02-01', '2027-03-01', 2_600_000n],
    // 16 days of 2.4 and 8 days of 2.6
    ['two months count by their days', '2027-01-16', '2027-02-09', 2_466_666n],
    // The middle of December is 15.5 of 46.5 days on the way from today's index to January's.
    ['before the first it comes from the index', '2026-12-01', '2027-01-01', 2_133_333n],
    ['beyond the last it is the last', '2027-05-10', '2027-06-01', 2_800_000n],
  ])('%s', (_, from, to, price) => {
    expect(over(from, to)).toEqual({ price, source: 'curve' })
  })

  it('is the first month’s where there is no index', () => {
    expect(over('2026-12-01', '2027-01-01', CURVE, null)).toEqual({ price: 2_400_000n, source: 'curve' })
  })

  it('is the index where no month has a price', () => {
    expect(over('2027-01-01', '2027-02-01', [])).toEqual({ price: INDEX, source: 'index' })
  })

  it('is unknown without either', () => {
    expect(over('2027-01-01', '2027-02-01', [], null)).toBeUndefined()
  })

  it('crosses the end of a year', () => {
    // 10 days of December at 2.133333, 10 of January at 2.4
    expect(over('2026-12-22', '2027-01-11')).toEqual({ price: 2_266_666n, source: 'curve' })
  })
})

import { describe, expect, it } from 'vitest'
import { createPriceModel } from './priceModel.ts'

const beginning = Date.UTC(2026, 10, 1) / 1_000
const h100 = { root: 'H100', spot: 2_800, yearAhead: 0.81 }
const b200 = { root: 'B200', spot: 5_870, yearAhead: 0.88 }
const running = { year: 2026, month: 11 }
const DAY = 86_400

describe('the price model', () => {
  it('begins at the curve it was given: spot, and 19 % less in a year', () => {
    const model = createPriceModel([h100], beginning, 1)
    // The middle of November is 15 days away: 0.81^(15 / 365.25) is 0.9914.
    expect(model.fair('H100', running, beginning) / 2_800).toBeCloseTo(0.991, 3)
    const yearLater = model.fair('H100', { year: 2027, month: 11 }, beginning)
    const ratio = yearLater / model.fair('H100', running, beginning)
    expect(ratio).toBeCloseTo(0.81, 2)
  })

  it('answers the same for the same seed, in whatever order it is asked', () => {
    const forward = createPriceModel([h100, b200], beginning, 7)
    const backward = createPriceModel([h100, b200], beginning, 7)
    const times = [0, 1, 59, 61, 5_000, 90_000].map((offset) => beginning + offset)
    const first = times.map((time) => forward.fair('B200', running, time))
    const second = times.toReversed().map((time) => backward.fair('B200', running, time))
    expect(second.toReversed()).toEqual(first)
  })

  it('moves as computing does: about 35 % a year in the running month, less in far ones', () => {
    const far = { year: 2027, month: 10 }
    const days = 600
    const model = createPriceModel([h100], beginning, 3)
    const price = (day: number, month: typeof far): number => model.fair('H100', month, beginning + day * DAY)
    const spread = (month: typeof far): number => {
      const moves = Array.from({ length: days }, (_, day) => Math.log(price(day + 1, month) / price(day, month)))
      const mean = moves.reduce((sum, move) => sum + move, 0) / days
      return Math.sqrt(moves.reduce((sum, move) => sum + (move - mean) ** 2, 0) / days) * Math.sqrt(365.25)
    }
    expect(spread({ year: 2026, month: 11 })).toBeGreaterThan(0.3)
    expect(spread({ year: 2026, month: 11 })).toBeLessThan(0.46)
    expect(spread({ year: 2029, month: 11 })).toBeLessThan(0.2)
  })

  it('knows no time before its beginning, and no other grade', () => {
    const model = createPriceModel([h100], beginning, 1)
    expect(() => model.fair('H100', running, beginning - 1)).toThrow(RangeError)
    expect(() => model.fair('A100', running, beginning)).toThrow('The model knows no A100')
  })
})

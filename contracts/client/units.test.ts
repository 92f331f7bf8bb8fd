import { describe, expect, it } from 'vitest'
import { randomOf } from './testing/random.ts'
import {
  formatDecimal,
  formatLots,
  formatTick,
  MAX_LOTS,
  MAX_TICK,
  notional,
  parseDecimal,
  parseLots,
  parseTick,
  scaleOf,
  toLots,
  toTick,
  UnitError,
} from './units.ts'

describe('prices', () => {
  it('are ticks of 0.001 USDC in a series', () => {
    expect(parseTick('2.81')).toBe(2_810)
    expect(parseTick('2.810000')).toBe(2_810)
    expect(parseTick('0.001')).toBe(1)
    expect(formatTick(toTick(2_810))).toBe('2.810')
    expect(formatTick(toTick(1))).toBe('0.001')
    expect(formatTick(toTick(16_777_214))).toBe('16777.214')
  })

  it('off the grid are refused, never rounded', () => {
    expect(() => parseTick('2.8105')).toThrow('At most 3 decimals are possible, got "2.8105"')
    expect(() => parseTick('0')).toThrow('A price is a whole number of ticks from 1 to 16777214, got 0')
    expect(() => parseTick('16777.215')).toThrow(UnitError)
    for (const text of ['', '.', '1.', '.5', '1e3', '1,5', ' 1', '--1', 'NaN']) expect(() => parseTick(text)).toThrow()
  })

  it('are read back as they were written', () => {
    const random = randomOf(1)
    for (let n = 0; n < 2_000; n += 1) {
      const tick = toTick(1 + random.below(MAX_TICK))
      expect(parseTick(formatTick(tick))).toBe(tick)
    }
  })
})

describe('quantities', () => {
  it('are lots of 0.001 GPU-hour in a series', () => {
    expect(parseLots('1.5')).toBe(1_500n)
    expect(parseLots('720')).toBe(720_000n)
    expect(formatLots(toLots(1_500n))).toBe('1.500')
    expect(formatLots(toLots(0n))).toBe('0.000')
    expect(() => parseLots('0.0001')).toThrow(UnitError)
    expect(() => parseLots('-1')).toThrow(UnitError)
    expect(() => toLots(MAX_LOTS + 1n)).toThrow(UnitError)
  })

  it('are exact at any size', () => {
    const random = randomOf(2)
    for (let n = 0; n < 2_000; n += 1) {
      const lots = toLots(random.bits(1 + random.below(56)))
      expect(parseLots(formatLots(lots))).toBe(lots)
    }
  })
})

describe('notional', () => {
  it('is micro-USDC: 1.5 GPU-hours at 2.810 are 4.215 USDC', () => {
    expect(notional(toTick(2_810), toLots(1_500n))).toBe(4_215_000n)
    expect(notional(toTick(MAX_TICK), toLots(MAX_LOTS))).toBe(16_777_214n * 72_057_594_037_927_935n)
  })
})

describe('decimals', () => {
  it('keep the sign and every digit', () => {
    expect(formatDecimal(-5n, 3)).toBe('-0.005')
    expect(formatDecimal(42n, 0)).toBe('42')
    expect(parseDecimal('-0.005', 3)).toBe(-5n)
    expect(parseDecimal('115792089237316195423570985008687907853269984665640564039457.584007913129639935', 18)).toBe(
      2n ** 256n - 1n,
    )
  })
})

describe('scaleOf', () => {
  it('is that of a series for 3 decimals and USDC', () => {
    const scale = scaleOf({ lotExponent: 0, unitExponent: 0 }, { base: 3, quote: 6 })
    expect(scale).toEqual({ priceDecimals: 3, sizeDecimals: 3 })
  })

  it('reads a lot of more than one token: whoever lists one takes nobody else down', () => {
    // 18 digits of a token without decimals: a lot is 10^18 tokens, and a tick 10^-24 USDC for each.
    const lots = scaleOf({ lotExponent: 18, unitExponent: 0 }, { base: 0, quote: 6 })
    expect(lots).toEqual({ priceDecimals: 24, sizeDecimals: -18 })
    expect(formatDecimal(3n, lots.sizeDecimals)).toBe('3000000000000000000')
    expect(parseDecimal('3000000000000000000', lots.sizeDecimals)).toBe(3n)
    expect(() => parseDecimal('3000000000000000001', lots.sizeDecimals)).toThrow(UnitError)
    expect(() => parseDecimal('0.5', lots.sizeDecimals)).toThrow(UnitError)
    expect(formatDecimal(1n, lots.priceDecimals)).toBe('0.000000000000000000000001')
    // One base unit of a token of 18 decimals a lot, paid in USDC: a tick is 10^12 USDC for a whole token.
    const ticks = scaleOf({ lotExponent: 0, unitExponent: 0 }, { base: 18, quote: 6 })
    expect(ticks).toEqual({ priceDecimals: -12, sizeDecimals: 18 })
    expect(formatDecimal(-2n, ticks.priceDecimals)).toBe('-2000000000000')
  })

  it('follows the exponents of a spot market', () => {
    // 18 decimals, lots of 10^14 base units: 4 decimals of size. 100 base units of USDC a unit: a tick is 100 × 10^4 of them, 1 USDC.
    const scale = scaleOf({ lotExponent: 14, unitExponent: 2 }, { base: 18, quote: 6 })
    expect(scale).toEqual({ priceDecimals: 0, sizeDecimals: 4 })
  })
})

import { describe, expect, it } from 'vitest'
import { expiryOf, formatSymbol, monthAfter, monthOf, parseSymbol } from './symbol.ts'

describe('a symbol', () => {
  it.each([
    ['H100F27', { root: 'H100', year: 2027, month: 1 }],
    ['H100Z26', { root: 'H100', year: 2026, month: 12 }],
    ['RTX5090N30', { root: 'RTX5090', year: 2030, month: 7 }],
    ['H100Z26-C10', { root: 'H100', year: 2026, month: 12, cap: 10 }],
  ])('%s says grade, month and a later cap', (symbol, series) => {
    expect(parseSymbol(symbol)).toEqual(series)
    expect(formatSymbol(series)).toBe(symbol)
  })

  it('has the twelve month codes of futures', () => {
    const symbols = Array.from({ length: 12 }, (_, n) => formatSymbol({ root: 'A', year: 2026, month: n + 1 }))
    expect(symbols.map((symbol) => symbol[1]).join('')).toBe('FGHJKMNQUVXZ')
    expect(() => formatSymbol({ root: 'A', year: 2026, month: 13 })).toThrow('A month is 1 to 12, got 13')
  })

  it.each(['', 'H100', 'H100A26', 'h100Z26', 'H100Z6', 'H100Z26-C', 'Z26'])('is not %o', (text) => {
    expect(parseSymbol(text)).toBeUndefined()
  })
})

describe('a month', () => {
  it('is counted over the turn of the year', () => {
    expect(monthAfter({ year: 2026, month: 12 })).toEqual({ year: 2027, month: 1 })
    expect(monthAfter({ year: 2026, month: 11 }, 14)).toEqual({ year: 2028, month: 1 })
  })

  it('ends at the first second of the next, UTC', () => {
    expect(expiryOf({ year: 2026, month: 12 })).toBe(1_798_761_600)
    expect(monthOf(1_798_761_599)).toEqual({ year: 2026, month: 12 })
    expect(monthOf(1_798_761_600)).toEqual({ year: 2027, month: 1 })
  })
})

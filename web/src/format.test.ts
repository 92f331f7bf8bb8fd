import { describe, expect, test } from 'vitest'
import {
  cleanText,
  formatAveragePrice,
  formatCompact,
  formatDecimal,
  formatLocal,
  formatLots,
  formatMoney,
  formatMonth,
  formatPercent,
  formatPrice,
  formatSpan,
  formatUtc,
  formatUtcSeconds,
  formatUtcShort,
  parseDecimal,
  scaleOf,
  toInput,
  UNKNOWN,
} from './format.ts'

describe('formatDecimal', () => {
  test('BIGINT: writes what a float could not hold', () => {
    expect(formatDecimal(2n ** 256n - 1n, 6)).toBe(
      '115,792,089,237,316,195,423,570,985,008,687,907,853,269,984,665,640,564,039,457,584,007,913,129.639935',
    )
  })

  test('cuts and never rounds up: an amount must not read higher than it is', () => {
    expect(formatDecimal(1_999_999n, 6, { maximum: 2 })).toBe('1.99')
  })

  test('gives zero no sign', () => {
    expect(formatDecimal(-4n, 3, { maximum: 2, sign: true })).toBe('0.00')
    expect(formatDecimal(0n, 3, { sign: true })).toBe('0.000')
  })

  test('uses a minus as wide as a digit', () => {
    expect(formatDecimal(-1500n, 3, { sign: true })).toBe('−1.500')
  })
})

test('a price has the market’s decimals, a half tick one more', () => {
  expect(formatPrice(2450)).toBe('2.450')
  expect(formatPrice(2450.5)).toBe('2.4505')
  expect(formatPrice(null)).toBe(UNKNOWN)
})

test('an average price keeps hundredths of a tick where there are any', () => {
  expect(formatAveragePrice('2431')).toBe('2.431')
  expect(formatAveragePrice('2431.5')).toBe('2.4315')
  expect(formatAveragePrice('2431.256789')).toBe('2.43125')
})

test('money is cut to cents, and exact where it must be', () => {
  expect(formatMoney('61087')).toBe('0.06')
  expect(formatMoney('61087', { quoteDecimals: 6 }, { exact: true })).toBe('0.061087')
  expect(formatMoney(1_234_567_890_000n)).toBe('1,234,567.89')
})

test('UNKNOWN: an unknown is never shown as zero', () => {
  expect(formatMoney(null)).toBe(UNKNOWN)
  expect(formatPercent(null)).toBe(UNKNOWN)
  expect(formatPercent(Number.NaN)).toBe(UNKNOWN)
  expect(formatCompact(undefined, 3)).toBe(UNKNOWN)
})

test('compact figures', () => {
  expect(formatCompact('855600', 3)).toBe('855.6')
  expect(formatCompact('83400000', 3)).toBe('83.4K')
})

test('per cent shows its sign, and none at zero', () => {
  expect(formatPercent(0.0187, { sign: true })).toBe('+1.87%')
  expect(formatPercent(-0.0155, { sign: true })).toBe('−1.55%')
  expect(formatPercent(0.000001, { sign: true })).toBe('0.00%')
})

describe('parseDecimal', () => {
  test('reads what people type', () => {
    expect(parseDecimal('2.45', 3)).toEqual({ ok: true, value: 2450n })
    expect(parseDecimal(' 1,250 ', 3)).toEqual({ ok: true, value: 1_250_000n })
    expect(parseDecimal('.5', 3)).toEqual({ ok: true, value: 500n })
    expect(parseDecimal('2.4500', 3)).toEqual({ ok: true, value: 2450n })
  })

  test('refuses digits beyond the grid, and never rounds', () => {
    expect(parseDecimal('2.4505', 3)).toEqual({ ok: false, reason: 'precision' })
  })

  test('takes commas between groups of thousands alone: half an hour is never five', () => {
    for (const text of [
      '0,5',
      '1,25',
      '1,0000',
      '10,00',
      ',5',
      '1,',
      '1,,000',
      '1.000,5',
      '1,000,5',
      '1.0,000',
      '0,500',
      '12,34,567',
    ]) {
      expect(parseDecimal(text, 3), text).toEqual({ ok: false, reason: 'malformed' })
    }
    expect(parseDecimal('1,000.5', 3)).toEqual({ ok: true, value: 1_000_500n })
    expect(parseDecimal('12,345,678', 3)).toEqual({ ok: true, value: 12_345_678_000n })
  })

  test('refuses what is no number', () => {
    for (const text of ['-1', '1e3', '0x10', 'abc', '.', '1.2.3']) {
      expect(parseDecimal(text, 3), text).toEqual({ ok: false, reason: 'malformed' })
    }
    expect(parseDecimal('  ', 3)).toEqual({ ok: false, reason: 'empty' })
  })

  test('reads back what toInput wrote', () => {
    for (const value of [1n, 999n, 1000n, 1_234_567n]) {
      expect(parseDecimal(toInput(value, 3), 3)).toEqual({ ok: true, value })
    }
  })
})

test('the scale of a spot market follows from its exponents', () => {
  const scale = scaleOf({
    quote: { symbol: 'USDC', decimals: 6 },
    base: { decimals: 18 },
    unitExponent: 0,
    lotExponent: 15,
  })
  expect(scale).toMatchObject({ sizeDecimals: 3, priceDecimals: 3 })
})

test('a stranger’s market of lots of 10^18 tokens reads exactly and breaks no page', () => {
  const scale = scaleOf({
    quote: { symbol: 'USDC', decimals: 6 },
    base: { decimals: 0 },
    unitExponent: 0,
    lotExponent: 18,
  })
  expect(formatLots(2n, scale)).toBe('2,000,000,000,000,000,000')
  expect(formatPrice(5, scale)).toBe('0.000000000000000000000005')
  expect(formatCompact(2n, scale.sizeDecimals)).toBe('2,000,000T')
  expect(parseDecimal('2000000000000000000', scale.sizeDecimals)).toEqual({ ok: true, value: 2n })
  expect(parseDecimal('2000000000000000001', scale.sizeDecimals)).toEqual({ ok: false, reason: 'precision' })
  expect(parseDecimal('', scale.sizeDecimals)).toEqual({ ok: false, reason: 'empty' })
})

test('XSS: text of strangers loses control and direction characters, and is bounded', () => {
  expect(cleanText('US\u202eDC\u0000\u200b')).toBe('USDC')
  expect(cleanText('x'.repeat(100), 10)).toHaveLength(10)
})

test('spans in two units', () => {
  expect(formatSpan(8, 'en-GB')).toBe('8 s')
  expect(formatSpan(185, 'en-GB')).toBe('3 m 05 s')
  expect(formatSpan(2 * 86_400 + 4 * 3600, 'en-GB')).toBe('2 d 4 h')
})

test('months in both languages', () => {
  expect(formatMonth(2026, 12, 'en-GB')).toBe('Dec 2026')
  expect(formatMonth(2026, 12, 'zh-CN')).toBe('2026年12月')
})

describe('moments', () => {
  const minutePastMidnight = Date.UTC(2026, 8, 30, 0, 1, 7) / 1000

  test('go by UTC, from hour 00 to 23, whatever the reader’s clock says', () => {
    expect(formatUtc(minutePastMidnight, 'en-GB')).toBe('30 Sep 2026, 00:01 UTC')
    expect(formatUtcShort(minutePastMidnight, 'en-GB')).toBe('30 Sep, 00:01')
    expect(formatUtcSeconds(minutePastMidnight, 'en-GB')).toBe('00:01:07')
    expect(formatUtcSeconds(minutePastMidnight, 'zh-CN')).toBe('00:01:07')
  })

  test('on the reader’s clock name its zone', () => {
    expect(formatLocal(minutePastMidnight, 'en-GB', 'Asia/Shanghai')).toBe('30 Sep, 08:01:07 GMT+8')
    expect(formatLocal(minutePastMidnight, 'en-GB', 'UTC')).toBe('30 Sep, 00:01:07 UTC')
  })
})

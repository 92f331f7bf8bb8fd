import { toLots, toTick } from '@gigahour/contracts/units'
import type { Market } from '@gigahour/indexer/api'
import { describe, expect, test } from 'vitest'
import { fixtureMarkets } from '../../test/fixture.ts'
import { SERIES_SCALE } from '../format.ts'
import { checkDraft, chooseFunding, type Draft, type OrderTerms, takeFrom } from './ticket.ts'

// H100Z26: cap 7.000, taker fee 200 (1e−6) of the notional, at least 100 lots.
const market = fixtureMarkets()[0] as Market
const best = { bid: 2447, ask: 2453 }
const nothing = { quote: 0n, long: 0n, short: 0n }
const draft: Draft = { side: 'buy', kind: 'limit', price: '2.45', size: '10', timeInForce: 'gtc', funding: 'auto' }

const check = (change: Partial<Draft>, holdings = nothing) =>
  checkDraft({ ...draft, ...change }, market, SERIES_SCALE, best, holdings, 100)
const problems = (change: Partial<Draft>) => {
  const checked = check(change)
  return checked.ok ? [] : checked.problems
}

describe('checkDraft', () => {
  test('reads an order', () => {
    expect(check({})).toEqual({
      ok: true,
      terms: { side: 'buy', funding: 'quote', tick: 2450, lots: 10_000n, timeInForce: 'gtc' },
    })
  })

  test('names every field that is wrong', () => {
    expect(problems({ price: '', size: '' })).toEqual([
      { field: 'price', reason: 'empty' },
      { field: 'size', reason: 'empty' },
    ])
  })

  test('keeps prices on the grid and under the cap', () => {
    expect(problems({ price: '2.4505' })).toEqual([{ field: 'price', reason: 'off grid' }])
    expect(problems({ price: '7' })).toEqual([{ field: 'price', reason: 'out of range', lowest: 1, highest: 6999 }])
    expect(problems({ price: '0' })).toMatchObject([{ reason: 'out of range' }])
    expect(problems({ price: '6.999' })).toEqual([])
  })

  test('wants the minimum of what may rest only', () => {
    expect(problems({ size: '0.099' })).toEqual([{ field: 'size', reason: 'too small', minimum: 100n }])
    expect(problems({ size: '0.099', timeInForce: 'ioc' })).toEqual([])
    expect(problems({ size: '0.0999' })).toEqual([{ field: 'size', reason: 'off grid' }])
  })

  test('a market order is an IOC with a bound: 1 % beyond the best price, on the grid, never wider', () => {
    expect(check({ kind: 'market', price: '' })).toMatchObject({ ok: true, terms: { tick: 2477, timeInForce: 'ioc' } })
    expect(check({ kind: 'market', side: 'sell' })).toMatchObject({ ok: true, terms: { tick: 2423 } })
  })

  test('a market order needs somebody on the other side', () => {
    const checked = checkDraft(
      { ...draft, kind: 'market' },
      market,
      SERIES_SCALE,
      { bid: 2447, ask: null },
      nothing,
      100,
    )
    expect(checked).toEqual({ ok: false, problems: [{ field: 'price', reason: 'no opposite side' }] })
  })
})

describe('chooseFunding', () => {
  const choose = (side: 'buy' | 'sell', holdings = nothing, funding: Draft['funding'] = 'auto') =>
    chooseFunding({ side, funding }, market, 10_000n, holdings)

  test('a sell without LONG writes, with enough LONG it closes', () => {
    expect(choose('sell')).toBe('quote')
    expect(choose('sell', { ...nothing, long: 9_999n })).toBe('quote')
    expect(choose('sell', { ...nothing, long: 10_000n })).toBe('token')
  })

  test('a buy while holding SHORT closes', () => {
    expect(choose('buy', { ...nothing, short: 10_000n })).toBe('token')
    expect(choose('buy', { ...nothing, long: 10_000n })).toBe('quote')
  })

  test('the trader may choose otherwise', () => {
    expect(choose('sell', { ...nothing, long: 10_000n }, 'quote')).toBe('quote')
  })
})

describe('takeFrom', () => {
  const asks = [
    { tick: 2453, lots: '4000', orders: 1 },
    { tick: 2455, lots: '10000', orders: 2 },
  ]
  const terms: OrderTerms = {
    side: 'buy',
    funding: 'quote',
    tick: toTick(2455),
    lots: toLots(5000n),
    timeInForce: 'gtc',
  }

  test('walks the levels: 4 h at 2.453 and 1 h at 2.455', () => {
    // 2453 × 4000 + 2455 × 1000; fee ⌈12,267,000 × 200e−6⌉ = ⌈2,453.4⌉
    expect(takeFrom(asks, terms, market)).toEqual({ lots: 5000n, tickLots: 12_267_000n, fee: 2_454n })
  })

  test('pays the fee of the whole take, rounded once: 50 levels of 0.101 h', () => {
    // 101 × (2,453 + … + 2,502) = 12,511,375; × 200e−6 = 2,502.275
    const levels = Array.from({ length: 50 }, (_, n) => ({ tick: 2453 + n, lots: '101', orders: 1 }))
    const whole = { ...terms, tick: toTick(2502), lots: toLots(5050n) }
    expect(takeFrom(levels, whole, market)).toEqual({ lots: 5050n, tickLots: 12_511_375n, fee: 2_503n })
  })

  test('stops at the limit', () => {
    expect(takeFrom(asks, { ...terms, tick: toTick(2454) }, market)).toMatchObject({ lots: 4000n })
    expect(takeFrom(asks, { ...terms, tick: toTick(2452) }, market)).toMatchObject({ lots: 0n, fee: 0n })
  })

  test('a post-only order takes nothing', () => {
    expect(takeFrom(asks, { ...terms, timeInForce: 'post' }, market)).toMatchObject({ lots: 0n })
  })
})

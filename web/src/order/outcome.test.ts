import type { Take } from '@gigahour/contracts/take'
import { toLots, toTick, type Units } from '@gigahour/contracts/units'
import type { Market } from '@gigahour/indexer/api'
import { describe, expect, test } from 'vitest'
import { fixtureMarkets } from '../../test/fixture.ts'
import { largestLots, outcomeOf } from './outcome.ts'
import type { OrderTerms } from './ticket.ts'

const market = fixtureMarkets()[0] as Market
const best = { bid: 2447, ask: 2453 }
const rich = { quote: 1_000_000_000n, long: 50_000n, short: 50_000n }
const none: Take = { lots: toLots(0n), tickLots: 0n as Units, fee: 0n as Units }
const terms = (change: Partial<OrderTerms>): OrderTerms => ({
  side: 'buy',
  funding: 'quote',
  tick: toTick(2450),
  lots: toLots(10_000n),
  timeInForce: 'gtc',
  ...change,
})

describe('a resting buy of 10 h at 2.450', () => {
  const outcome = outcomeOf(terms({}), none, market, best, rich)

  test('locks the price, 24.50 USDC', () => {
    expect(outcome).toMatchObject({ takes: 0n, rests: 10_000n, collateral: 24_500_000n, fee: 0n, impact: null })
  })

  test('loses all of it at zero, and gains cap − price at the cap: 45.50', () => {
    expect(outcome.payoff).toEqual({ atZero: -24_500_000n, atCap: 45_500_000n, breakEven: 2450 })
  })
})

describe('a sell of 10 h at 2.450 without LONG', () => {
  const outcome = outcomeOf(terms({ side: 'sell' }), none, market, best, rich)

  test('locks cap − price, 45.50 USDC', () => {
    expect(outcome).toMatchObject({ collateral: 45_500_000n, tokens: 0n })
  })

  test('can lose no more than that', () => {
    expect(outcome.payoff).toEqual({ atZero: 24_500_000n, atCap: -45_500_000n, breakEven: 2450 })
  })
})

describe('a buy that takes 4 h at 2.453 and rests 6 h at 2.455', () => {
  const take: Take = { lots: toLots(4000n), tickLots: 9_812_000n as Units, fee: 1_963n as Units }
  const outcome = outcomeOf(terms({ tick: toTick(2455) }), take, market, best, rich)

  test('pays 9.812 + 14.730 + fee', () => {
    expect(outcome).toMatchObject({ takes: 4000n, rests: 6000n, collateral: 24_543_963n, fee: 1_963n })
  })

  test('averages 2.453 with no impact', () => {
    expect(outcome).toMatchObject({ averageCentiticks: 245_300n, impact: 0 })
  })
})

describe('an order that is paid with tokens', () => {
  const take: Take = { lots: toLots(10_000n), tickLots: 24_470_000n as Units, fee: 4_894n as Units }

  test('a sell of LONG gets the price less the fee, and risks nothing', () => {
    const outcome = outcomeOf(terms({ side: 'sell', funding: 'token', tick: toTick(2447) }), take, market, best, rich)
    expect(outcome).toMatchObject({
      collateral: 0n,
      tokens: 10_000n,
      receives: 24_465_106n,
      payoff: null,
      isCovered: true,
    })
  })

  test('a buy with SHORT gets cap − price less the fee: 70 − 24.47 − 0.004894', () => {
    const outcome = outcomeOf(terms({ funding: 'token' }), take, market, best, rich)
    expect(outcome).toMatchObject({ tokens: 10_000n, receives: 45_525_106n })
  })
})

test('a fill-or-kill order that cannot fill comes to nothing', () => {
  const take: Take = { lots: toLots(4000n), tickLots: 9_812_000n as Units, fee: 1_963n as Units }
  expect(outcomeOf(terms({ timeInForce: 'fok' }), take, market, best, rich)).toMatchObject({
    takes: 0n,
    rests: 0n,
    drops: 10_000n,
    collateral: 0n,
  })
})

test('what is left under the minimum is dropped', () => {
  const take: Take = { lots: toLots(9_950n), tickLots: 24_407_350n as Units, fee: 4_882n as Units }
  expect(outcomeOf(terms({}), take, market, best, rich)).toMatchObject({ rests: 0n, drops: 50n })
})

test('UNKNOWN: cover is unknown while balances are, and judged to the unit', () => {
  expect(outcomeOf(terms({}), none, market, best, null).isCovered).toBeNull()
  expect(outcomeOf(terms({}), none, market, best, { ...rich, quote: 24_499_999n }).isCovered).toBe(false)
  expect(outcomeOf(terms({}), none, market, best, { ...rich, quote: 24_500_000n }).isCovered).toBe(true)
})

describe('largestLots', () => {
  test('is affordable with its fee, rounded up once, and one lot more is not', () => {
    const cost = (lots: bigint) => lots * 2450n + (lots * 2450n * 200n + 999_999n) / 1_000_000n
    for (const quote of [1_000_000n, 24_500_000n, 987_654_321n]) {
      const lots = largestLots('buy', 'quote', 2450, market, { ...rich, quote })
      expect(cost(lots)).toBeLessThanOrEqual(quote)
      expect(cost(lots + 1n)).toBeGreaterThan(quote)
    }
  })

  test('counts cap − price for a written sell, and tokens for a closing one', () => {
    // 10 h at 4.55 each, and 4,900 micro-USDC of fee.
    expect(largestLots('sell', 'quote', 2450, market, { ...rich, quote: 45_504_900n })).toBe(10_000n)
    expect(largestLots('sell', 'quote', 2450, market, { ...rich, quote: 45_504_899n })).toBe(9_999n)
    expect(largestLots('sell', 'token', 2450, market, rich)).toBe(50_000n)
  })

  test('is zero at a price beyond the cap, which somebody is still typing', () => {
    expect(largestLots('sell', 'quote', 99_999_999, market, rich)).toBe(0n)
  })

  test('is zero without money', () => {
    expect(largestLots('buy', 'quote', 2450, market, { quote: 0n, long: 0n, short: 0n })).toBe(0n)
  })
})

test('a closing order that rests says what it gets once it is filled: 10 h at 2.450', () => {
  expect(outcomeOf(terms({ side: 'sell', funding: 'token' }), none, market, best, rich)).toMatchObject({
    rests: 10_000n,
    receives: 24_500_000n,
  })
})

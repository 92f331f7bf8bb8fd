import { Funding, Side } from '@gigahour/contracts/side'
import { expect, test } from 'vitest'
import { fixtureMarkets } from '../../test/fixture.ts'
import type { Series } from '../series/marketTerms.ts'
import { legsOf, marketsOf, monthsOf, netPriceOf, type Plan } from './plan.ts'

const series = fixtureMarkets().filter((market): market is Series => market.kind === 'series')
const months = monthsOf(series, 'H200-US')
const [december, january, february] = months as [Series, Series, Series]
const plan: Plan = { kind: 'strip', side: 'buy', first: december, last: february, lots: 1_000n }

test('the months of a grade go from near to far, without those that have ended', () => {
  expect(months.map(({ symbol }) => symbol).slice(0, 3)).toEqual(['H200Z26', 'H200F27', 'H200G27'])
  const ended = series.map((market) => (market === december ? { ...market, status: 'ended' as const } : market))
  expect(monthsOf(ended, 'H200-US')[0]).toBe(january)
})

test('a month that was listed again with a higher cap is traded in its newer series', () => {
  const again = { ...january, market: 999, symbol: 'H200F27-C20' }
  expect(monthsOf([again, ...series], 'H200-US').filter(({ month, year }) => month === 1 && year === 2027)).toEqual([
    again,
  ])
})

test('a strip takes every month between, a spread the two', () => {
  expect(marketsOf(plan, months)).toEqual([december, january, february])
  expect(marketsOf({ ...plan, kind: 'spread' }, months)).toEqual([december, february])
})

test('legs take the side of the plan, the far month of a spread the other', () => {
  const funding = () => Funding.Quote
  expect(legsOf({ ...plan, side: 'sell' }, months, funding).map(({ side }) => side)).toEqual([1, 1, 1])
  const legs = legsOf({ ...plan, kind: 'spread', side: 'sell' }, months, funding)
  expect(legs.map(({ market, side }) => [market, side])).toEqual([
    [december.market, Side.Ask],
    [february.market, Side.Bid],
  ])
})

test('the net price is near less far of a spread, the mean of a strip', () => {
  // 2,810 ticks and 2,795.5, for 1,000 lots each.
  const takes = [
    { lots: 1_000n, notional: 2_810_000n, fee: 0n },
    { lots: 1_000n, notional: 2_795_500n, fee: 0n },
  ]
  expect(netPriceOf('spread', takes, 1n)).toBe(1_450n)
  expect(netPriceOf('strip', takes, 1n)).toBe(280_275n)
})

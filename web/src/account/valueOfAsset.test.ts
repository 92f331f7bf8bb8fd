import type { Market } from '@gigahour/indexer/api'
import { describe, expect, test } from 'vitest'
import { fixtureMarkets, fixtureSpotMarket } from '../../test/fixture.ts'
import type { Series } from '../series/marketTerms.ts'
import { valueOfAsset } from './valueOfAsset.ts'

const USDC = 2
const series = fixtureMarkets()[0] as Series
const spot = fixtureSpotMarket()
const ONE_TOKEN = 10n ** 18n
const value = (asset: number, amount: bigint, markets: readonly Market[] = [series, spot]) =>
  valueOfAsset(asset, amount, markets, USDC)

describe('an amount is worth', () => {
  test('itself, if it is money', () => {
    expect(value(USDC, 1_250_000n)).toBe(1_250_000n)
  })

  test('of a token, the middle of its book; without one, the last price', () => {
    // 2.105 and 2.108 USDC for each whole token.
    expect(value(spot.base.asset, 2n * ONE_TOKEN)).toBe(4_210_000n)
    const oneSided = { ...spot, stats: { ...spot.stats, mid: null } }
    expect(value(spot.base.asset, 2n * ONE_TOKEN, [oneSided])).toBe(4_216_000n)
  })

  test('of a middle between two ticks, still exact', () => {
    const half = { ...spot, stats: { ...spot.stats, mid: 2_105.5 } }
    expect(value(spot.base.asset, ONE_TOKEN, [half])).toBe(2_105_500n)
  })

  test('of LONG the mark, of SHORT the cap less it, of both together the cap', () => {
    const at = { ...series, stats: { ...series.stats, mid: 2_450 } }
    expect(value(series.long.asset, 1_000n, [at])).toBe(2_450_000n)
    expect(value(series.short.asset, 1_000n, [at])).toBe(4_550_000n)
  })

  test('of a settled series, the settlement price, whatever the book says', () => {
    expect(value(series.long.asset, 1_000n, [{ ...series, settlementTick: 0 }])).toBe(0n)
    expect(value(series.short.asset, 1_000n, [{ ...series, settlementTick: 0 }])).toBe(7_000_000n)
  })

  test('nothing that is known, without a price or a market', () => {
    const quiet = { ...spot, stats: { ...spot.stats, mid: null, last: null } }
    expect(value(spot.base.asset, ONE_TOKEN, [quiet])).toBeNull()
    expect(value(999, ONE_TOKEN)).toBeNull()
  })
})

test('a market that somebody lists later does not change what a token is worth', () => {
  const dear = { ...spot, market: 60, stats: { ...spot.stats, mid: 999_999 } }
  expect(value(spot.base.asset, ONE_TOKEN, [spot, dear])).toBe(2_105_000n)
})

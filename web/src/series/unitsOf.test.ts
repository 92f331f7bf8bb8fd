import type { Market } from '@gigahour/indexer/api'
import { expect, test } from 'vitest'
import { fixtureMarkets, fixtureSpotMarket } from '../../test/fixture.ts'
import { en } from '../i18n/en.ts'
import { unitsOf } from './unitsOf.ts'

const series = fixtureMarkets()[0] as Market

test('a series is counted in GPU-hours', () => {
  expect(unitsOf(series, en)).toEqual({ size: 'GPU-h', short: 'GPU-h', price: 'USDC per GPU-hour' })
})

test('a spot market is counted in its token, never in GPU-hours', () => {
  expect(unitsOf(fixtureSpotMarket(), en)).toEqual({ size: 'NWH100', short: 'tokens', price: 'USDC per token' })
})

test('what others named their token is cleaned, and a token without a name is still a token', () => {
  const named = (symbol: string) => ({ ...fixtureSpotMarket().base, symbol })
  expect(unitsOf({ ...fixtureSpotMarket(), base: named('A\u202eB') }, en).size).toBe('AB')
  expect(unitsOf({ ...fixtureSpotMarket(), base: named('\u200b') }, en).size).toBe('tokens')
})

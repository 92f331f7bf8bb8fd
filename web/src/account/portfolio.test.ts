import type { Balance, Position } from '@gigahour/indexer/api'
import { expect, test } from 'vitest'
import { fixtureMarkets, fixtureSpotMarket } from '../../test/fixture.ts'
import { valuePortfolio, valueTokens } from './portfolio.ts'

const balances = [{ asset: 2, free: '1000000', escrowed: '500000', unsettled: '250000' }] as Balance[]
const position = (change: Partial<Position>) =>
  ({
    symbol: 'x',
    long: '0',
    short: '0',
    net: '0',
    averagePrice: null,
    mark: 2450,
    realised: '0',
    unrealised: '0',
    ...change,
  }) as Position
const value = (...positions: Position[]) =>
  valuePortfolio(
    balances,
    2,
    positions.map((each) => ({ position: each, unit: 1n, cap: 7000 })),
  )

test('filled money counts as available', () => {
  expect(value()).toMatchObject({ available: 1_250_000n, inOrders: 500_000n, positions: 0n })
})

test('LONG is worth the mark, SHORT the cap less the mark', () => {
  expect(value(position({ long: '1000' })).positions).toBe(2_450_000n)
  expect(value(position({ short: '1000' })).positions).toBe(4_550_000n)
})

test('a complete set is worth the cap at any mark, also between two ticks', () => {
  expect(value(position({ long: '1000', short: '1000', mark: 2450.5 })).positions).toBe(7_000_000n)
})

test('without a mark the value is unknown, not zero', () => {
  expect(value(position({ long: '1', mark: null, unrealised: null }))).toMatchObject({
    positions: null,
    unrealised: null,
  })
})

test('tokens on the exchange count at their market, those in orders too; those without a price are named', () => {
  const [series] = fixtureMarkets()
  const spot = fixtureSpotMarket()
  const token = { ...spot.base, free: `${10n ** 18n}`, escrowed: `${10n ** 18n}`, unsettled: '0' }
  const unknown = { ...token, asset: 999, symbol: 'FREE' }
  const long = { ...token, asset: series?.long?.asset ?? 0 }
  const markets = series ? [series, spot] : []
  expect(valueTokens([...balances, token, unknown, long], markets, 2)).toEqual({
    value: 4_210_000n,
    unpriced: ['FREE'],
  })
})

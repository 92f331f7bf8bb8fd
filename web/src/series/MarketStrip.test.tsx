import type { Market } from '@gigahour/indexer/api'
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { fixtureMarkets, fixtureSpotMarket } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { MarketStrip } from './MarketStrip.tsx'

const draw = (market: Market) => renderPage(<MarketStrip market={market} />, { rest: () => [] })
const figure = (name: string) => screen.getByText(name).nextElementSibling?.textContent

afterEach(cleanup)

test('the volume of blocks stands beside that of the book', async () => {
  const market = fixtureMarkets()[0] as Market
  draw({ ...market, stats: { ...market.stats, volume24h: '4000', blockVolume24h: '123000' } })
  await screen.findByText('Volume 24 h')
  expect([figure('Volume 24 h'), figure('Blocks 24 h')]).toEqual(['4 GPU-h', '123 GPU-h'])
})

test('a spot market has tokens, no hours, and nothing that only a series has', async () => {
  const market = fixtureSpotMarket()
  draw({ ...market, stats: { ...market.stats, volume24h: '4000' } })
  await screen.findByText('Volume 24 h')
  expect(figure('Volume 24 h')).toBe('4 NWH100')
  expect(screen.getByText('USDC per token')).toBeTruthy()
  for (const name of ['Open interest', 'Cap, USDC', 'Ends in', /GPU-h/]) expect(screen.queryByText(name)).toBeNull()
})

test('a spot market says what it trades, and leads there', async () => {
  const market = fixtureSpotMarket()
  draw(market)
  await screen.findByText('Credit · Northwind H100')
  expect(screen.getByRole('link', { name: 'NW-H100' }).getAttribute('href')).toBe(
    `/financing/${market.instrument?.token}`,
  )
})

test('a token that none of the factories issued leads nowhere', async () => {
  draw(fixtureSpotMarket({ instrument: null }))
  await screen.findByText('Spot market')
  expect(screen.queryByRole('link')).toBeNull()
})

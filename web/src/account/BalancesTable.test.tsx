import type { Market } from '@gigahour/indexer/api'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ALICE, fixtureBalances, fixtureMarkets, fixtureSpotMarket } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { BalancesTable } from './BalancesTable.tsx'

const series = fixtureMarkets()[0] as Market
const markets = [{ ...series, stats: { ...series.stats, mid: 2_450 } }, fixtureSpotMarket()]

afterEach(cleanup)

test('each balance has its value in USDC, tokens by their market', async () => {
  const token = { ...fixtureSpotMarket().base, free: `${10n ** 18n}`, escrowed: `${10n ** 18n}`, unsettled: '0' }
  const balances = [...fixtureBalances(), token, { ...token, asset: 999, symbol: 'FREE' }]
  renderPage(<BalancesTable />, {
    rest: (path) => (path.includes('/balances') ? balances : path === '/v1/markets' ? markets : []),
    account: ALICE,
  })
  const valueIn = (name: string) =>
    within(screen.getByRole('row', { name: new RegExp(`^${name}`) }))
      .getAllByRole('cell')
      .at(-1)?.textContent
  await screen.findByRole('columnheader', { name: 'Value, USDC' })
  await waitFor(() => expect(valueIn('NWH100')).toBe('4.21'))
  // 48,250.125 free, 1,225 in orders, 24.5 filled.
  expect(valueIn('USDC')).toBe('49,499.62')
  // 125 GPU-hours at 2.450.
  expect(valueIn('H100Z26-LONG')).toBe('306.25')
  expect(valueIn('FREE'), 'no price: unknown, not zero').toBe('–')
})

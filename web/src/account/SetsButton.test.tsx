import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ALICE, fixtureBalances, fixtureMarkets } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import type { Series } from '../series/marketTerms.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { SetsButton } from './SetsButton.tsx'

const series = fixtureMarkets()[0] as Series

/** Comes with the markets: once it is there, the button would be. */
const Status = () => <p>{useMarkets().bySymbol.get(series.symbol)?.status}</p>

function draw(status: Series['status']) {
  const page = (
    <>
      <Status />
      <SetsButton symbol={series.symbol} />
    </>
  )
  renderPage(page, {
    rest: (path) =>
      path === '/v1/markets' ? [{ ...series, status }] : path.includes('/balances') ? fixtureBalances() : [],
    account: ALICE,
  })
}

afterEach(cleanup)

test('a series that trades splits and merges', async () => {
  draw('trading')
  fireEvent.click(await screen.findByRole('button', { name: 'Split or merge' }))
  expect(await screen.findByLabelText('Split')).toBeTruthy()
})

test.each([
  ['ended', /Trading has ended: no new sets are made/],
  ['halted', /Trading is halted: no new sets are made/],
] as const)('one that has %s only merges, and says why', async (status, reason) => {
  draw(status)
  fireEvent.click(await screen.findByRole('button', { name: 'Merge' }))
  await screen.findByText(reason)
  expect(screen.queryByLabelText('Split')).toBeNull()
})

test('a settled one has nothing to split or merge', async () => {
  draw('settled')
  await screen.findByText('settled')
  expect(screen.queryByRole('button')).toBeNull()
})

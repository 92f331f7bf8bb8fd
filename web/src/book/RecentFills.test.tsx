import type { AccountFill, Fill, Market } from '@gigahour/indexer/api'
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ALICE, fixtureAccountFills, fixtureFills, fixtureMarkets } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { AccountFills } from '../account/AccountFills.tsx'
import { heardChainTime } from '../ui/useNow.ts'
import { RecentFills } from './RecentFills.tsx'

const market = fixtureMarkets()[0] as Market
const BLOCK = { kind: 'block', makerSlot: null, takerSlot: null } as const

/** Of the trades that a table shows, which are marked: newest first. */
async function marked(table: string): Promise<boolean[]> {
  const [, ...rows] = within(await screen.findByRole('table', { name: table })).getAllByRole('row')
  return rows.map((row) => within(row).queryByText('block') !== null)
}

afterEach(cleanup)

test('a block trade is marked among the fills of its market, and nothing else is', async () => {
  const [one, two, three] = fixtureFills('H100Z26', 3) as [Fill, Fill, Fill]
  const fills: Fill[] = [one, { ...two, ...BLOCK }, three]
  renderPage(<RecentFills market={market} />, { rest: (path) => (path.includes('/fills') ? fills : []) })
  expect(await marked('Fills')).toEqual([false, true, false])
})

test('a fill of today has its seconds, one of another day its day', async () => {
  const today = Date.UTC(2027, 2, 4, 9, 30, 5) / 1_000
  heardChainTime(today)
  const [one, two] = fixtureFills('H100Z26', 2) as [Fill, Fill]
  const fills: Fill[] = [
    { ...one, timestamp: today },
    // Later by the clock than now: without its day it would look like the future.
    { ...two, timestamp: Date.UTC(2027, 2, 3, 20, 5, 9) / 1_000 },
  ]
  renderPage(<RecentFills market={market} />, { rest: (path) => (path.includes('/fills') ? fills : []) })
  await screen.findByText('09:30:05')
  expect(screen.getByText('03 Mar, 20:05')).toBeTruthy()
})

test('a block trade is marked among the fills of an account', async () => {
  const [one, two] = fixtureAccountFills() as [AccountFill, AccountFill]
  const fills: AccountFill[] = [{ ...one, ...BLOCK }, two]
  renderPage(<AccountFills />, {
    rest: (path) => (path.includes('/fills') ? fills : path === '/v1/markets' ? fixtureMarkets() : []),
    account: ALICE,
  })
  expect(await marked('Your fills')).toEqual([true, false])
})

import type { Market } from '@gigahour/indexer/api'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ALICE, fixtureMarkets, fixtureOrders } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { OrderBook } from './OrderBook.tsx'

const market = fixtureMarkets()[0] as Market
const book = {
  symbol: 'H100Z26',
  sequence: 1,
  bids: [
    { tick: 2447, lots: '10000', orders: 1 },
    { tick: 2442, lots: '50000', orders: 2 },
  ],
  asks: [{ tick: 2453, lots: '4000', orders: 1 }],
}

function draw(answer: unknown, account?: typeof ALICE) {
  const onPick = vi.fn()
  renderPage(<OrderBook market={market} onPick={onPick} />, {
    rest: (path) => (path.includes('/book') ? answer : path.includes('/orders') ? fixtureOrders() : []),
    ...(account ? { account } : {}),
  })
  return onPick
}

afterEach(cleanup)

test('both sides, the best prices next to the spread', async () => {
  draw(book)
  const table = await screen.findByRole('table', { name: 'Order book' })
  const prices = within(table)
    .getAllByRole('button')
    .map((button) => button.textContent)
  expect(prices).toEqual(['2.453', '2.447', '2.442'])
  expect(within(table).getByText(/Spread 0.006/)).toBeTruthy()
})

test('a click gives the price, and the lots down to it', async () => {
  const onPick = draw(book)
  fireEvent.click(await screen.findByRole('button', { name: 'Set price 2.442' }))
  expect(onPick).toHaveBeenCalledExactlyOnceWith(2442, 60_000n)
})

test('own orders are marked', async () => {
  draw(book, ALICE)
  await screen.findByRole('table', { name: 'Order book' })
  expect(await screen.findAllByRole('img', { name: 'Your order' })).toHaveLength(1)
})

test('a side that is missing is said, not drawn', async () => {
  draw({ ...book, asks: [] })
  expect(await screen.findByText('No asks: nobody is selling now')).toBeTruthy()
})

test('an empty book', async () => {
  draw({ ...book, bids: [], asks: [] })
  expect(await screen.findByText('The book is empty.')).toBeTruthy()
})

test('a book that cannot be loaded offers another try', async () => {
  draw(new Error('The indexer does not answer.'))
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
})

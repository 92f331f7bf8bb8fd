import type { Market } from '@gigahour/indexer/api'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { ALICE, fixtureBalances, fixtureMarkets, fixtureSpotMarket } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { DraftProvider } from './draft.tsx'
import { KindChoice } from './KindChoice.tsx'
import { Ticket } from './Ticket.tsx'

const market = fixtureMarkets()[0] as Market
const book = {
  symbol: 'H100Z26',
  sequence: 1,
  bids: [{ tick: 2447, lots: '10000', orders: 1 }],
  asks: [
    { tick: 2453, lots: '4000', orders: 1 },
    { tick: 2600, lots: '90000', orders: 1 },
  ],
}

type Drawn = { account?: typeof ALICE; ended?: boolean; of?: Market }

function draw({ account, ended = false, of = market }: Drawn = {}) {
  return renderPage(
    <DraftProvider>
      <KindChoice />
      <Ticket market={ended ? { ...of, status: 'ended' } : of} />
    </DraftProvider>,
    {
      rest: (path) => (path.includes('/book') ? book : path.includes('/balances') ? fixtureBalances() : []),
      ...(account ? { account } : {}),
    },
  )
}

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const choose = (label: string) => fireEvent.click(screen.getByLabelText(label))

afterEach(cleanup)

describe('the ticket without a wallet', () => {
  test('is a form with a name, and its button connects', async () => {
    draw()
    expect(await screen.findByRole('form', { name: 'Order ticket' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Connect a wallet' })).toBeTruthy()
  })

  test('still says what an order would come to', async () => {
    draw()
    await screen.findByRole('form')
    await waitFor(() => expect(screen.getByLabelText('Limit price')).toHaveProperty('placeholder', '2.447'))
    type('Limit price', '2.453')
    type('Size', '5')
    // 4 h at 2.453 at once, 1 h rests: 9.812 + 2.453 + fee 0.001963
    await screen.findByText('4.000 @ 2.453')
    expect(screen.getByText('1.000 @ 2.453')).toBeTruthy()
    expect(screen.getByText('12.26 USDC')).toBeTruthy()
    expect(screen.getByText('0.001963 USDC')).toBeTruthy()
    expect(screen.getByText('−12.26')).toBeTruthy()
  })
})

describe('the ticket with a wallet', () => {
  test('has a button for each side', async () => {
    draw({ account: ALICE })
    expect(await screen.findByRole('button', { name: 'Place buy order' })).toBeTruthy()
    choose('Sell')
    expect(screen.getByRole('button', { name: 'Place sell order' })).toBeTruthy()
  })

  test('says in words that a sell of what is held closes, and one of more writes', async () => {
    draw({ account: ALICE })
    await screen.findByRole('button', { name: 'Place buy order' })
    choose('Sell')
    type('Limit price', '2.447')
    // 120 h free and 5 h filled but not credited: both can be sold.
    type('Size', '125')
    await screen.findByText(/Closes your long/)
    type('Size', '126')
    await screen.findByText(/Writes: you put up the cap less the price, 4.553 an hour/)
    expect(screen.getByText(/You hold 125.000 LONG/)).toBeTruthy()
  })

  test('shows what is wrong with a price and a size', async () => {
    draw({ account: ALICE })
    await screen.findByRole('button', { name: 'Place buy order' })
    type('Limit price', '2.4505')
    type('Size', '0.01')
    expect(screen.getByText('Prices go in steps of 0.001.')).toBeTruthy()
    expect(screen.getByText('An order that may rest has at least 0.100 GPU-h.')).toBeTruthy()
    expect(screen.getByLabelText('Limit price').getAttribute('aria-invalid')).toBe('true')
  })

  test('does not place what the account cannot pay for', async () => {
    draw({ account: ALICE })
    await screen.findByRole('button', { name: 'Place buy order' })
    await waitFor(() => expect(screen.getByText('48,274.62 USDC')).toBeTruthy())
    type('Limit price', '2.45')
    type('Size', '1000000')
    await screen.findByText('This is more than you have available.')
    expect(screen.getByRole('button', { name: 'Place buy order' })).toHaveProperty('disabled', true)
  })

  test('wants a tick where the average is far from the best price, and asks again for another size', async () => {
    draw({ account: ALICE })
    await screen.findByRole('button', { name: 'Place buy order' })
    type('Limit price', '2.6')
    type('Size', '50')
    const box = await screen.findByRole('checkbox')
    const button = screen.getByRole('button', { name: 'Place buy order' })
    expect(button).toHaveProperty('disabled', true)
    fireEvent.click(box)
    expect(button).toHaveProperty('disabled', false)
    type('Size', '60')
    expect(button).toHaveProperty('disabled', true)
  })

  test('shows the bound that a market order signs', async () => {
    draw({ account: ALICE })
    await screen.findByRole('button', { name: 'Place buy order' })
    choose('Market')
    type('Size', '1')
    expect(screen.getByText('Worst price accepted')).toBeTruthy()
    await screen.findByText('2.477')
  })
})

describe('the ticket of a spot market', () => {
  const spot = fixtureSpotMarket()
  const held = { ...spot.base, free: '12500000000000000000', escrowed: '0', unsettled: '0' }

  function drawSpot() {
    renderPage(
      <DraftProvider>
        <Ticket market={spot} />
      </DraftProvider>,
      {
        rest: (path) =>
          path.includes('/book') ? book : path.includes('/balances') ? [...fixtureBalances(), held] : [],
        account: ALICE,
      },
    )
  }

  test('counts in its token, and has no hours and no cap', async () => {
    drawSpot()
    await screen.findByRole('button', { name: 'Place buy order' })
    expect(screen.getByText('USDC per token')).toBeTruthy()
    type('Limit price', '99999999')
    type('Size', '0.01')
    expect(screen.getByText('An order that may rest has at least 0.100 NWH100.')).toBeTruthy()
    expect(screen.getByText(/^The price must be between 0.001 and [\d,.]+$/)).toBeTruthy()
    expect(screen.queryByText(/GPU-h|cap/)).toBeNull()
  })

  test('sells tokens that are held, which closes nothing', async () => {
    drawSpot()
    await screen.findByRole('button', { name: 'Place buy order' })
    choose('Sell')
    await screen.findByText('12.500')
    type('Limit price', '2.447')
    type('Size', '5')
    await screen.findByText('5.000 @ 2.447')
    expect(screen.queryByText(/Nothing is at risk/)).toBeNull()
  })
})

test('after the end nothing can be placed', async () => {
  draw({ ended: true })
  expect(await screen.findByRole('button', { name: 'Trading has ended' })).toHaveProperty('disabled', true)
})

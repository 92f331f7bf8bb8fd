import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { fixtureAccountDeliveries, fixtureDelivery, fixtureOffer, schedule } from '../../test/deliveries.ts'
import { ALICE, fixtureMarkets } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { DeliverPage } from './DeliverPage.tsx'

const DAY = 86_400

type Setup = { now?: number; account?: typeof ALICE; offers?: unknown; mine?: unknown }

function draw({
  now = schedule.start - 12 * DAY,
  account,
  offers = [],
  mine = fixtureAccountDeliveries(),
}: Setup = {}) {
  return renderPage(<DeliverPage />, {
    rest: (path) =>
      path === '/v1/status'
        ? { headTimestamp: now }
        : path === '/v1/markets'
          ? fixtureMarkets()
          : path === '/v1/offers'
            ? offers
            : path.endsWith('/deliveries')
              ? mine
              : [],
    ...(account ? { account } : {}),
  })
}

afterEach(cleanup)

describe('offers', () => {
  test('can be elected, with the time that is left by the clock of the chain', async () => {
    draw({ offers: [fixtureOffer()] })
    const table = await screen.findByRole('table', { name: 'Offers' })
    expect(within(table).getByText('Ashburn, Virginia')).toBeTruthy()
    await within(table).findByText('in 2 d 0 h')
    fireEvent.click(within(table).getByRole('button', { name: 'Elect' }))
    expect(await screen.findByRole('dialog', { name: /Elect delivery of H100Z26/ })).toBeTruthy()
  })

  test('say in which window they are delivered, and what is paid if they are not, before they are elected', async () => {
    draw({ account: ALICE, offers: [fixtureOffer()] })
    fireEvent.click(await screen.findByRole('button', { name: 'Elect' }))
    const dialog = within(await screen.findByRole('dialog', { hidden: true }))
    await dialog.findByText('1 Dec 2026, 00:00 UTC –')
    expect(dialog.getByText('1 Jan 2027, 00:00 UTC')).toBeTruthy()
    expect(dialog.getByText('4 Jan 2027, 00:00 UTC')).toBeTruthy()
    expect(dialog.getByText(/the first 5 % undelivered cost 10 % of the price/)).toBeTruthy()
    fireEvent.change(dialog.getByLabelText('Hours to elect'), { target: { value: '' } })
    expect(dialog.getByText('Fill in or correct the hours to elect.')).toBeTruthy()
    expect(dialog.getByRole('button', { name: 'Elect', hidden: true })).toHaveProperty('disabled', true)
  })

  test('of months whose notice has closed are folded away, and cannot be elected', async () => {
    const [one, two] = [fixtureOffer(), fixtureOffer({ offer: 2, elected: '0', open: '200000' })]
    draw({ now: schedule.noticeClose, offers: [one, two] })
    const fold = await screen.findByText('2 closed offers')
    expect(screen.getByText('Nobody offers hours now')).toBeTruthy()
    expect(screen.queryByText('Ashburn, Virginia')).toBeNull()
    fireEvent.click(fold)
    const table = await screen.findByRole('table', { name: '2 closed offers' })
    expect(within(table).getAllByRole('row')).toHaveLength(3)
    expect(screen.queryByRole('button', { name: 'Elect' })).toBeNull()
  })

  test('without any the page says what LONG gets instead', async () => {
    draw()
    await screen.findByText('Nobody offers hours now')
  })

  test('an indexer without the route is an error that can be tried again', async () => {
    draw({ offers: new Error('There is no such route') })
    expect(await screen.findByText('There is no such route')).toBeTruthy()
  })
})

describe('an election', () => {
  const delivery = fixtureDelivery()

  test('before the month nobody signs in', async () => {
    draw({ account: ALICE, mine: fixtureAccountDeliveries({ asBuyer: [{ ...delivery, delivered: '0' }] }) })
    await screen.findByText(/^The endpoint opens at/)
    expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull()
  })

  test('after the month its last receipt can be signed for three days, and no longer', async () => {
    draw({ now: schedule.end + 3_600, account: ALICE, mine: fixtureAccountDeliveries({ asBuyer: [delivery] }) })
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeTruthy()
    cleanup()
    draw({ now: schedule.postingEnd, account: ALICE, mine: fixtureAccountDeliveries({ asBuyer: [delivery] }) })
    await screen.findByRole('article', { name: 'Election 1' })
    expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull()
  })

  test('behind the even pace it is late, and damages are worked out', async () => {
    // 100 h × 25 of 31 days = 80.645 h due, 60 delivered.
    draw({ now: schedule.start + 25 * DAY, account: ALICE, mine: fixtureAccountDeliveries({ asBuyer: [delivery] }) })
    await screen.findByText('Late')
    expect(screen.getByText('80.645')).toBeTruthy()
    await screen.findByText(/^40\.000 GPU-h × [\d.]+ USDC, the last trade$/)
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy()
  })

  test('settled in cash it shows the sum line by line: 40 h at 2.500', async () => {
    const settlement = {
      undelivered: '40000',
      tick: 2_500,
      toBuyer: '118750000',
      damages: '18750000',
      toProvider: '161250000',
      settledAt: schedule.postingEnd + DAY,
      transaction: delivery.transaction,
    }
    const settled = { ...delivery, state: 'settled' as const, settlement, settledAt: settlement.settledAt }
    draw({
      now: schedule.postingEnd + 2 * DAY,
      account: ALICE,
      mine: fixtureAccountDeliveries({
        asBuyer: [settled],
        desk: { account: ALICE, credited: '118750000', claimed: '0', claimable: '118750000' },
      }),
    })
    fireEvent.click(await screen.findByText('1 settled election'))
    await screen.findByText('Paid in cash')
    expect(screen.queryByText('Even pace by now')).toBeNull()
    const part = await screen.findByRole('region', { name: /^Undelivered hours, settled in cash/ })
    // 40 × 2.5; 5 h at 10 % and 35 h at 20 % of 2.5; their sum.
    for (const amount of ['100.00', '1.25', '17.50', '118.75', '161.25']) {
      expect(within(part).getByText(`${amount} USDC`)).toBeTruthy()
    }
    expect(within(part).getByText('40.000 GPU-h × 2.500 USDC, the settlement price')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Claim' })).toBeTruthy()
  })
})

test('without a wallet the page asks for one where elections stand', async () => {
  draw()
  await screen.findByText('Your elections stand here')
})

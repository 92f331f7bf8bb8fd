import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { fixtureDelivery, fixtureOffer, schedule } from '../../test/deliveries.ts'
import { ALICE, BOB, fixtureBalances, fixtureMarkets } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { ProviderPage } from './ProviderPage.tsx'

const DAY = 86_400

const nothing = {
  account: ALICE,
  offers: [],
  deliveries: [],
  desk: { account: ALICE, credited: '0', claimed: '0', claimable: '0' },
  obligations: { deliver: '0', redeem: '0', outstanding: '0', bond: '0', withdrawable: '0', arrears: '0' },
  credits: [],
  notes: [],
  bundles: [],
}

type Setup = { account?: typeof ALICE | null; now?: number }

function draw(provider: unknown, { account = ALICE, now = schedule.start + 25 * DAY }: Setup = {}) {
  return renderPage(<ProviderPage />, {
    rest: (path) =>
      path === '/v1/status'
        ? { headTimestamp: now }
        : path === '/v1/markets'
          ? fixtureMarkets()
          : path.endsWith('/balances')
            ? fixtureBalances()
            : path === '/v1/monitor'
              ? { rules: { coverageBp: { watch: 1_818, warning: 1_500 } }, credits: [], issuers: [] }
              : path.endsWith('/provider')
                ? provider
                : [],
    ...(account ? { account } : {}),
  })
}

const open = async (tab: string) => fireEvent.click(await screen.findByRole('tab', { name: tab }))

afterEach(cleanup)

test('without a wallet the desk asks for one', async () => {
  draw(nothing, { account: null })
  await screen.findByText('Your desk stands here')
})

test('an indexer without the route is an error that can be tried again', async () => {
  draw(new Error('There is no such route'))
  await screen.findByText('There is no such route')
})

test('an obligation behind its pace is late, and its receipt overdue after a day', async () => {
  draw({ ...nothing, deliveries: [fixtureDelivery({ lastReceiptAt: schedule.start + 20 * DAY })] })
  await screen.findByText('Receipt overdue')
  expect(screen.getByText('Late')).toBeTruthy()
})

test('before the month nothing is said of receipts, and in it by which rule one is overdue', async () => {
  const delivery = fixtureDelivery({ delivered: '0', lastReceiptAt: null, state: 'elected' })
  draw({ ...nothing, deliveries: [delivery] }, { now: schedule.start - DAY })
  await screen.findByRole('heading', { name: 'Election 1' })
  expect(screen.queryByText('Last receipt')).toBeNull()
  cleanup()
  draw({ ...nothing, deliveries: [delivery] }, { now: schedule.start + 3_600 })
  await screen.findByText('Last receipt')
  expect(screen.getByText(/^Overdue once more than a day of the month passes/)).toBeTruthy()
})

test('a settled obligation is folded away, and has no pace', async () => {
  draw({ ...nothing, deliveries: [fixtureDelivery({ state: 'settled', settledAt: schedule.postingEnd })] })
  const fold = await screen.findByText('1 settled election')
  expect(screen.queryByRole('heading', { name: 'Election 1' })).toBeNull()
  fireEvent.click(fold)
  await screen.findByRole('heading', { name: 'Election 1' })
  expect(screen.queryByText('Even pace by now')).toBeNull()
})

test('an offer whose notice has closed is closed, and what is left of it can be taken back', async () => {
  draw({ ...nothing, offers: [fixtureOffer(), fixtureOffer({ offer: 2, open: '0', state: 'taken' })] })
  await open('Offers')
  const table = await screen.findByRole('table', { name: 'Offers' })
  expect(within(table).getByText('Closed')).toBeTruthy()
  expect(within(table).getByRole('button', { name: 'Withdraw open' })).toBeTruthy()
  expect(screen.queryByText('Sold out')).toBeNull()
  fireEvent.click(screen.getByText('1 past offer'))
  await screen.findByText('Sold out')
})

test('an offer of which nothing is open is sold out, and cannot be withdrawn', async () => {
  draw({ ...nothing, offers: [fixtureOffer({ open: '0', state: 'taken' })] }, { now: schedule.noticeClose - DAY })
  await open('Offers')
  const table = await screen.findByRole('table', { name: 'Offers' })
  expect(within(table).getByText('Sold out')).toBeTruthy()
  expect(within(table).queryByRole('button', { name: 'Withdraw open' })).toBeNull()
})

describe('the form of an offer', () => {
  const openForm = async (now: number, text: string) => {
    draw(nothing, { now })
    await open('Offers')
    const button = await screen.findByRole('button', { name: 'Offer hours' })
    await waitFor(() => expect(button).toHaveProperty('disabled', false))
    fireEvent.click(button)
    await screen.findByText(text)
    return within(screen.getByRole('dialog', { hidden: true }))
  }

  test('has the months whose notice is open, and says until when', async () => {
    // December’s closed on 21 November, January’s closes on 22 December.
    const form = await openForm(
      Date.UTC(2026, 10, 21) / 1_000,
      'Notice closes at 22 Dec 2026, 00:00 UTC, in 31 d 0 h. Until then hours can be elected.',
    )
    const options = form.getAllByRole('option', { hidden: true }).map((option) => option.textContent)
    expect(options).not.toContain('H100Z26')
    expect(options).toContain('H100F27')
    expect(options.filter((symbol) => symbol?.startsWith('RTX'))).toEqual([])
  })

  test('says so when there is none', async () => {
    await openForm(Date.UTC(2027, 10, 21) / 1_000, 'No month can be offered now')
  })

  test('says what is missing by the names of the fields', async () => {
    const form = await openForm(
      schedule.noticeClose - DAY,
      'Fill in or correct: Hours offered · Site · Endpoint (URL).',
    )
    const type = (label: string, value: string) => fireEvent.change(form.getByLabelText(label), { target: { value } })
    expect(form.getByRole('button', { name: 'Offer hours', hidden: true })).toHaveProperty('disabled', true)
    type('Hours offered', '1.5')
    type('Site', 'Ashburn')
    type('Endpoint (URL)', 'https://gpu.example')
    type('Meter (address, may be empty)', ALICE)
    await form.findByText('Fill in or correct: Hours offered · Meter (address, may be empty).')
    type('Hours offered', '100')
    type('Meter (address, may be empty)', BOB)
    expect(form.queryByText(/^Fill in or correct/)).toBeNull()
    expect(form.getByRole('button', { name: 'Offer 100.000 GPU-h of H100Z26', hidden: true })).toBeTruthy()
  })
})

test('the form of a credit takes a meter, and says what is missing', async () => {
  draw(nothing)
  await open('Credits and bond')
  const button = await screen.findByRole('button', { name: 'Issue a credit' })
  await waitFor(() => expect(button).toHaveProperty('disabled', false))
  fireEvent.click(button)
  const form = within(await screen.findByRole('dialog', { hidden: true }))
  const type = (label: string, value: string) => fireEvent.change(form.getByLabelText(label), { target: { value } })
  await form.findByText(
    'Fill in or correct: Name of the token · Symbol of the token · Units to issue · Endpoint (URL).',
  )
  expect(form.getByRole('button', { name: 'Issue a credit', hidden: true })).toHaveProperty('disabled', true)
  type('Name of the token', 'Northwind')
  type('Symbol of the token', 'NW')
  type('Endpoint (URL)', 'https://gpu.example')
  type('Units to issue', '0.0001')
  type('Meter (address, may be empty)', 'nobody')
  await form.findByText('Fill in or correct: Units to issue · Meter (address, may be empty).')
  expect(form.getByText('A number above 0, with at most 3 decimals.')).toBeTruthy()
  type('Meter (address, may be empty)', BOB)
  type('Units to issue', '10')
  expect(form.queryByText(/^Fill in or correct/)).toBeNull()
  expect(form.getByRole('button', { name: 'Issue 10.000 NW', hidden: true })).toBeTruthy()
})

test('the form of a note names what is missing, and by which rule a coupon is too large', async () => {
  draw(nothing)
  await open('Notes')
  const button = await screen.findByRole('button', { name: 'Issue a note' })
  await waitFor(() => expect(button).toHaveProperty('disabled', false))
  fireEvent.click(button)
  const form = within(await screen.findByRole('dialog', { hidden: true }))
  const type = (label: string, value: string) => fireEvent.change(form.getByLabelText(label), { target: { value } })
  await form.findByText(/^Fill in or correct: Name .* · Notes to sell, at most · Smallest coupon of a note, a month\.$/)
  type('Smallest coupon of a note, a month', '6')
  expect(form.getByText('Above 0, and at most 5.625 USDC: all of them stay within the cap.')).toBeTruthy()
})

describe('credits', () => {
  const credit = {
    token: `0x${'cc'.repeat(20)}`,
    symbol: 'NW-H100-Q1',
    name: 'Northwind H100 Q1',
    unit: 'GPU-hour',
    market: null,
    state: 'open',
    start: schedule.start,
    end: schedule.end,
    coverageBp: 1_818,
    monitor: { coverageBp: 1_818, signs: [], level: 'calm' },
    bond: '500000000',
    owed: '2750000000',
    ...{ grade: 'H100-US', indexPrice: '2500000' },
    issued: '1000000',
    circulating: '900000',
    queued: '60000',
    delivered: '40000',
    released: '5000000',
    withdrawn: '5000000',
    default: null,
  }

  test('a bond at the floor of the issue is no fault, and says by which rule', async () => {
    draw({ ...nothing, credits: [credit] })
    await open('Credits and bond')
    await screen.findByText('18.18%')
    await screen.findByText(/watches below 18\.18%, the least at issue, and warns below 15\.00%/)
    expect(screen.queryByText('Under-bonded')).toBeNull()
  })

  test('a bond below what the monitor watches is said', async () => {
    const monitor = { coverageBp: 1_700, signs: ['coverage'], level: 'watch' }
    draw({ ...nothing, credits: [{ ...credit, coverageBp: 1_700, monitor }] })
    await open('Credits and bond')
    await screen.findByText('Under-bonded')
    expect(screen.getByText('17.00%')).toBeTruthy()
    expect(screen.getByRole('button', { name: /^Withdraw released/ })).toHaveProperty('disabled', true)
  })

  test('a unit is priced by the index, or by the terms', async () => {
    draw({ ...nothing, credits: [credit, { ...credit, token: ALICE, symbol: 'LUM-MTOK', grade: null }] })
    await open('Credits and bond')
    const priced = within(await screen.findByRole('article', { name: 'NW-H100-Q1' }))
    expect(priced.getByText(/^At 2\.50 USDC a unit and 10 % damages: last final print/)).toBeTruthy()
    const fixed = within(screen.getByRole('article', { name: 'LUM-MTOK' }))
    expect(fixed.getByText('At 2.50 USDC a unit, fixed by the terms, and 10 % damages.')).toBeTruthy()
  })

  test('in default it says what part each holder gets', async () => {
    draw({ ...nothing, credits: [{ ...credit, state: 'default', default: { shareBp: 8_000 } }] })
    await open('Credits and bond')
    await screen.findByText('In default')
    expect(screen.getByText(/each gets 80\.00%/)).toBeTruthy()
  })
})

describe('notes', () => {
  const note = {
    token: `0x${'dd'.repeat(20)}`,
    symbol: 'NW-REV',
    productLine: 'whole business',
    market: 'NWREV-USDC-50',
    state: 'performing',
    ...{ shareBp: 750, capBp: 13_500, schedule: [], covenantBp: null },
    ...{ lots: '100000', sold: '80000', unsold: '20000', saleOpen: true },
    ...{ perTokenCap: '13500000', deposited: '0', revenue: '0', unpaid: '0', arrears: '0' },
  }

  test('no more than what is unsold can be taken out of the sale', async () => {
    draw({ ...nothing, notes: [note] })
    await open('Notes')
    fireEvent.click(await screen.findByRole('button', { name: 'Take unsold' }))
    const dialog = within(await screen.findByRole('dialog', { hidden: true }))
    fireEvent.change(dialog.getByLabelText('Amount'), { target: { value: '20.001' } })
    expect(dialog.getByText('Only 20.000 are unsold.')).toBeTruthy()
    const button = dialog.getByRole('button', { name: 'Take unsold', hidden: true })
    expect(button).toHaveProperty('disabled', true)
    fireEvent.change(dialog.getByLabelText('Amount'), { target: { value: '20' } })
    expect(button).toHaveProperty('disabled', false)
  })

  test('what the next coupon wants is what all deposits leave of it', async () => {
    const dueAt = Date.UTC(2027, 0, 31) / 1_000
    const month = { month: 1, dueAt, graceEnd: dueAt + 864_000, scheduled: '5000000', deposited: '0', state: 'missed' }
    draw({ ...nothing, notes: [{ ...note, state: 'late', deposited: '3000000', schedule: [month] }] })
    await open('Notes')
    await screen.findByText('31 Jan 2027, 00:00 UTC')
    expect(screen.getByText(/^2\.00 USDC are missing past the grace/)).toBeTruthy()
    expect(screen.getByText(/a note pays at most 1\.35 × its issue price, 13\.50 USDC/)).toBeTruthy()
  })

  test('once the sale is closed nothing is left to take, and what was sold stays what it was', async () => {
    draw({ ...nothing, notes: [{ ...note, sold: '35000', unsold: '0', saleOpen: false }] })
    await open('Notes')
    await screen.findByText('Sale closed')
    expect(screen.getByText('35.000')).toBeTruthy()
    expect(screen.queryByText('Sold out')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Take unsold' })).toBeNull()
  })

  test('a bundle says what it is, and can be listed until it trades', async () => {
    const bundle = {
      ...{ token: `0x${'ee'.repeat(20)}`, symbol: 'NW2xREV', notesPerCredit: 2, supply: '5000' },
      market: null,
    }
    draw({ ...nothing, notes: [note], bundles: [bundle] })
    await open('Notes')
    const card = within(await screen.findByRole('article', { name: 'NW2xREV' }))
    expect(card.getByText('1 credit and 2 of the notes · 5.000 bundles wrapped')).toBeTruthy()
    expect(card.getByRole('button', { name: 'List on the exchange' })).toBeTruthy()
  })
})

test('a ladder says what it locks before it is placed', async () => {
  draw(nothing)
  await open('Quoting ladder')
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
  await screen.findByLabelText('Lowest price')
  type('Lowest price', '2.450')
  type('Step', '0.01')
  type('Orders', '3')
  type('Size of each', '5')
  // 5 h × (4.550 + 4.540 + 4.530)
  await screen.findByText('68.10')
  expect(screen.getByRole('button', { name: 'Place 3 asks of H100Z26' })).toBeTruthy()
})

test('a ladder that cannot be placed says why', async () => {
  draw(nothing)
  await open('Quoting ladder')
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
  await screen.findByText('Fill in or correct: Size of each.')
  expect(screen.getByRole('button', { name: 'Place asks' })).toHaveProperty('disabled', true)
  expect(screen.getAllByText('USDC/GPU-h')).toHaveLength(2)
  type('Size of each', '0.05')
  expect(screen.getByText('An order that may rest has at least 0.100 GPU-h.')).toBeTruthy()
  type('Lowest price', '7')
  expect(screen.getByText(/^The price must be between 0\.001 and 6\.999/)).toBeTruthy()
  type('Step', '0')
  expect(screen.getByText('A number above 0, in steps of 0.001.')).toBeTruthy()
  expect(screen.getByText('Fill in or correct: Lowest price · Step · Size of each.')).toBeTruthy()
})

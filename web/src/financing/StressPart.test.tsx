import type { CouponMonth, Note } from '@gigahour/indexer/api/notes'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { StressPart } from './StressPart.tsx'

const DAY = 86_400
const now = Math.floor(Date.now() / 1_000)

/** Coupons of 100 USDC; the last of those past its grace was due so many days ago. */
const monthsOf = (deposits: number[], state: CouponMonth['state'] = 'paid'): CouponMonth[] =>
  deposits.map((deposited, n) => {
    const dueAt = now + (n + 1 - deposits.length) * 30 * DAY - 15 * DAY
    const amounts = { scheduled: '100000000', deposited: `${deposited * 1_000_000}` }
    return { month: n + 1, dueAt, graceEnd: dueAt + 10 * DAY, ...amounts, state }
  })

const draw = (note: Partial<Note>) =>
  renderPage(
    <>
      <StressPart note={{ token: BOB, symbol: 'NW-REV27', state: 'performing', conversion: null, ...note } as Note} />
      <p>Drawn</p>
    </>,
    { rest: () => [], account: ALICE },
  )

const covenant = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Declare covenant broken' })

afterEach(cleanup)

test('a broken covenant can be declared, with the sums that broke it', async () => {
  draw({ schedule: monthsOf([100, 50, 59]) })
  const button = await covenant()
  await waitFor(() => expect(button.disabled).toBe(false))
  expect(
    screen.getByText(
      /Months 1 to 3 had 209.00 USDC of deposits, with what was paid ahead of schedule; at least 210.00 USDC are needed/,
    ),
  ).toBeTruthy()
  expect(screen.getByText('No coupon is missing past its 10 days of grace.')).toBeTruthy()
})

test('a covenant that is kept, or not judged yet, cannot, and says why', async () => {
  draw({ schedule: monthsOf([100, 50, 60]) })
  expect((await covenant()).disabled).toBe(true)
  expect(screen.getByText(/the covenant is kept/)).toBeTruthy()
  cleanup()
  // The last three of a year ago.
  const longAgo = monthsOf([0, 0, 0]).map(({ dueAt, graceEnd, ...month }) => ({
    ...month,
    ...{ dueAt: (dueAt ?? 0) - 365 * DAY, graceEnd: (graceEnd ?? 0) - 365 * DAY },
  }))
  draw({ schedule: longAgo })
  expect((await covenant()).disabled).toBe(true)
  expect(screen.getByText(/was not declared in time/)).toBeTruthy()
  cleanup()
  draw({ schedule: monthsOf([0, 0]) })
  expect((await covenant()).disabled).toBe(true)
  expect(screen.getByText(/this note has fewer coupons/)).toBeTruthy()
})

test('a coupon that is missing past its grace can be declared too', async () => {
  draw({ state: 'late', schedule: monthsOf([0], 'missed') })
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Declare coupon 1 missed' })
  await waitFor(() => expect(button.disabled).toBe(false))
})

test('stress that was declared is not declared again', async () => {
  draw({ state: 'conversion', conversion: {} as Note['conversion'], schedule: monthsOf([0, 0, 0], 'missed') })
  await screen.findByText('Drawn')
  expect(screen.queryByRole('region', { name: 'Stress' })).toBeNull()
})

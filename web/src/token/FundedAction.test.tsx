import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { FundedAction } from './FundedAction.tsx'
import type { FundedToken } from './useFunding.ts'

const CREDIT: FundedToken = { address: `0x${'c1'.repeat(20)}`, asset: null, name: 'NW-H100', decimals: 3 }
const NOTE: FundedToken = { address: `0x${'d1'.repeat(20)}`, asset: null, name: 'NW-REV27', decimals: 3 }
/** balanceOf(address) */
const BALANCE = '0x70a08231'
const word = (value: number): string => `0x${value.toString(16).padStart(64, '0')}`

/** A wallet that holds so many lots of each, and has approved nothing. */
const holding = (lots: Record<string, number>) => ({
  request: async ({ method, params }: { method: string; params?: unknown }) => {
    if (method === 'eth_chainId') return '0x7a69'
    if (method !== 'eth_call') return null
    const [{ to, data }] = params as [{ to: string; data: string }]
    return word(data.startsWith(BALANCE) ? (lots[to] ?? 0) : 0)
  },
})

type Setup = { account?: typeof ALICE; node?: ReturnType<typeof holding> }

const draw = (setup: Setup = {}) =>
  renderPage(
    <FundedAction
      token={CREDIT}
      spender={BOB}
      amount={2_000n}
      also={{ token: NOTE, spender: BOB, amount: 4_000n }}
      action="Wrap"
      detail="Takes both."
      summary="Wrap"
      build={() => Promise.reject(new Error('nothing is sent here'))}
      onDone={() => {}}
    />,
    { rest: () => [], ...setup },
  )

afterEach(cleanup)

test('without a wallet it leads to one', async () => {
  draw()
  expect(await screen.findByRole('button', { name: 'Connect a wallet' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Wrap' })).toBeNull()
})

test('each of two tokens is approved exactly before both are taken', async () => {
  draw({ account: ALICE, node: holding({ [CREDIT.address]: 2_000, [NOTE.address]: 9_000 }) })
  await screen.findByText('Approve 2.00 NW-H100')
  await screen.findByText('Approve 4.00 NW-REV27')
  expect(screen.getAllByRole('listitem')).toHaveLength(3)
  expect(screen.getByRole('button', { name: 'Wrap' })).toHaveProperty('disabled', false)
})

test('the second of which there is too little is named', async () => {
  draw({ account: ALICE, node: holding({ [CREDIT.address]: 2_000, [NOTE.address]: 1_500 }) })
  await screen.findByText('You are short of 2.50 NW-REV27.')
  expect(screen.getByRole('button', { name: 'Wrap' })).toHaveProperty('disabled', true)
})

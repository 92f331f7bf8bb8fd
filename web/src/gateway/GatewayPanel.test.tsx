import { cleanup, fireEvent, screen } from '@testing-library/react'
import { createSiweMessage } from 'viem/siwe'
import { afterEach, expect, test, vi } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { GatewayPanel } from './GatewayPanel.tsx'
import type { MeterReading } from './gateway.ts'
import type { Metered } from './metered.ts'

const metered = (endpoint: string, change: Partial<Metered>): Metered => ({
  ...{ subject: { election: '1' }, endpoint, unit: 'GPU-h', meter: null, lots: '100000', delivered: '60000' },
  ...{ start: 1_000, end: 2_000 },
  toSign: () => Promise.reject(new Error('nothing is signed here')),
  toPost: () => Promise.reject(new Error('nothing is posted here')),
  ...change,
})

const reading: MeterReading = { state: 'idle', deliveredLots: '60000', seconds: 0, receipt: null }

/** Draws the panel with its reader signed in. An endpoint is used once: who has signed in stays so. */
async function drawSignedIn(endpoint: string, answer: MeterReading, change: Partial<Metered> = {}) {
  const message = createSiweMessage({
    ...{ address: ALICE, chainId: 31_337, domain: new URL(endpoint).host, nonce: 'abcdefgh', uri: endpoint },
    version: '1',
  })
  const answers: Record<string, unknown> = { '/challenge': { message }, '/session': { token: 'token' } }
  vi.stubGlobal('fetch', async (url: string) => Response.json(answers[new URL(url).pathname] ?? answer))
  const node = { request: async ({ method }: { method: string }) => (method === 'eth_chainId' ? '0x7a69' : '0x') }
  renderPage(<GatewayPanel name="Election 1" metered={metered(endpoint, change)} now={1_500} />, {
    ...{ rest: () => [], account: ALICE, node },
  })
  await vi.waitFor(() => expect(screen.getByRole('button', { name: 'Sign in' })).toHaveProperty('disabled', false))
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  await screen.findByRole('button', { name: /^(Start|Stop) work$/ })
}

const signButton = () => screen.queryByRole('button', { name: 'Sign the receipt' })
const postButton = () => screen.queryByRole('button', { name: 'Post it yourself' })

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('the state is no figure, and machine time says since when', async () => {
  await drawSignedIn('https://one.example', reading)
  expect(screen.getByText('Idle').tagName).toBe('SPAN')
  expect(screen.getByText('Machine time').nextSibling?.textContent).toBe('0sSince you first started work here.')
  expect(signButton()).toHaveProperty('disabled', true)
  expect(screen.getByText('Nothing new to sign.')).toBeTruthy()
})

test('where a meter signs the reader need not, and may post all the same', async () => {
  await drawSignedIn('https://two.example', { ...reading, state: 'working', deliveredLots: '61000' }, { meter: BOB })
  expect(screen.getByText('The meter 0x3c44…93bc signs and posts; you need not.')).toBeTruthy()
  expect(signButton()).toBeNull()
  expect(postButton()).toBeTruthy()
})

test('a meter that is not the endpoint’s own leaves signing to the reader', async () => {
  const receipt = { electionId: '1', deliveredLots: '61000', time: 1_400 }
  await drawSignedIn('https://three.example', { ...reading, deliveredLots: '61000', receipt }, { meter: BOB })
  expect(signButton()).toHaveProperty('disabled', false)
})

test.each([
  ['without', null, 'four'],
  ['with', BOB, 'five'],
])('an endpoint that signs nothing, %s a meter, says so', async (_, meter, host) => {
  const refusing = { ...reading, isRefusing: true, deliveredLots: '61000' }
  await drawSignedIn(`https://${host}.example`, refusing, { meter })
  expect(screen.getByText('The endpoint signs nothing now: post it yourself.')).toBeTruthy()
  expect(signButton()).toBeNull()
  expect(postButton()).toBeTruthy()
})

test('an endpoint that signs nothing has nothing to post before it has metered anything', async () => {
  await drawSignedIn('https://six.example', { ...reading, isRefusing: true })
  expect(screen.getByText('The endpoint signs nothing now.')).toBeTruthy()
  expect(postButton()).toBeNull()
})

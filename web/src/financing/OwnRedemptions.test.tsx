import { computeCreditAbi } from '@gigahour/contracts/abi'
import type { Credit, Redemption } from '@gigahour/indexer/api/credits'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { decodeFunctionData, getAddress, type Hex } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import { afterEach, expect, test, vi } from 'vitest'
import { ALICE } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { OwnRedemptions } from './OwnRedemptions.tsx'

const START = 1_796_083_200
const DAY = 86_400
const SIGNATURE = `0x${'12'.repeat(65)}`
const ENDPOINT = 'http://127.0.0.1:4010'

const credit = {
  ...{ token: `0x${'cc'.repeat(20)}`, name: 'Lumen tokens', symbol: 'LUM-MTOK', unit: 'million model tokens' },
  ...{ endpoint: ENDPOINT, start: START, end: START + 30 * DAY },
} as Credit
const redemption = {
  ...{ token: credit.token, redemption: 3, holder: ALICE, lots: '20000', delivered: '5000', state: 'queued' },
} as Redemption

type Node = Parameters<typeof renderPage>[1]['node']
type Setup = { now?: number; state?: Credit['state']; redemptions?: Redemption[]; node?: Node }

const draw = ({ now = START + DAY, state = 'open', redemptions = [redemption], node }: Setup = {}) =>
  renderPage(<OwnRedemptions credit={{ ...credit, state }} />, {
    rest: (path) => (path === '/v1/status' ? { headTimestamp: now } : { redemptions }),
    account: ALICE,
    ...(node ? { node } : {}),
  })

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('an open redemption has its endpoint, others have none', async () => {
  draw({
    redemptions: [
      { ...redemption, redemption: 1, state: 'left' },
      { ...redemption, redemption: 2, token: `0x${'dd'.repeat(20)}` },
      redemption,
    ],
  })
  await screen.findByRole('article', { name: 'Redemption 3' })
  expect(screen.getAllByRole('article')).toHaveLength(1)
  expect(screen.getByText('5.000 of 20.000 units delivered by receipts')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy()
})

test('before the window nobody signs in', async () => {
  draw({ now: START - 1 })
  await screen.findByText(/^The endpoint opens at/)
  expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull()
})

test('receipts of the window are signed until somebody declares default', async () => {
  draw({ now: credit.end + 3_600, state: 'closed' })
  expect(await screen.findByRole('button', { name: 'Sign in' })).toBeTruthy()
  cleanup()
  draw({ now: credit.end + 4 * DAY, state: 'default' })
  await waitFor(() => expect(screen.queryByText('Loading')).toBeNull())
  expect(screen.queryByRole('article')).toBeNull()
})

/** An endpoint that lets anybody in, and shows `meter`. What it is asked is kept. */
function openEndpoint(meter: object): Record<string, unknown> {
  const asked: Record<string, unknown> = {}
  const answers: Record<string, unknown> = {
    '/challenge': {
      message: createSiweMessage({
        ...{ address: ALICE, chainId: 31_337, domain: window.location.host, nonce: 'abcdefgh', uri: ENDPOINT },
        version: '1',
      }),
    },
    '/session': { token: 'token' },
    '/meter': meter,
    '/receipt': { ...meter, receipt: null },
  }
  vi.stubGlobal('fetch', async (url: string, { body }: { body?: string }) => {
    const route = new URL(url).pathname
    if (body) asked[route] = JSON.parse(body)
    return Response.json(answers[route])
  })
  return asked
}

async function signIn(): Promise<void> {
  const button = await screen.findByRole('button', { name: 'Sign in' })
  await waitFor(() => expect(button).toHaveProperty('disabled', false))
  fireEvent.click(button)
}

test('the holder signs in as that of the redemption, and signs its receipt for the credit alone', async () => {
  const receipt = { redemptionId: '3', deliveredLots: '7500', time: START + DAY }
  const asked = openEndpoint({ state: 'working', deliveredLots: '7500', seconds: 375, receipt })
  const node = {
    request: async ({ method, params }: { method: string; params?: unknown }) => {
      if (method === 'eth_chainId') return '0x7a69'
      if (method === 'eth_signTypedData_v4') asked.typedData = JSON.parse((params as [string, string])[1])
      return SIGNATURE
    },
  }
  draw({ node })
  await signIn()
  await screen.findByText(/^Receipt to sign: 7\.500 million model tokens delivered in total/)
  expect(asked['/challenge']).toMatchObject({ credit: credit.token, redemption: '3' })

  fireEvent.click(screen.getByRole('button', { name: 'Sign the receipt' }))
  await screen.findByText('The receipt was posted.')
  expect(asked.typedData).toMatchObject({
    domain: { name: 'Lumen tokens', version: '1', chainId: 31_337, verifyingContract: credit.token },
    primaryType: 'Receipt',
    message: { redemptionId: '3', deliveredLots: '7500', time: `${START + DAY}` },
  })
  expect(asked['/receipt']).toEqual({ signature: SIGNATURE })
})

test('where the endpoint signs nothing, the holder posts what it delivered himself', async () => {
  openEndpoint({ state: 'working', deliveredLots: '7500', seconds: 375, receipt: null })
  const asked: { method: string; params?: unknown }[] = []
  const node = {
    request: async (request: { method: string; params?: unknown }) => {
      asked.push(request)
      switch (request.method) {
        case 'eth_chainId':
          return '0x7a69'
        case 'eth_getBlockByNumber':
          return { timestamp: `0x${(START + DAY).toString(16)}`, number: '0x1', transactions: [] }
        case 'eth_call':
          return '0x'
        case 'eth_estimateGas':
          return '0xc350'
        case 'eth_sendTransaction':
          throw { code: 4001, message: 'User rejected the request.' }
        default:
          return SIGNATURE
      }
    },
  }
  // Another one: of the third this page still has the token.
  draw({ node, redemptions: [{ ...redemption, redemption: 4 }] })
  await signIn()
  await screen.findByText(/you confirm 7\.500 million model tokens in total/)
  expect(screen.getByRole('button', { name: 'Sign the receipt' })).toHaveProperty('disabled', true)

  fireEvent.click(screen.getByRole('button', { name: 'Post it yourself' }))
  const find = (name: string) => asked.find(({ method }) => method === name)?.params as [never, string] | undefined
  await waitFor(() => expect(find('eth_sendTransaction')).toBeTruthy())
  const signed = JSON.parse(find('eth_signTypedData_v4')?.[1] ?? '{}')
  expect(signed.domain.verifyingContract).toBe(credit.token)
  expect(signed.message).toEqual({ redemptionId: '4', deliveredLots: '7500', time: `${START + DAY}` })
  const sent = find('eth_sendTransaction')?.[0] as unknown as { to: string; data: Hex }
  expect(sent.to).toBe(credit.token)
  expect(decodeFunctionData({ abi: computeCreditAbi, data: sent.data })).toEqual({
    functionName: 'deliver',
    args: [4n, 7_500n, BigInt(START + DAY), getAddress(ALICE), SIGNATURE],
  })
})

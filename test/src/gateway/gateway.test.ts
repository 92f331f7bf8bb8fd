import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deliveryDeskAbi } from '@gigahour/contracts/abi'
import { receiptTypedData } from '@gigahour/contracts/receipt'
import { toLots } from '@gigahour/contracts/units'
import { type Address, type Hex, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildContracts } from '../build.ts'
import { createDelivery } from '../calendar/delivery.ts'
import { people } from '../calendar/people.ts'
import { createStage } from '../calendar/stage.ts'
import { type LocalAccount, personAccount } from '../chain/accounts.ts'
import { LOCAL_CHAIN_ID, localClient } from '../chain/anvil.ts'
import { jumpTo } from '../chain/jump.ts'
import { type LocalChain, startLocalChain } from '../chain/localChain.ts'
import { readSeries, type Series } from '../chain/series.ts'
import { freePort } from '../ports.ts'
import { agreeOnHours } from './agreement.ts'
import { type Gateway, startGateway } from './gateway.ts'
import type { Reading } from './machines.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-gateway-'))
const [provider, buyer, stranger] = [personAccount(1), personAccount(2), personAccount(3)]
const LOTS = toLots(20_000n)
/**
 * The first election has a meter, the second the buyer's word alone, the third is delivered elsewhere. The last two are of Northwind's hours, with
 * its meter: a visitor's, and that of the calendar's own buyer.
 */
const [METERED, UNMETERED, ELSEWHERE, VISITED, RESIDENT] = [1, 2, 3, 4, 5]

let chain: LocalChain
let gateway: Gateway
let series: Series
const problems: string[] = []

beforeAll(async () => {
  await buildContracts()
  chain = await startLocalChain({ port: await freePort(), folder, historyDays: 0, actors: false, log: () => {} })
  const { rpcUrl, deployment, clock } = chain
  const log = (line: string): unknown => problems.push(line)
  gateway = await startGateway({ port: await freePort(), rpcUrl, deployment, clock, meter: people.meter, log })
  const { steer } = localClient(rpcUrl)
  await steer('evm_setAutomine', true)

  const { noticeOpen, start } = await nextMonth()
  series = noticeOpen
  await agree(people.meter.address, gateway.url)
  await agree(zeroAddress, gateway.url)
  await agree(zeroAddress, 'https://gpu.example')
  await agree(people.meter.address, gateway.url, { seller: people.northwind })
  await agree(people.meter.address, gateway.url, { seller: people.northwind, taker: people.buyer })
  expect(await call('POST', '/challenge', { address: buyer.address, election: '1' })).toMatchObject({ status: 200 })
  const token = await signIn(METERED)
  expect(await call('POST', '/work', { action: 'start' }, token)).toMatchObject({
    status: 409,
    body: { error: 'window_not_open' },
  })
  await jumpTo(chain, start + 3_600)
})

afterAll(async () => {
  await gateway?.stop()
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => call('POST', '/faults', { mode: 'none' }))

/** The first month of H100 whose notice is open. */
async function nextMonth(): Promise<{ noticeOpen: Series; start: number }> {
  for (const each of await readSeries(localClient(chain.rpcUrl), chain.deployment)) {
    const { noticeClose, start } = await readDesk('scheduleOf', each.market)
    if (Number(noticeClose) > chain.clock.now() + 60) return { noticeOpen: each, start: Number(start) }
  }
  throw new Error('No notice is open')
}

const readDesk = (functionName: 'scheduleOf', market: number) =>
  readContract(localClient(chain.rpcUrl), {
    ...{ address: chain.deployment.deliveryDesk, abi: deliveryDeskAbi, functionName, args: [market] },
  })

const delivered = async (election: number): Promise<bigint> =>
  (
    await readContract(localClient(chain.rpcUrl), {
      ...{ address: chain.deployment.deliveryDesk, abi: deliveryDeskAbi },
      ...{ functionName: 'electionOf', args: [BigInt(election)] },
    })
  ).delivered

/** Provider and buyer agree on 20 hours. */
const agree = (meter: Address, endpoint: string, { seller = provider, taker = buyer } = {}): Promise<bigint> =>
  agreeOnHours(chain.rpcUrl, chain.deployment, { provider: seller, buyer: taker, series, lots: LOTS, meter, endpoint })

type Answer = { status: number; body: Record<string, unknown>; headers: Headers }

async function call(method: string, route: string, body?: unknown, token?: string, origin?: string): Promise<Answer> {
  const response = await fetch(`${gateway.url}${route}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(origin === undefined ? {} : { origin }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers }
}

async function challenge(election: number): Promise<string> {
  const { body } = await call('POST', '/challenge', { address: buyer.address, election })
  return String(body.message)
}

async function signIn(election: number, account: LocalAccount = buyer): Promise<string> {
  const message = await challenge(election)
  const { body } = await call('POST', '/session', { message, signature: await account.signMessage({ message }) })
  return String(body.token)
}

const meterOf = async (token: string): Promise<Reading> =>
  (await call('GET', '/meter', undefined, token)).body as Reading

const signReceipt = (account: LocalAccount, { receipt }: Reading): Promise<Hex> => {
  if (!receipt || !('electionId' in receipt)) throw new Error('There is no receipt of an election to sign')
  return account.signTypedData(
    receiptTypedData(
      { chainId: LOCAL_CHAIN_ID, desk: chain.deployment.deliveryDesk },
      {
        electionId: BigInt(receipt.electionId),
        deliveredLots: toLots(BigInt(receipt.deliveredLots)),
        time: BigInt(receipt.time),
      },
    ),
  )
}

describe('sign-in', () => {
  it('is for the buyer of an election that is delivered here', async () => {
    const ask = (address: string, election: unknown) => call('POST', '/challenge', { address, election })
    expect(await ask(stranger.address, METERED)).toMatchObject({ status: 403, body: { error: 'not_the_buyer' } })
    expect(await ask(buyer.address, ELSEWHERE)).toMatchObject({ status: 404, body: { error: 'other_endpoint' } })
    expect(await ask(buyer.address, 77)).toMatchObject({ status: 404, body: { error: 'unknown_election' } })
    expect(await ask(buyer.address, '-1')).toMatchObject({ status: 400, body: { error: 'no_election' } })
    expect(await ask('0x12', METERED)).toMatchObject({ status: 400, body: { error: 'no_address' } })
  })

  it('takes a message once, as it was given, signed by the buyer', async () => {
    const enter = async (message: string, account: LocalAccount) =>
      call('POST', '/session', { message, signature: await account.signMessage({ message }) })
    const message = await challenge(METERED)
    expect(await enter(message, buyer)).toMatchObject({ status: 200 })
    expect(await enter(message, buyer)).toMatchObject({ status: 401, body: { error: 'unknown_challenge' } })
    expect(await enter(await challenge(METERED), stranger)).toMatchObject({
      status: 401,
      body: { error: 'wrong_signature' },
    })
    const other = (await challenge(METERED)).replace('election 1', 'election 2')
    expect(await enter(other, buyer)).toMatchObject({ status: 401, body: { error: 'unknown_challenge' } })
  })

  it('names the page that asks as its domain, and lets pages of this machine alone read answers', async () => {
    const ask = (origin: string) =>
      call('POST', '/challenge', { address: buyer.address, election: METERED }, undefined, origin)
    const local = await ask('http://localhost:5173')
    expect(local.body.message).toMatch(/^localhost:5173 wants you to sign in with your Ethereum account:/)
    expect(local.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    const foreign = await ask('https://localhost.evil.example')
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    expect(`${foreign.body.message}`.startsWith(new URL(gateway.url).host)).toBe(true)
  })

  it('is needed for everything about an election', async () => {
    for (const [method, route, body] of [
      ['GET', '/meter', undefined],
      ['POST', '/work', { action: 'start' }],
      ['POST', '/receipt', { signature: '0x00' }],
    ] as const) {
      expect(await call(method, route, body, 'guess'), route).toMatchObject({ status: 401 })
    }
  })
})

describe('requests that make no sense', () => {
  it('are told what would', async () => {
    const token = await signIn(METERED)
    expect(await call('POST', '/work', '{', token)).toMatchObject({ status: 400, body: { error: 'no_json' } })
    expect(await call('POST', '/work', '[]', token)).toMatchObject({ status: 400, body: { error: 'no_json' } })
    expect(await call('POST', '/work', { action: 'x' }, token)).toMatchObject({ body: { error: 'unknown_action' } })
    expect(await call('POST', '/faults', { mode: 'x' })).toMatchObject({ body: { error: 'unknown_mode' } })
    expect(await call('POST', '/work', `"${'x'.repeat(20_000)}"`, token)).toMatchObject({ status: 413 })
    expect(await call('GET', '/nowhere')).toMatchObject({ status: 404, body: { error: 'no_such_route' } })
  })
})

describe('delivery', () => {
  it('is metered by the second, and the meter agreed on receipts it', async () => {
    const token = await signIn(METERED)
    expect(await meterOf(token)).toMatchObject({ state: 'idle', deliveredLots: '0', seconds: 0, receipt: null })
    await call('POST', '/work', { action: 'start' }, token)
    await jumpTo(chain, chain.clock.now() + 3_600)
    const { state, seconds, receipt } = await meterOf(token)
    expect([state, receipt]).toEqual(['working', null])
    expect(seconds).toBeGreaterThanOrEqual(3_600)
    expect(seconds).toBeLessThan(3_630)
    const { body } = await call('POST', '/work', { action: 'stop' }, token)
    // Eight GPUs: 8 lots in 3.6 seconds.
    const lots = BigInt(Math.floor((Number(body.seconds) * 8_000) / 3_600))
    expect([body.state, body.deliveredLots]).toEqual(['idle', `${lots}`])
    expect(await delivered(METERED)).toBe(lots)
  })

  it('comes late and stops for an outage, which nobody is charged for', async () => {
    const token = await signIn(METERED)
    const before = await meterOf(token)
    await call('POST', '/faults', { mode: 'late' })
    await call('POST', '/work', { action: 'start' }, token)
    await jumpTo(chain, chain.clock.now() + 1_800)
    expect(await meterOf(token)).toMatchObject({ state: 'late', deliveredLots: before.deliveredLots })
    await call('POST', '/faults', { mode: 'outage' })
    await jumpTo(chain, chain.clock.now() + 7_200)
    expect(await meterOf(token)).toMatchObject({ state: 'outage', deliveredLots: before.deliveredLots })
    await call('POST', '/work', { action: 'stop' }, token)
  })

  it('without a meter is receipted by the buyer alone', async () => {
    const token = await signIn(UNMETERED)
    await call('POST', '/work', { action: 'start' }, token)
    await jumpTo(chain, chain.clock.now() + 3_600)
    await call('POST', '/work', { action: 'stop' }, token)
    const proposed = await meterOf(token)
    const post = async (account: LocalAccount) =>
      call('POST', '/receipt', { signature: await signReceipt(account, proposed) }, token)
    expect(await post(stranger)).toMatchObject({ status: 400, body: { error: 'wrong_signature' } })
    await call('POST', '/faults', { mode: 'refuse' })
    expect(await post(buyer)).toMatchObject({ status: 503, body: { error: 'refused' } })
    expect(await delivered(UNMETERED)).toBe(0n)
    await call('POST', '/faults', { mode: 'none' })
    expect(await post(buyer)).toMatchObject({ status: 200, body: { receipt: null } })
    expect(await delivered(UNMETERED)).toBe(BigInt(proposed.deliveredLots))
    expect(proposed.deliveredLots).toMatch(/^80\d\d$/)
  })

  it('ends with the election: no more than was elected, then closed', async () => {
    const token = await signIn(METERED)
    await call('POST', '/work', { action: 'start' }, token)
    await jumpTo(chain, chain.clock.now() + 6 * 3_600)
    await gateway.duty.often?.(chain.clock.now())
    expect(await meterOf(token)).toMatchObject({ state: 'closed', deliveredLots: `${LOTS}`, receipt: null })
    expect(await delivered(METERED)).toBe(LOTS)
    expect(await call('POST', '/work', { action: 'start' }, token)).toMatchObject({ status: 409 })
    expect(problems).toEqual([])
  })
})

describe('the calendar', () => {
  it("receipts its own buyer's hours, and leaves a visitor's to the gateway", async () => {
    const { rpcUrl, deployment, clock } = chain
    const stage = createStage(rpcUrl, deployment, () => 2_500_000n)
    await createDelivery(stage, { url: gateway.url }).often?.(clock.now())
    expect(await delivered(RESIDENT)).toBeGreaterThan(0n)
    expect(await delivered(VISITED)).toBe(0n)
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { computeCreditAbi, creditFactoryAbi } from '@gigahour/contracts/abi'
import { approve } from '@gigahour/contracts/calls'
import { issueCredit, leaveRedemption, receiptTypedData, redeemCredit } from '@gigahour/contracts/credit'
import { type Address, type Hex, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildContracts } from '../build.ts'
import { createCredits, transfer } from '../calendar/credits.ts'
import { people } from '../calendar/people.ts'
import { createStage } from '../calendar/stage.ts'
import { type LocalAccount, personAccount } from '../chain/accounts.ts'
import { LOCAL_CHAIN_ID, localClient } from '../chain/anvil.ts'
import { jumpTo } from '../chain/jump.ts'
import { type LocalChain, startLocalChain } from '../chain/localChain.ts'
import { giveGas, mintUsdc } from '../chain/mint.ts'
import { sendAll } from '../chain/send.ts'
import { freePort } from '../ports.ts'
import { setFault, signIn } from './client.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { GPU_HOUR } from './meter.ts'
import type { Subject } from './subject.ts'

const DAY = 86_400
const TOKENS = 'million model tokens'
const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-redemption-'))
const [issuer, holder, stranger] = [personAccount(1), personAccount(2), personAccount(3)]
const LOTS = 20_000n

let chain: LocalChain
let gateway: Gateway
/** The first two stand where the calendar expects its own: one is a visitor's, and one that of the calendar's own buyer. */
let visited: Address
let resident: Address
let tokens: Address
let elsewhere: Address
let start: number
const problems: string[] = []

beforeAll(async () => {
  await buildContracts()
  chain = await startLocalChain({ port: await freePort(), folder, historyDays: 0, actors: false, log: () => {} })
  const { rpcUrl, deployment, clock } = chain
  const log = (line: string): unknown => problems.push(line)
  gateway = await startGateway({ port: await freePort(), rpcUrl, deployment, clock, meter: people.meter, log })
  await localClient(rpcUrl).steer('evm_setAutomine', true)

  start = clock.now() + DAY
  for (const account of [issuer, holder, people.buyer, people.northwind, people.lumen]) {
    await giveGas(rpcUrl, account.address)
  }
  visited = await issue({ name: 'Visited', unit: GPU_HOUR })
  resident = await issue({ name: 'Resident', unit: GPU_HOUR, user: people.buyer })
  tokens = await issue({ name: 'Tokens', unit: TOKENS, meter: zeroAddress })
  elsewhere = await issue({ name: 'Elsewhere', unit: GPU_HOUR, endpoint: 'https://gpu.example' })
  await expect((await enter(visited)).work('start')).rejects.toThrow('window_not_open')
  await jumpTo(chain, start + 3_600)
})

afterAll(async () => {
  await gateway?.stop()
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => setFault(gateway.url, 'none'))

type Issue = { name: string; unit: string; user?: LocalAccount; meter?: Address; endpoint?: string }

/** Twenty units of a credit, all redeemed by one who uses them. */
async function issue({ name, unit, user = holder, meter = people.meter.address, endpoint = gateway.url }: Issue) {
  const { rpcUrl, deployment } = chain
  const { creditFactory, usdc } = deployment
  const bond = 100_000_000n
  await mintUsdc(rpcUrl, deployment, issuer.address, bond)
  const terms = {
    ...{ name, symbol: 'CC', unit, endpoint, grade: 0, referencePrice: 2_000_000n, meter },
    ...{ start: BigInt(start), end: BigInt(start + 30 * DAY) },
  }
  await sendAll(rpcUrl, issuer, [approve(usdc, creditFactory, bond), issueCredit(creditFactory, terms, LOTS, bond)])
  const factory = { address: creditFactory, abi: creditFactoryAbi } as const
  const client = localClient(rpcUrl)
  const count = await readContract(client, { ...factory, functionName: 'creditCount' })
  const credit = await readContract(client, { ...factory, functionName: 'creditAt', args: [count] })
  await sendAll(rpcUrl, issuer, [transfer(credit, user.address, LOTS)])
  await sendAll(rpcUrl, user, [redeemCredit(credit, LOTS)])
  return credit
}

const redemption = (credit: Address, number = 1n): Subject => ({ credit, redemption: number })
const enter = (credit: Address, user = holder) => signIn(gateway.url, user, redemption(credit))

const delivered = async (credit: Address): Promise<bigint> =>
  (
    await readContract(localClient(chain.rpcUrl), {
      ...{ address: credit, abi: computeCreditAbi, functionName: 'redemptionOf', args: [1n] },
    })
  ).delivered

describe('sign-in', () => {
  it('is for the holder of a redemption that is delivered here', async () => {
    await expect(enter(visited, stranger)).rejects.toThrow('not_the_holder')
    await expect(enter(resident)).rejects.toThrow('not_the_holder')
    await expect(enter(elsewhere)).rejects.toThrow('other_endpoint')
    await expect(signIn(gateway.url, holder, redemption(visited, 2n))).rejects.toThrow('unknown_redemption')
    // The exchange is a contract, too, and no credit.
    await expect(enter(chain.deployment.exchange)).rejects.toThrow('unknown_credit')
  })

  it('asks for what it needs to know', async () => {
    const ask = async (body: object) => {
      const response = await fetch(`${gateway.url}/challenge`, { method: 'POST', body: JSON.stringify(body) })
      return [response.status, ((await response.json()) as { error: string }).error]
    }
    const { address } = holder
    expect(await ask({ address, credit: '0x12', redemption: '1' })).toEqual([400, 'no_credit'])
    expect(await ask({ address, credit: visited, redemption: '-1' })).toEqual([400, 'no_redemption'])
  })
})

describe('units of machine time', () => {
  it('are metered by the second, and the meter of the terms receipts them', async () => {
    const session = await enter(visited)
    expect(await session.meter()).toMatchObject({ state: 'idle', deliveredLots: '0', seconds: 0, receipt: null })
    await session.work('start')
    await jumpTo(chain, chain.clock.now() + 3_600)
    const { state, receipt } = await session.meter()
    expect([state, receipt]).toEqual(['working', null])
    const { seconds, deliveredLots } = await session.work('stop')
    expect(seconds).toBeGreaterThanOrEqual(3_600)
    expect(seconds).toBeLessThan(3_630)
    // Eight GPUs: 8 lots in 3.6 seconds.
    const lots = BigInt(Math.floor((seconds * 8_000) / 3_600))
    expect(deliveredLots).toBe(`${lots}`)
    expect(await delivered(visited)).toBe(lots)
  })

  it('come late and stop for an outage, which nobody is charged for', async () => {
    const session = await enter(visited)
    const { deliveredLots } = await session.meter()
    await setFault(gateway.url, 'late')
    await session.work('start')
    await jumpTo(chain, chain.clock.now() + 1_800)
    expect(await session.meter()).toMatchObject({ state: 'late', deliveredLots })
    await setFault(gateway.url, 'outage')
    await jumpTo(chain, chain.clock.now() + 7_200)
    expect(await session.meter()).toMatchObject({ state: 'outage', deliveredLots })
    await session.work('stop')
    expect(`${await delivered(visited)}`).toBe(deliveredLots)
  })
})

describe('units of another kind', () => {
  it('are metered by what a machine serves, and without a meter receipted by the holder alone', async () => {
    const session = await enter(tokens)
    await session.work('start')
    await jumpTo(chain, chain.clock.now() + 500)
    const { seconds } = await session.work('stop')
    const { receipt } = await session.meter()
    // 20 lots a second.
    expect(receipt).toMatchObject({ redemptionId: '1', deliveredLots: `${20 * seconds}` })
    if (!receipt) throw new Error('There is no receipt to sign')
    const sign = (account: LocalAccount, name = 'Tokens'): Promise<Hex> =>
      account.signTypedData(
        receiptTypedData(
          { chainId: LOCAL_CHAIN_ID, address: tokens, name },
          { redemptionId: 1n, deliveredLots: BigInt(receipt.deliveredLots), time: BigInt(receipt.time) },
        ),
      )
    await expect(session.handOver(await sign(stranger))).rejects.toThrow('wrong_signature')
    await expect(session.handOver(await sign(holder, 'Visited'))).rejects.toThrow('wrong_signature')
    await setFault(gateway.url, 'refuse')
    await expect(session.handOver(await sign(holder))).rejects.toThrow('refused')
    expect(await delivered(tokens)).toBe(0n)
    await setFault(gateway.url, 'none')
    expect(await session.handOver(await sign(holder))).toMatchObject({ receipt: null })
    expect(await delivered(tokens)).toBe(BigInt(20 * seconds))
  })
})

describe('the calendar', () => {
  it("receipts its own buyer's units, and leaves a visitor's to the gateway", async () => {
    const day = Math.floor(start / DAY) + 3
    await jumpTo(chain, day * DAY + 20 * 3_600 + 300)
    const before = await delivered(visited)
    const stage = createStage(chain.rpcUrl, chain.deployment, () => 2_500_000n)
    await createCredits(stage, { url: gateway.url }).daily?.(day)
    expect(await delivered(resident)).toBe(LOTS)
    expect(await delivered(visited)).toBe(before)
  })
})

describe('a redemption', () => {
  it('ends with its last unit, or when its holder leaves', async () => {
    const session = await enter(visited)
    await session.work('start')
    await jumpTo(chain, chain.clock.now() + 6 * 3_600)
    await gateway.duty.often?.(chain.clock.now())
    expect(await session.meter()).toMatchObject({ state: 'closed', deliveredLots: `${LOTS}`, receipt: null })
    expect(await delivered(visited)).toBe(LOTS)
    await expect(session.work('start')).rejects.toThrow('window_closed')

    const other = await enter(tokens)
    await jumpTo(chain, chain.clock.now() + 3 * DAY)
    await sendAll(chain.rpcUrl, holder, [leaveRedemption(tokens, 1n)])
    expect(await other.meter()).toMatchObject({ state: 'closed', receipt: null })
    await expect(other.work('start')).rejects.toThrow('window_closed')
    expect(problems).toEqual([])
  })
})

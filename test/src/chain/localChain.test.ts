import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exchangeAbi, priceIndexAbi } from '@gigahour/contracts/abi'
import { depth } from '@gigahour/contracts/market'
import { Side } from '@gigahour/contracts/side'
import { getAbiItem } from 'viem'
import { getBlock, getLogs, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLiveMarket } from '../actors/live.ts'
import { buildContracts } from '../build.ts'
import { freePort } from '../ports.ts'
import { localClient } from './anvil.ts'
import { readRecord, writeRecord } from './chainRecord.ts'
import { type LocalChain, startLocalChain } from './localChain.ts'
import { readSeries } from './series.ts'

/** A quarter of a day. */
const HISTORY_DAYS = 0.25

const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-chain-'))
let chain: LocalChain

const start = async (): Promise<LocalChain> =>
  startLocalChain({ port: await freePort(), folder, historyDays: HISTORY_DAYS, actors: true, log: () => {} })

const headOf = async ({ rpcUrl }: LocalChain) => getBlock(localClient(rpcUrl))

beforeAll(async () => {
  await buildContracts()
  chain = await start()
})

afterAll(async () => {
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a local chain', () => {
  it('begins with a past: trades with timestamps of their time, and books on every series', async () => {
    const client = localClient(chain.rpcUrl)
    const trades = await getLogs(client, {
      address: chain.deployment.exchange,
      events: [
        getAbiItem({ abi: exchangeAbi, name: 'LevelTaken' }),
        getAbiItem({ abi: exchangeAbi, name: 'LevelsTaken' }),
      ],
      fromBlock: 0n,
      toBlock: 'latest',
    })
    expect(trades.length).toBeGreaterThan(50)
    const first = await getBlock(client, { blockNumber: BigInt(chain.deployment.block) })
    const age = Date.now() / 1_000 - Number(first.timestamp)
    expect(age).toBeGreaterThan(HISTORY_DAYS * 86_400)
    // It begins early enough for hours of the running month to be elected: thirteen days before it.
    expect(age).toBeLessThan(45 * 86_400)

    const trading = (await readSeries(client, chain.deployment)).filter(({ expiry }) => expiry > Date.now() / 1_000)
    expect(trading).toHaveLength(48)
    for (const { market } of trading) {
      for (const side of [Side.Bid, Side.Ask]) {
        const levels = await readContract(client, depth(chain.deployment.exchange, { market, side, maxLevels: 10 }))
        expect(levels.length).toBeGreaterThan(2)
      }
    }
  })

  it('pays whoever is right against a print: ten bonds of the reserve', async () => {
    const index = { address: chain.deployment.priceIndex, abi: priceIndexAbi } as const
    const client = localClient(chain.rpcUrl)
    const bond = await readContract(client, { ...index, functionName: 'bond' })
    expect(await readContract(client, { ...index, functionName: 'reserve' })).toBe(10n * bond)
  })

  it('makes a block a second, at the time of the clock, and actors trade in it', async () => {
    const before = await headOf(chain)
    const problems: string[] = []
    const { rpcUrl, floor } = chain
    if (!floor) throw new Error('There are no actors')
    const market = startLiveMarket({ rpcUrl, floor, now: chain.clock.now, log: (line) => problems.push(line) })
    await sleep(6_000)
    await market.stop()

    const after = await headOf(chain)
    expect(Number(after.number - before.number)).toBeGreaterThanOrEqual(4)
    expect(Math.abs(Date.now() / 1_000 - Number(after.timestamp))).toBeLessThan(3)
    const blocks = { fromBlock: before.number + 1n, toBlock: after.number }
    const logs = await getLogs(localClient(rpcUrl), { address: chain.deployment.exchange, ...blocks })
    expect(logs.length).toBeGreaterThan(100)
    expect(problems).toEqual([])
  })

  it('goes on where it was stopped', async () => {
    const before = await headOf(chain)
    await chain.stop()
    chain = await start()
    expect(chain.continues).toBe(true)
    const same = await getBlock(localClient(chain.rpcUrl), { blockNumber: before.number })
    expect(same.hash).toBe(before.hash)
    expect((await headOf(chain)).number).toBeGreaterThanOrEqual(before.number)
  })

  it('goes back to the end of its history after it was killed, and says that it is another chain', async () => {
    await chain.stop()
    const record = readRecord(folder)
    if (!record) throw new Error('Nothing was recorded')
    // What a kill leaves behind.
    writeRecord(folder, { ...record, saved: false })
    chain = await start()
    expect(chain.continues).toBe(false)
    expect(chain.deployment).toEqual(record.deployment)
  })
})

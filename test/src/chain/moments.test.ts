import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { computeCreditAbi, creditFactoryAbi, deliveryDeskAbi } from '@gigahour/contracts/abi'
import { depth } from '@gigahour/contracts/market'
import { Side } from '@gigahour/contracts/side'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContracts } from '../build.ts'
import { freePort } from '../ports.ts'
import { type LocalClient, localClient } from './anvil.ts'
import { type LocalChain, startLocalChain } from './localChain.ts'
import { readSeries } from './series.ts'

/** A twentieth of a day: its first block may lie in the month, or in the year, before. */
const HISTORY_DAYS = 0.05
/** Where a calendar is easily got wrong: all of them lie ahead, since a chain's clock is never behind ours. */
const YEAR = new Date().getUTCFullYear() + 1
const LEAP_YEAR = YEAR + ((4 - (YEAR % 4)) % 4)
const MOMENTS = [
  ['the first of a month', Date.UTC(YEAR, 5, 1, 0, 0, 30)],
  ['the last minute of a month', Date.UTC(YEAR, 3, 30, 23, 59)],
  ['New Year', Date.UTC(YEAR, 0, 1, 0, 30)],
  ['29 February, as the index is printed', Date.UTC(LEAP_YEAR, 1, 29, 20)],
  ['the day after the notice of a month has closed', Date.UTC(YEAR, 7, 22, 12)],
] as const

beforeAll(buildContracts)

describe.each(MOMENTS)('a chain that starts on %s', (_, milliseconds) => {
  const moment = milliseconds / 1_000
  const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-moment-'))
  let chain: LocalChain
  let client: LocalClient

  beforeAll(async () => {
    const port = await freePort()
    chain = await startLocalChain({ port, folder, historyDays: HISTORY_DAYS, actors: true, moment, log: () => {} })
    client = localClient(chain.rpcUrl)
  })

  afterAll(async () => {
    await chain?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('shows that moment, and a book on both sides of twelve months of four grades', async () => {
    expect(chain.clock.now() - moment).toBeGreaterThanOrEqual(-60)
    expect(chain.clock.now() - moment).toBeLessThan(600)
    const trading = (await readSeries(client, chain.deployment)).filter(({ expiry }) => expiry > chain.clock.now())
    expect(trading).toHaveLength(48)
    for (const { market, symbol } of trading) {
      for (const side of [Side.Bid, Side.Ask]) {
        const levels = await readContract(client, depth(chain.deployment.exchange, { market, side, maxLevels: 10 }))
        expect(levels.length, symbol).toBeGreaterThan(2)
      }
    }
  })

  it('has been through the whole scenario: a credit in use, one in default, hours elected of the running month', async () => {
    const { creditFactory, deliveryDesk } = chain.deployment
    const factory = { address: creditFactory, abi: creditFactoryAbi } as const
    const stateOf = async (number: bigint) => {
      const address = await readContract(client, { ...factory, functionName: 'creditAt', args: [number] })
      return readContract(client, { address, abi: computeCreditAbi, functionName: 'state' })
    }
    const [inUse, inDefault] = [await stateOf(1n), await stateOf(2n)]
    expect(inUse.defaultedAt).toBe(0n)
    expect(inUse.queued).toBeGreaterThan(0n)
    expect(inDefault.defaultedAt).toBeGreaterThan(0n)

    const desk = { address: deliveryDesk, abi: deliveryDeskAbi } as const
    const election = await readContract(client, { ...desk, functionName: 'electionOf', args: [1n] })
    const { market } = await readContract(client, { ...desk, functionName: 'offerOf', args: [election.offer] })
    const { start, end } = await readContract(client, { ...desk, functionName: 'scheduleOf', args: [market] })
    expect(Number(start)).toBeLessThanOrEqual(moment)
    expect(Number(end)).toBeGreaterThan(moment)
    expect(election.lots).toBeGreaterThan(0n)
  })
})

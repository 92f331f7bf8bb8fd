import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { priceIndexAbi } from '@gigahour/contracts/abi'
import { getBlock, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContracts } from '../build.ts'
import { localClient } from '../chain/anvil.ts'
import { readRecord, writeRecord } from '../chain/chainRecord.ts'
import { jumpTo } from '../chain/jump.ts'
import { type LocalChain, startLocalChain } from '../chain/localChain.ts'
import { freePort } from '../ports.ts'
import { startLiveCalendar } from './live.ts'
import { people } from './people.ts'

const DAY = 86_400
const EVENING = 20 * 3_600 + 300
const GRADE = 1

const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-days-'))
let chain: LocalChain

/** Without actors, so that its past takes no longer than its prints. */
const start = async (): Promise<LocalChain> =>
  startLocalChain({ port: await freePort(), folder, historyDays: 1, actors: false, log: () => {} })

/** Day whose 20:05 UTC came last. */
const eveningBefore = (time: number): number => Math.floor((time - EVENING) / DAY)

const daysFrom = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n)

/** How many reporters observed a day's price. */
const observedOn = async (day: number): Promise<number> => {
  const index = { address: chain.deployment.priceIndex, abi: priceIndexAbi } as const
  const args = [GRADE, day] as const
  const print = await readContract(localClient(chain.rpcUrl), { ...index, functionName: 'printOf', args })
  return print.observations
}

/** Days that are lived from now on, as one who acts by the calendar is told of them. */
const recordDays = (): number[] => {
  const days: number[] = []
  chain.calendar.join({ name: 'record', daily: async (day) => void days.push(day) })
  return days
}

/** The first round of a calendar that lives on. */
const liveOn = (): Promise<void> => startLiveCalendar({ ...chain, log: () => {} }).stop()

beforeAll(async () => {
  await buildContracts()
  chain = await start()
})

afterAll(async () => {
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('every day of a chain is lived once', () => {
  it('from its first block on', async () => {
    const { timestamp } = await getBlock(localClient(chain.rpcUrl), { blockNumber: 1n })
    const first = eveningBefore(Number(timestamp)) + 1
    await liveOn()
    // Reporters are appointed on the first evening, and observe from the next on.
    const days = daysFrom(first + 1, eveningBefore(chain.clock.now()))
    const observed = await Promise.all(days.map(async (day) => [day, await observedOn(day)]))
    expect(observed).toEqual(days.map((day) => [day, people.reporters.length]))
  })

  it('on a journey, and not again after it', async () => {
    const lived = recordDays()
    const live = startLiveCalendar({ ...chain, log: () => {} })
    chain.time.pauses([live])
    const next = eveningBefore(chain.clock.now()) + 1
    await chain.time.travel(chain.clock.now() + 3 * DAY)
    await live.stop()
    expect(lived).toEqual([next, next + 1, next + 2])
    await chain.time.travel(chain.clock.now() + DAY)
    expect(lived).toEqual([next, next + 1, next + 2, next + 3])
  })

  it('even if the chain was stopped when its evening had just come', async () => {
    const evening = eveningBefore(chain.clock.now()) + 1
    await jumpTo(chain, evening * DAY + EVENING + 10)
    await chain.stop()
    chain = await start()
    expect(chain.continues).toBe(true)
    const lived = recordDays()
    await liveOn()
    await liveOn()
    expect(lived).toEqual([evening])
    expect(await observedOn(evening)).toBe(people.reporters.length)
  })

  it('even if the chain is stopped in the middle of a journey', async () => {
    const lived = recordDays()
    const next = eveningBefore(chain.clock.now()) + 1
    let stopped: Promise<void> | undefined
    const stop = async (): Promise<void> => {
      stopped ??= chain.stop()
    }
    chain.calendar.join({ name: 'whoever stops it', daily: stop })
    await expect(chain.time.travel(chain.clock.now() + 3 * DAY)).rejects.toThrow('is being stopped')
    await stopped
    expect(lived).toEqual([next])
    chain = await start()
    const livedAfter = recordDays()
    await liveOn()
    expect(livedAfter).toEqual([])
    expect(await observedOn(next)).toBe(people.reporters.length)
  })

  it('also of a chain that was killed and goes back to its history', async () => {
    await chain.stop()
    const record = readRecord(folder)
    if (!record) throw new Error('Nothing was recorded')
    // What a kill leaves behind.
    writeRecord(folder, { ...record, saved: false })
    chain = await start()
    await liveOn()
    const lived = recordDays()
    const next = eveningBefore(chain.clock.now()) + 1
    await chain.time.travel(chain.clock.now() + DAY)
    expect(lived).toEqual([next])
  })
})

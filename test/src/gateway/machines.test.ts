import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Receipt } from '@gigahour/contracts/receipt'
import { toLots } from '@gigahour/contracts/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people } from '../calendar/people.ts'
import { createClock } from '../chain/clock.ts'
import type { Desk } from './desk.ts'
import { createJobs } from './jobs.ts'
import { createMachines } from './machines.ts'

const URL = 'http://127.0.0.1:4100'
const LOTS = toLots(1_000_000n)
const START = 1_800_000_000

let folder: string
let clock: ReturnType<typeof createClock>
let posted: Map<bigint, bigint>
let isDown: (election: bigint) => boolean

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gigahour-machines-'))
  clock = createClock(START)
  posted = new Map()
  isDown = () => false
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A desk that keeps what it is told, and fails where it is told to. */
const desk: Desk = {
  termsOf: async (election) => ({
    ...{ election, buyer: people.buyer.address, lots: LOTS, meter: people.meter.address, endpoint: URL },
    ...{ start: START, end: START + 30 * 86_400, postingEnd: START + 33 * 86_400 },
  }),
  progressOf: async (election) => ({ delivered: toLots(posted.get(election) ?? 0n), isSettled: false }),
  blockTime: async () => clock.now(),
  isSigned: async () => true,
  sign: async (receipt: Receipt) => ({ ...receipt, signer: people.meter.address, signature: '0x' }),
  post: async ({ electionId, deliveredLots }) => {
    if (isDown(electionId)) throw new Error('the chain did not take it')
    posted.set(electionId, deliveredLots)
  },
}

/** A gateway as it starts, with what the one before it has left. */
const machines = () =>
  createMachines({ url: URL, desk, clock, meter: people.meter, jobs: createJobs(path.join(folder, 'jobs.json')) })

const laterBy = (seconds: number): void => clock.set(clock.now() + seconds)

describe('posting what was metered', () => {
  it('goes on with the others where one fails, and says which', async () => {
    const gateway = machines()
    for (const election of [1n, 2n, 3n]) await gateway.start(election)
    laterBy(3_600)
    isDown = (election) => election === 1n || election === 2n
    await expect(gateway.postAll()).rejects.toThrow(
      'Election 1: the chain did not take it; Election 2: the chain did not take it',
    )
    expect([...posted.keys()]).toEqual([3n])
    isDown = () => false
    await gateway.postAll()
    expect([...posted.keys()].sort()).toEqual([1n, 2n, 3n])
  })
})

describe('a gateway that is started again', () => {
  it('goes on with the work that ran, and with what no receipt covers yet', async () => {
    const before = machines()
    await before.start(1n)
    await before.start(2n)
    laterBy(3_600)
    await before.stop(2n)
    const running = await before.read(1n)
    expect(running.state).toBe('working')

    const after = machines()
    expect(await after.read(1n)).toMatchObject({ state: 'working', deliveredLots: running.deliveredLots })
    expect(await after.read(2n)).toMatchObject({ state: 'idle', deliveredLots: `${posted.get(2n)}` })
    await after.postAll()
    // Eight GPUs for an hour, and for the moment in which this runs.
    expect(Number(posted.get(1n))).toBeGreaterThanOrEqual(8_000)
    expect(Number(posted.get(1n))).toBeLessThan(8_100)
  })

  it('has no fault, and starts what one had stopped', async () => {
    const before = machines()
    await before.start(1n)
    before.setFault('outage')
    expect((await before.read(1n)).state).toBe('outage')
    expect((await machines().read(1n)).state).toBe('working')
  })
})

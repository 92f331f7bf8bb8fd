import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { toLots } from '@gigahour/contracts/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people } from '../calendar/people.ts'
import type { Clock } from '../chain/clock.ts'
import type { Desk } from './desk.ts'
import { createJobs } from './jobs.ts'
import { createMachines } from './machines.ts'
import { GPU_HOUR } from './meter.ts'
import { idOf, type Subject } from './subject.ts'

const URL = 'http://127.0.0.1:4100'
const LOTS = toLots(1_000_000n)
const START = 1_800_000_000
const HOUR = 3_600
const DAY = 24 * HOUR
const END = START + 30 * DAY
const ELECTION: Subject = { election: 1n }
const OTHER: Subject = { election: 2n }
const CREDIT = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const REDEMPTION: Subject = { credit: CREDIT, redemption: 1n }

let folder: string
let time: number
let posted: Map<string, bigint>
let signed: number
let isDown: (subject: Subject) => boolean
let isLeft: boolean

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gigahour-machines-'))
  time = START
  posted = new Map()
  signed = 0
  isDown = () => false
  isLeft = false
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** It stands until it is set, so that hours are counted to the second. */
const clock: Clock = {
  now: () => time,
  set: (to) => {
    time = to
  },
}

/** A desk that keeps what it is told, and fails where it is told to. */
const desk: Desk = {
  termsOf: async (subject) => ({
    ...{ subject, user: people.buyer.address, role: 'buyer', lots: LOTS, unit: GPU_HOUR },
    ...{ meter: people.meter.address, endpoint: URL },
    ...{ start: START, end: END, postingEnd: END + 3 * DAY },
  }),
  progressOf: async (subject) => ({ delivered: toLots(posted.get(idOf(subject)) ?? 0n), isOver: isLeft }),
  blockTime: async () => clock.now(),
  isSigned: async () => true,
  sign: async (_, receipt) => {
    signed++
    return { ...receipt, signer: people.meter.address, signature: '0x' }
  },
  post: async (subject, { deliveredLots }) => {
    if (isDown(subject)) throw new Error('the chain did not take it')
    posted.set(idOf(subject), deliveredLots)
  },
}

/** A gateway as it starts, with what the one before it has left. */
const machines = () =>
  createMachines({ url: URL, desk, clock, meter: people.meter, jobs: createJobs(path.join(folder, 'jobs.json')) })

const laterBy = (seconds: number): void => clock.set(clock.now() + seconds)

describe('posting what was metered', () => {
  it('goes on with the others where one fails, and says which', async () => {
    const gateway = machines()
    for (const subject of [ELECTION, REDEMPTION, OTHER]) await gateway.start(subject)
    laterBy(3_600)
    isDown = (subject) => subject === ELECTION || subject === REDEMPTION
    await expect(gateway.postAll()).rejects.toThrow(
      `election 1: the chain did not take it; redemption 1 of ${CREDIT}: the chain did not take it`,
    )
    expect([...posted.keys()]).toEqual(['2'])
    isDown = () => false
    await gateway.postAll()
    expect([...posted.keys()].sort()).toEqual([`${CREDIT}:1`, '1', '2'])
  })
})

describe('a meter that refuses to sign', () => {
  it.each([
    ['an election', ELECTION],
    ['a redemption of a credit', REDEMPTION],
  ])('signs and posts nothing of %s, and counts on', async (_, subject) => {
    const gateway = machines()
    await gateway.start(subject)
    gateway.setFault('refuse')
    laterBy(3_600)
    await gateway.postAll()
    const { state, seconds, deliveredLots, receipt, isRefusing } = await gateway.stop(subject)
    // Its machines do not refuse: eight GPUs for an hour. Neither does it propose what another could sign in its stead; it says so.
    expect([state, receipt, isRefusing]).toEqual(['idle', null, true])
    expect(seconds).toBeGreaterThanOrEqual(3_600)
    expect(Number(deliveredLots)).toBe(Math.floor((seconds * 8_000) / 3_600))
    await gateway.postAll()
    await expect(gateway.takeSignature(subject, '0x')).rejects.toThrow('post your receipt yourself')
    expect([signed, posted.size]).toEqual([0, 0])
  })

  it.each([
    ['an election', ELECTION],
    ['a redemption of a credit', REDEMPTION],
  ])('leaves what the user receipts of %s alone, and adds the rest once it signs again', async (_, subject) => {
    const gateway = machines()
    await gateway.start(subject)
    gateway.setFault('refuse')
    laterBy(3_600)
    const { deliveredLots } = await gateway.stop(subject)
    // Posted past the gateway, and less than it has counted.
    posted.set(idOf(subject), 5_000n)
    await gateway.postAll()
    expect(await gateway.read(subject)).toMatchObject({ deliveredLots, receipt: null })
    expect([signed, posted.get(idOf(subject))]).toEqual([0, 5_000n])
    gateway.setFault('none')
    await gateway.postAll()
    expect((await gateway.read(subject)).isRefusing).toBe(false)
    expect([signed, posted.get(idOf(subject))]).toEqual([1, BigInt(deliveredLots)])
  })
})

describe('a redemption that its holder has left', () => {
  it('has no machines run for it', async () => {
    const gateway = machines()
    await gateway.start(REDEMPTION)
    laterBy(3_600)
    isLeft = true
    const { state, seconds } = await gateway.read(REDEMPTION)
    expect(state).toBe('closed')
    laterBy(3_600)
    expect((await gateway.read(REDEMPTION)).seconds).toBe(seconds)
    await expect(gateway.start(REDEMPTION)).rejects.toThrow('Nothing is left to deliver')
  })
})

describe('a window that has closed', () => {
  /** Eight GPUs for the ten hours until its end, and none for a second after it. */
  const TEN_HOURS = 80_000n

  /** Work that began ten hours before the end of an election and of a redemption, and was never stopped. */
  const workUntilEnd = async () => {
    clock.set(END - 10 * HOUR)
    const gateway = machines()
    for (const subject of [ELECTION, REDEMPTION]) await gateway.start(subject)
    return gateway
  }
  const receipted = (): (bigint | undefined)[] => [ELECTION, REDEMPTION].map((subject) => posted.get(idOf(subject)))

  it('ends the hours of work that an outage stops after it', async () => {
    const gateway = await workUntilEnd()
    clock.set(END + 2 * DAY)
    gateway.setFault('outage')
    await gateway.postAll()
    expect(receipted()).toEqual([TEN_HOURS, TEN_HOURS])
    expect((await gateway.read(ELECTION)).seconds).toBe(10 * HOUR)
  })

  it('ends them also for machines that come back after it', async () => {
    const gateway = await workUntilEnd()
    clock.set(END - 5 * HOUR)
    gateway.setFault('outage')
    clock.set(END + DAY)
    gateway.setFault('none')
    clock.set(END + 2 * DAY)
    gateway.setFault('outage')
    await gateway.postAll()
    expect(receipted()).toEqual([TEN_HOURS / 2n, TEN_HOURS / 2n])
  })

  it('ends them in the job as it is kept, too', async () => {
    await workUntilEnd()
    clock.set(END + DAY)
    const after = machines()
    after.setFault('outage')
    await after.postAll()
    expect(receipted()).toEqual([TEN_HOURS, TEN_HOURS])
  })
})

describe('a gateway that is started again', () => {
  it('goes on with the work that ran, and with what no receipt covers yet', async () => {
    const before = machines()
    await before.start(ELECTION)
    await before.start(REDEMPTION)
    laterBy(3_600)
    await before.stop(REDEMPTION)
    const running = await before.read(ELECTION)
    expect(running.state).toBe('working')

    const after = machines()
    expect(await after.read(ELECTION)).toMatchObject({ state: 'working', deliveredLots: running.deliveredLots })
    expect(await after.read(REDEMPTION)).toMatchObject({
      state: 'idle',
      deliveredLots: `${posted.get(idOf(REDEMPTION))}`,
    })
    await after.postAll()
    // Eight GPUs for an hour.
    expect(posted.get(idOf(ELECTION))).toBe(8_000n)
  })

  it('has no fault, and starts what one had stopped', async () => {
    const before = machines()
    await before.start(ELECTION)
    before.setFault('outage')
    expect((await before.read(ELECTION)).state).toBe('outage')
    expect((await machines().read(ELECTION)).state).toBe('working')
  })
})

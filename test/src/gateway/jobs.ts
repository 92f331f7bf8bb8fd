import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Receipt } from '@gigahour/contracts/receipt'
import { NO_WORK, type Work } from './meter.ts'

/** Work at one election. */
export type Job = {
  work: Work
  /** Lots delivered when the gateway first met it. */
  before: bigint
  /** The buyer signs one of the last two proposals: the page may just have shown the one before. */
  proposals: readonly Receipt[]
}

/** The work at every election that the gateway has met. */
export type Jobs = {
  /** @param delivered - Lots delivered already, should this be the first meeting. */
  of: (election: bigint, delivered: bigint) => Job
  set: (election: bigint, job: Job) => void
  all: () => [bigint, Job][]
}

type Kept = { election: string; before: string; work: Work }

/**
 * Jobs that outlive the gateway: written down with each change. Machines do not stop because the gateway does, so what they run meanwhile counts
 * by the chain's clock. Proposals are not kept: the buyer asks for a new one.
 *
 * @param file - Where they are kept; absent if they are not.
 */
export function createJobs(file?: string): Jobs {
  const jobs = new Map<bigint, Job>()
  if (file !== undefined && existsSync(file)) {
    for (const { election, before, work } of JSON.parse(readFileSync(file, 'utf8')) as Kept[]) {
      jobs.set(BigInt(election), { work, before: BigInt(before), proposals: [] })
    }
  }
  const keep = (): void => {
    if (file === undefined) return
    const kept = [...jobs].map(([election, { before, work }]): Kept => {
      return { election: `${election}`, before: `${before}`, work }
    })
    // In one step, so that a kill leaves the old file or the new one.
    writeFileSync(`${file}.new`, JSON.stringify(kept))
    renameSync(`${file}.new`, file)
  }
  const set = (election: bigint, job: Job): void => {
    jobs.set(election, job)
    keep()
  }
  return {
    of: (election, delivered) => {
      const known = jobs.get(election)
      if (known) return known
      const job = { work: NO_WORK, before: delivered, proposals: [] }
      set(election, job)
      return job
    },
    set,
    all: () => [...jobs],
  }
}

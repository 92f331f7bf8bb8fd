import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { NO_WORK, type Work } from './meter.ts'
import type { Receipt, Terms, Window } from './metered.ts'
import { idOf, readSubject, type Subject, type WrittenSubject, writeSubject } from './subject.ts'

/** Work at one election or redemption. */
export type Job = {
  work: Work
  /** No machine runs outside of it. */
  window: Window
  /** Lots delivered when the gateway first met it. */
  before: bigint
  /** The user signs one of the last two proposals: the page may just have shown the one before. */
  proposals: readonly Receipt[]
}

/** The work at everything that the gateway has met. */
export type Jobs = {
  /** @param delivered - Lots delivered already, should this be the first meeting. */
  of: (terms: Terms, delivered: bigint) => Job
  set: (subject: Subject, job: Job) => void
  all: () => [Subject, Job][]
}

type Kept = WrittenSubject & { before: string; work: Work; window: Window }

/**
 * Jobs that outlive the gateway: written down with each change. Machines do not stop because the gateway does, so what they run meanwhile counts
 * by the chain's clock. Proposals are not kept: the user asks for a new one.
 *
 * @param file - Where they are kept; absent if they are not.
 */
export function createJobs(file?: string): Jobs {
  const jobs = new Map<string, [Subject, Job]>()
  if (file !== undefined && existsSync(file)) {
    for (const { before, work, window, ...written } of JSON.parse(readFileSync(file, 'utf8')) as Kept[]) {
      const subject = readSubject(written)
      jobs.set(idOf(subject), [subject, { work, window, before: BigInt(before), proposals: [] }])
    }
  }
  const keep = (): void => {
    if (file === undefined) return
    const kept = [...jobs.values()].map(([subject, { before, work, window }]): Kept => {
      return { ...writeSubject(subject), before: `${before}`, work, window }
    })
    // In one step, so that a kill leaves the old file or the new one.
    writeFileSync(`${file}.new`, JSON.stringify(kept))
    renameSync(`${file}.new`, file)
  }
  const set = (subject: Subject, job: Job): void => {
    jobs.set(idOf(subject), [subject, job])
    keep()
  }
  return {
    of: ({ subject, start, end }, delivered) => {
      const known = jobs.get(idOf(subject))
      if (known) return known[1]
      const job = { work: NO_WORK, window: { start, end }, before: delivered, proposals: [] }
      set(subject, job)
      return job
    },
    set,
    all: () => [...jobs.values()],
  }
}

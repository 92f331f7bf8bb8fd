import { type Lots, toLots } from '@gigahour/contracts/units'
import { type Hex, isAddressEqual } from 'viem'
import type { LocalAccount } from '../chain/accounts.ts'
import type { Clock } from '../chain/clock.ts'
import type { Desk } from './desk.ts'
import type { Job, Jobs } from './jobs.ts'
import { type Fault, lotsIn, meetFault, paceOf, secondsAt, startWork, stateOf, stopWork, type Work } from './meter.ts'
import type { Progress, Receipt, Terms, Window } from './metered.ts'
import { Refusal } from './refusal.ts'
import { nameOf, type Subject } from './subject.ts'

/** What `GET /meter` answers. */
export type Reading = {
  state: 'idle' | 'working' | 'late' | 'outage' | 'closed'
  /** Lots delivered since the window opened, receipted or not. */
  deliveredLots: string
  /** Seconds that machines have run, by the chain's clock. */
  seconds: number
  /** For the user to sign; null if there is nothing new, or the meter signs. */
  receipt: (WrittenId & { deliveredLots: string; time: number }) | null
  /** Nothing is signed or posted now, whatever was delivered: the user may post a receipt of its own. */
  isRefusing: boolean
}

/** As the typed data of the receipt names it. */
type WrittenId = { electionId: string } | { redemptionId: string }

/** The machines of everything that is delivered here. */
export type Machines = {
  /** @throws {@link Refusal} if it is not delivered here. */
  termsOf: (subject: Subject) => Promise<Terms>
  read: (subject: Subject) => Promise<Reading>
  start: (subject: Subject) => Promise<Reading>
  stop: (subject: Subject) => Promise<Reading>
  /** Posts the proposed receipt with the user's signature. */
  takeSignature: (subject: Subject, signature: Hex) => Promise<Reading>
  /**
   * Posts what the meter has counted, of everything that agreed on it.
   *
   * @throws after the last of them, if some could not be posted: they are tried again the next time.
   */
  postAll: () => Promise<void>
  setFault: (fault: Fault) => void
}

/** How long one proposal is shown before a larger one takes its place, seconds of the chain. */
const PROPOSAL_STANDS = 30

export type MachinesOptions = { url: string; desk: Desk; clock: Clock; meter: LocalAccount; jobs: Jobs }

export function createMachines({ url, desk, clock, meter, jobs }: MachinesOptions): Machines {
  let fault: Fault = 'none'

  const termsOf = async (subject: Subject): Promise<Terms> => {
    const terms = await desk.termsOf(subject)
    if (URL.parse(terms.endpoint)?.origin !== url) {
      throw new Refusal(404, 'other_endpoint', `The endpoint of ${nameOf(subject)} is ${terms.endpoint}`)
    }
    return terms
  }

  const setWork = (subject: Subject, job: Job, work: Work): Job => {
    const next = { ...job, work }
    jobs.set(subject, next)
    return next
  }

  /** Machines do not run on for what is over, such as a redemption that its holder has left. */
  const jobOf = (terms: Terms, { delivered, isOver }: Progress): Job => {
    const job = jobs.of(terms, delivered)
    return isOver && job.work.isWanted ? setWork(terms.subject, job, stopWork(job.work, within(terms))) : job
  }

  /** Receipts are cumulative: what others had receipted counts, unless we have counted more. */
  const deliveredOf = (terms: Terms, { work, before }: Job, { delivered }: Progress): Lots => {
    const own = before + lotsIn(secondsAt(work, within(terms)), paceOf(terms.unit, terms.lots, terms.end - terms.start))
    const counted = own > delivered ? own : delivered
    return counted < terms.lots ? toLots(counted) : terms.lots
  }

  /** Machines run in the window alone. */
  const within = ({ start, end }: Window): number => Math.min(Math.max(clock.now(), start), end)

  /** What can be receipted now; `undefined` if there is nothing new, or it is too late. */
  const receiptNow = async (terms: Terms, job: Job, progress: Progress): Promise<Receipt | undefined> => {
    const deliveredLots = deliveredOf(terms, job, progress)
    const time = Math.min(await desk.blockTime(), terms.end - 1)
    if (fault === 'refuse' || progress.isOver || time < terms.start || clock.now() >= terms.postingEnd) return undefined
    return deliveredLots > progress.delivered ? { deliveredLots, time: BigInt(time) } : undefined
  }

  const metersItself = (terms: Terms): boolean => isAddressEqual(terms.meter, meter.address)

  const propose = async (terms: Terms, progress: Progress): Promise<Receipt | undefined> => {
    if (metersItself(terms)) return undefined
    const job = jobOf(terms, progress)
    const fresh = await receiptNow(terms, job, progress)
    if (!fresh) return undefined
    const [last] = job.proposals
    if (last && last.deliveredLots > progress.delivered && fresh.time < last.time + BigInt(PROPOSAL_STANDS)) return last
    jobs.set(terms.subject, { ...job, proposals: [fresh, ...job.proposals.slice(0, 1)] })
    return fresh
  }

  const postOwn = async (terms: Terms): Promise<void> => {
    if (!metersItself(terms)) return
    const progress = await desk.progressOf(terms.subject)
    const receipt = await receiptNow(terms, jobOf(terms, progress), progress)
    if (receipt) await desk.post(terms.subject, await desk.sign(terms.subject, receipt))
  }

  const read = async (subject: Subject): Promise<Reading> => {
    const terms = await termsOf(subject)
    const progress = await desk.progressOf(subject)
    const job = jobOf(terms, progress)
    const isOver = progress.isOver || clock.now() >= terms.end
    const receipt = await propose(terms, progress)
    return {
      state: isOver ? 'closed' : stateOf(job.work, clock.now()),
      deliveredLots: `${deliveredOf(terms, job, progress)}`,
      seconds: secondsAt(job.work, within(terms)),
      receipt: receipt
        ? {
            ...idIn(subject),
            deliveredLots: `${receipt.deliveredLots}`,
            time: Number(receipt.time),
          }
        : null,
      isRefusing: fault === 'refuse',
    }
  }

  const start = async (subject: Subject): Promise<Reading> => {
    const terms = await termsOf(subject)
    const progress = await desk.progressOf(subject)
    const now = clock.now()
    if (now < terms.start) {
      throw new Refusal(409, 'window_not_open', `Delivery begins at ${dateOf(terms.start)}; it is ${dateOf(now)}`)
    }
    if (progress.isOver || now >= terms.end) {
      throw new Refusal(
        409,
        'window_closed',
        `Nothing is left to deliver: the window ended at ${dateOf(terms.end)}, or all was delivered`,
      )
    }
    const job = jobOf(terms, progress)
    setWork(subject, job, startWork(job.work, now, fault))
    return read(subject)
  }

  const stop = async (subject: Subject): Promise<Reading> => {
    const terms = await termsOf(subject)
    const job = jobOf(terms, await desk.progressOf(subject))
    setWork(subject, job, stopWork(job.work, within(terms)))
    await postOwn(terms)
    return read(subject)
  }

  const takeSignature = async (subject: Subject, signature: Hex): Promise<Reading> => {
    const terms = await termsOf(subject)
    if (fault === 'refuse') {
      throw new Refusal(503, 'refused', 'The gateway signs and posts nothing now: post your receipt yourself')
    }
    const { proposals } = jobOf(terms, await desk.progressOf(subject))
    for (const proposal of proposals) {
      const receipt = { ...proposal, signer: terms.user, signature }
      if (!(await desk.isSigned(subject, receipt))) continue
      await desk.post(subject, receipt)
      return read(subject)
    }
    throw new Refusal(
      400,
      'wrong_signature',
      `Sign the receipt that GET /meter proposes, as EIP-712 data, with ${terms.user}`,
    )
  }

  const setFault = (next: Fault): void => {
    fault = next
    for (const [subject, job] of jobs.all()) setWork(subject, job, meetFault(job.work, within(job.window), fault))
  }

  // A fault ends with the gateway that had it: what it stopped goes on.
  setFault('none')
  return {
    termsOf,
    read,
    start,
    stop,
    takeSignature,
    postAll: async () => {
      const failures: string[] = []
      for (const [subject] of jobs.all()) {
        try {
          await postOwn(await termsOf(subject))
        } catch (error) {
          failures.push(`${nameOf(subject)}: ${error instanceof Error ? error.message : error}`)
        }
      }
      if (failures.length > 0) throw new Error(failures.join('; '))
    },
    setFault,
  }
}

const idIn = (subject: Subject): WrittenId =>
  'election' in subject ? { electionId: `${subject.election}` } : { redemptionId: `${subject.redemption}` }

const dateOf = (time: number): string => new Date(time * 1_000).toISOString()

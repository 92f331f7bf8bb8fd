import type { Receipt } from '@gigahour/contracts/receipt'
import { type Lots, toLots } from '@gigahour/contracts/units'
import { type Hex, isAddressEqual } from 'viem'
import type { LocalAccount } from '../chain/accounts.ts'
import type { Clock } from '../chain/clock.ts'
import type { Desk, Progress, Terms } from './desk.ts'
import type { Job, Jobs } from './jobs.ts'
import { type Fault, gpusFor, lotsIn, meetFault, secondsAt, startWork, stateOf, stopWork, type Work } from './meter.ts'
import { Refusal } from './refusal.ts'

/** What `GET /meter` answers. */
export type Reading = {
  state: 'idle' | 'working' | 'late' | 'outage' | 'closed'
  /** Lots delivered since the window opened, receipted or not. */
  deliveredLots: string
  /** Seconds that machines have run, by the chain's clock. */
  seconds: number
  /** For the buyer to sign; null if there is nothing new, or the meter signs. */
  receipt: { electionId: string; deliveredLots: string; time: number } | null
}

/** The machines of every election that is delivered here. */
export type Machines = {
  /** @throws {@link Refusal} if the election is not delivered here. */
  termsOf: (election: bigint) => Promise<Terms>
  read: (election: bigint) => Promise<Reading>
  start: (election: bigint) => Promise<Reading>
  stop: (election: bigint) => Promise<Reading>
  /** Posts the proposed receipt with the buyer's signature. */
  takeSignature: (election: bigint, signature: Hex) => Promise<Reading>
  /**
   * Posts what the meter has counted, of every election that agreed on it.
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

  const termsOf = async (election: bigint): Promise<Terms> => {
    const terms = await desk.termsOf(election)
    if (URL.parse(terms.endpoint)?.origin !== url) {
      throw new Refusal(404, 'other_endpoint', `Election ${election} is delivered at ${terms.endpoint}, not here`)
    }
    return terms
  }

  const jobOf = (election: bigint, { delivered }: Progress): Job => jobs.of(election, delivered)

  const setWork = (election: bigint, job: Job, work: Work): void => {
    jobs.set(election, { ...job, work })
  }

  /** Receipts are cumulative: what others had receipted counts, unless we have counted more. */
  const deliveredOf = (terms: Terms, { work, before }: Job, { delivered }: Progress): Lots => {
    const own = before + lotsIn(secondsAt(work, within(terms)), gpusFor(terms.lots, terms.end - terms.start))
    const counted = own > delivered ? own : delivered
    return counted < terms.lots ? toLots(counted) : terms.lots
  }

  /** Machines run in the delivery month alone. */
  const within = ({ start, end }: Terms): number => Math.min(Math.max(clock.now(), start), end)

  /** What can be receipted now; `undefined` if there is nothing new, or it is too late. */
  const receiptNow = async (terms: Terms, job: Job, progress: Progress): Promise<Receipt | undefined> => {
    const deliveredLots = deliveredOf(terms, job, progress)
    const time = Math.min(await desk.blockTime(), terms.end - 1)
    if (fault === 'refuse' || progress.isSettled || time < terms.start || clock.now() >= terms.postingEnd)
      return undefined
    return deliveredLots > progress.delivered
      ? { electionId: terms.election, deliveredLots, time: BigInt(time) }
      : undefined
  }

  const metersItself = (terms: Terms): boolean => isAddressEqual(terms.meter, meter.address)

  const propose = async (terms: Terms, progress: Progress): Promise<Receipt | undefined> => {
    if (metersItself(terms)) return undefined
    const job = jobOf(terms.election, progress)
    const fresh = await receiptNow(terms, job, progress)
    if (!fresh) return undefined
    const [last] = job.proposals
    if (last && last.deliveredLots > progress.delivered && fresh.time < last.time + BigInt(PROPOSAL_STANDS)) return last
    jobs.set(terms.election, { ...job, proposals: [fresh, ...job.proposals.slice(0, 1)] })
    return fresh
  }

  const postOwn = async (terms: Terms): Promise<void> => {
    if (!metersItself(terms)) return
    const progress = await desk.progressOf(terms.election)
    const receipt = await receiptNow(terms, jobOf(terms.election, progress), progress)
    if (receipt) await desk.post(await desk.sign(receipt))
  }

  const read = async (election: bigint): Promise<Reading> => {
    const terms = await termsOf(election)
    const progress = await desk.progressOf(election)
    const job = jobOf(election, progress)
    const isOver = progress.isSettled || clock.now() >= terms.end
    const receipt = await propose(terms, progress)
    return {
      state: isOver ? 'closed' : stateOf(job.work, clock.now()),
      deliveredLots: `${deliveredOf(terms, job, progress)}`,
      seconds: secondsAt(job.work, within(terms)),
      receipt: receipt
        ? {
            electionId: `${receipt.electionId}`,
            deliveredLots: `${receipt.deliveredLots}`,
            time: Number(receipt.time),
          }
        : null,
    }
  }

  const start = async (election: bigint): Promise<Reading> => {
    const terms = await termsOf(election)
    const progress = await desk.progressOf(election)
    const now = clock.now()
    if (now < terms.start) {
      throw new Refusal(409, 'window_not_open', `Delivery begins at ${dateOf(terms.start)}; it is ${dateOf(now)}`)
    }
    if (progress.isSettled || now >= terms.end) {
      throw new Refusal(
        409,
        'window_closed',
        `Nothing is left to deliver: the month ended at ${dateOf(terms.end)}, or all was delivered`,
      )
    }
    const job = jobOf(election, progress)
    setWork(election, job, startWork(job.work, now, fault))
    return read(election)
  }

  const stop = async (election: bigint): Promise<Reading> => {
    const terms = await termsOf(election)
    const job = jobOf(election, await desk.progressOf(election))
    setWork(election, job, stopWork(job.work, within(terms)))
    await postOwn(terms)
    return read(election)
  }

  const takeSignature = async (election: bigint, signature: Hex): Promise<Reading> => {
    const terms = await termsOf(election)
    if (fault === 'refuse') {
      throw new Refusal(
        503,
        'refused',
        'The gateway signs and posts nothing now: post your receipt at the desk yourself',
      )
    }
    const { proposals } = jobOf(election, await desk.progressOf(election))
    for (const proposal of proposals) {
      const receipt = { ...proposal, signer: terms.buyer, signature }
      if (!(await desk.isSigned(receipt))) continue
      await desk.post(receipt)
      return read(election)
    }
    throw new Refusal(
      400,
      'wrong_signature',
      `Sign the receipt that GET /meter proposes, as EIP-712 data, with ${terms.buyer}`,
    )
  }

  const setFault = (next: Fault): void => {
    fault = next
    for (const [election, job] of jobs.all()) setWork(election, job, meetFault(job.work, clock.now(), fault))
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
      for (const [election] of jobs.all()) {
        try {
          await postOwn(await termsOf(election))
        } catch (error) {
          failures.push(`Election ${election}: ${error instanceof Error ? error.message : error}`)
        }
      }
      if (failures.length > 0) throw new Error(failures.join('; '))
    },
    setFault,
  }
}

const dateOf = (time: number): string => new Date(time * 1_000).toISOString()

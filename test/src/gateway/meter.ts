/** How a buyer's work runs at the gateway. Times are Unix seconds by the chain's clock. */
export type Work = {
  /** The buyer wants it to run. */
  isWanted: boolean
  /** Seconds that machines ran, counted until {@link runsFrom}. */
  counted: number
  /** From when on machines run, which may lie ahead; `undefined` while they do not. */
  runsFrom: number | undefined
}

/** How the gateway fails: not at all, by starting an hour late, by machines that are down, or by signing nothing. */
export const FAULTS = ['none', 'late', 'outage', 'refuse'] as const
export type Fault = (typeof FAULTS)[number]

export type WorkState = 'idle' | 'working' | 'late' | 'outage'

/** How late machines are that come late, seconds. */
export const LATENESS = 3_600

export const NO_WORK: Work = { isWanted: false, counted: 0, runsFrom: undefined }

/** Seconds that machines have run. */
export const secondsAt = ({ counted, runsFrom }: Work, now: number): number =>
  counted + (runsFrom === undefined ? 0 : Math.max(0, now - runsFrom))

export function stateOf({ isWanted, runsFrom }: Work, now: number): WorkState {
  if (!isWanted) return 'idle'
  if (runsFrom === undefined) return 'outage'
  return now < runsFrom ? 'late' : 'working'
}

/** The buyer starts work; twice is as good as once. */
export function startWork(work: Work, now: number, fault: Fault): Work {
  if (work.isWanted) return work
  return { ...work, isWanted: true, runsFrom: startOf(now, fault) }
}

/** The buyer stops work. What was counted stays. */
export const stopWork = (work: Work, now: number): Work => ({
  isWanted: false,
  counted: secondsAt(work, now),
  runsFrom: undefined,
})

/** A fault begins or ends: an outage stops what runs, and its end starts it again. */
export function meetFault(work: Work, now: number, fault: Fault): Work {
  if (!work.isWanted) return work
  if (fault === 'outage') return { ...stopWork(work, now), isWanted: true }
  return work.runsFrom === undefined ? { ...work, runsFrom: startOf(now, fault) } : work
}

function startOf(now: number, fault: Fault): number | undefined {
  if (fault === 'outage') return undefined
  return fault === 'late' ? now + LATENESS : now
}

/** GPUs of one machine. */
const GPUS = 8n
const LOTS_PER_HOUR = 1_000n
const SECONDS_PER_HOUR = 3_600n

/** GPUs that are set up for an election: as few whole machines as deliver it in half of its window. */
export function gpusFor(lots: bigint, windowSeconds: number): bigint {
  const perMachine = (GPUS * LOTS_PER_HOUR * BigInt(windowSeconds)) / (2n * SECONDS_PER_HOUR)
  return GPUS * ((lots + perMachine - 1n) / perMachine)
}

/** Lots, each 0.001 GPU-hour, that so many GPUs are in so many seconds; rounded down. */
export const lotsIn = (seconds: number, gpus: bigint): bigint =>
  (BigInt(seconds) * gpus * LOTS_PER_HOUR) / SECONDS_PER_HOUR

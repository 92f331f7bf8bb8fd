/** How a user's work runs at the gateway. Times are Unix seconds by the chain's clock. */
export type Work = {
  /** The user wants it to run. */
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

/** The user starts work; twice is as good as once. */
export function startWork(work: Work, now: number, fault: Fault): Work {
  if (work.isWanted) return work
  return { ...work, isWanted: true, runsFrom: startOf(now, fault) }
}

/** The user stops work. What was counted stays. */
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

/** The unit of a series, and of credits of machine time. */
export const GPU_HOUR = 'GPU-hour'

/** Lots that one machine delivers in an hour: it has eight GPUs. */
const GPU_LOTS_PER_HOUR = 8_000n
/** Of any other unit, such as a million model tokens, a machine serves one in 50 seconds: 20,000 model tokens a second. */
const METERED_LOTS_PER_HOUR = 72_000n
const SECONDS_PER_HOUR = 3_600n

/** Lots that are delivered in an hour: as few whole machines are set up as deliver all in half of the window. */
export function paceOf(unit: string, lots: bigint, windowSeconds: number): bigint {
  const perHour = unit === GPU_HOUR ? GPU_LOTS_PER_HOUR : METERED_LOTS_PER_HOUR
  const perMachine = (perHour * BigInt(windowSeconds)) / (2n * SECONDS_PER_HOUR)
  return perHour * ((lots + perMachine - 1n) / perMachine)
}

/** Lots, each 0.001 of a unit, in so many seconds; rounded down. */
export const lotsIn = (seconds: number, pace: bigint): bigint => (BigInt(seconds) * pace) / SECONDS_PER_HOUR

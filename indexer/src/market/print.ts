import type { Address, Hex } from 'viem'

export const DAY = 86_400
const OF_DAY = 20 * 3_600
const MAX_CARRY = 3
export const CHALLENGE_WINDOW = 48 * 3_600
export const ARBITRATION_PERIOD = 7 * DAY
/** A print is final at the latest so many days after its end, so one that is older is. */
const MAX_DAYS_OPEN = 10

/** 20:00 UTC of a day: what its print is of, and when the day closes in the books. @param day - Days since 1970-01-01, UTC. */
export const closingOf = (day: number): number => day * DAY + OF_DAY
export const dayOf = (timestamp: number): number => Math.floor(timestamp / DAY)
const endOf = (day: number): number => (day + 1) * DAY

export type Observation = {
  reporter: Address
  /** Micro-USDC per GPU-hour. */
  price: bigint
  /** When it was observed, Unix seconds. */
  time: number
  transaction: Hex
}

export type Challenge = {
  challenger: Address
  /** What the challenger holds to be right, micro-USDC per GPU-hour. */
  price: bigint
  arbiter: Address
  bond: bigint
  counterBond: bigint
  time: number
  /** From this second on the print stands if the arbiter has not ruled. */
  deadline: number
  /** `null`: nobody has closed it yet; it may have lapsed by time alone. */
  outcome: 'upheld' | 'overturned' | 'lapsed' | null
}

/** What was told of a grade and day. What time alone brings about is read off the clock, see {@link readPrint}. */
export type PrintDay = {
  grade: number
  day: number
  /** Of its own print, micro-USDC per GPU-hour; null if it has none. */
  price: bigint | null
  /** Observations are there, and too few for a median so far from the last print. */
  withheld: { median: bigint; needed: number } | null
  /** When the arbiter's price was taken over. */
  resolvedAt: number | null
  /** In the order in which they were posted. */
  observations: readonly Observation[]
  challenge: Challenge | null
}

export type PrintStatus = 'pending' | 'printed' | 'challenged' | 'resolved' | 'carried' | 'missing'

/** The print of a day at one moment. */
export type Print = {
  status: PrintStatus
  isFinal: boolean
  price: bigint | null
  /** Day on which the price was observed. */
  source: number | null
  finalAt: number | null
}

export const printKey = (grade: number, day: number): string => `${grade}:${day}`

/** Gives what was told of a day; an overlay or a map, by {@link printKey}. */
export type PrintDays = { get(key: string): PrintDay | undefined }

/**
 * Reads the print of a day off the clock, as the index's own view does.
 *
 * @param now - Time of the block, Unix seconds.
 */
export function readPrint(days: PrintDays, grade: number, day: number, now: number): Print {
  const own = days.get(printKey(grade, day))
  if (own && own.price !== null) return readOwn(own, own.price, now)
  if (now < endOf(day)) return { status: 'pending', isFinal: false, price: null, source: null, finalAt: null }
  for (let source = day - 1; source >= day - MAX_CARRY; source -= 1) {
    const carried = days.get(printKey(grade, source))
    if (!carried || carried.price === null) continue
    const print = readOwn(carried, carried.price, now)
    return { ...print, status: 'carried', finalAt: Math.max(print.finalAt ?? 0, endOf(day)) }
  }
  return { status: 'missing', isFinal: true, price: null, source: null, finalAt: endOf(day) }
}

function readOwn({ day, resolvedAt, challenge }: PrintDay, price: bigint, now: number): Print {
  const standing = (status: PrintStatus, finalAt: number): Print => ({
    ...{ status, isFinal: now >= finalAt, price, source: day, finalAt },
  })
  if (resolvedAt !== null) return standing('resolved', resolvedAt)
  if (!challenge) return standing('printed', endOf(day) + CHALLENGE_WINDOW)
  const finalAt = challenge.time + ARBITRATION_PERIOD
  return standing(now < finalAt ? 'challenged' : 'printed', finalAt)
}

/** Days in which something of a print may still change: the newest first. */
export const openDays = (now: number): number[] =>
  Array.from({ length: MAX_DAYS_OPEN + 1 }, (_, age) => dayOf(now) - age)

/**
 * The newest day, at most `day`, with a print of its own that is `wanted`.
 *
 * @param first - Day before which there is none.
 */
export function latestPrint(
  days: PrintDays,
  grade: number,
  { day, first, now, final = false }: { day: number; first: number; now: number; final?: boolean },
): Print | undefined {
  for (let at = day; at >= first; at -= 1) {
    const own = days.get(printKey(grade, at))
    if (!own || own.price === null) continue
    const print = readOwn(own, own.price, now)
    if (!final || print.isFinal) return print
  }
  return undefined
}

/** First second of {@link Challenge} after which nothing is open: for reading its state off the clock. */
export const challengeState = (challenge: Challenge, now: number): 'open' | 'upheld' | 'overturned' | 'lapsed' =>
  challenge.outcome ?? (now < challenge.deadline ? 'open' : 'lapsed')

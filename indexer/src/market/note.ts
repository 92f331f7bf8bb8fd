import { accumulatedAt, capPerLot, isCapReached, unpaidAt } from '@gigahour/contracts/note'
import type { Address } from 'viem'
import { CorruptionError } from '../errors.ts'
import { LOTS_PER_TOKEN } from './credit.ts'
import type { Place } from './event.ts'
import type {
  ConversionFixedEvent,
  NoteIssuedEvent,
  NoteTerms,
  RevenueDepositedEvent,
  StressDeclaredEvent,
} from './noteEvent.ts'
import { DAY } from './print.ts'

const BP = 10_000n
/** Seconds after a due date in which a coupon is late and not missed, the last one included. */
export const GRACE = 10 * DAY
/** Months whose deposits together the covenant watches. */
const COVENANT_MONTHS = 3

export type Conversion = Omit<StressDeclaredEvent, 'kind' | 'token'> & {
  at: Place
  asked: bigint
  fixed: (Omit<ConversionFixedEvent, 'kind' | 'token' | 'asked'> & { at: Place }) | null
}

/** A note, as it stands. */
export type Note = Omit<NoteIssuedEvent, 'kind'> & {
  /** Nobody has closed the sale; it ends by time alone too, see {@link isOnSale}. */
  saleOpen: boolean
  unsold: bigint
  /** Lots that share the coupons. */
  supply: bigint
  registered: bigint
  deposited: bigint
  /** Paid out, what was paid back taken off. */
  collected: bigint
  /** Ever reported. */
  revenue: bigint
  /** Coupons per lot since issue, micro-USDC × 2^96. */
  index: bigint
  /** Deposits by the month that they count for, from 1; the one after the last holds what came later. */
  depositedIn: readonly bigint[]
  conversion: Conversion | null
  at: Place
}

/** A holder's registered notes. */
export type Registration = {
  token: Address
  holder: Address
  lots: bigint
  converting: bigint
  collected: bigint
  /** Of the reserve credit, not taken yet. */
  credits: bigint
}

/** A coupon as it was deposited. */
export type Coupon = Omit<RevenueDepositedEvent, 'kind'> & { at: Place }

export const registrationKey = (token: Address, holder: Address): string => `${token}:${holder}`

export const noRegistration = (token: Address, holder: Address): Registration => ({
  ...{ token, holder, lots: 0n, converting: 0n, collected: 0n, credits: 0n },
})

/**
 * A registration as the contract tells it. Once the conversion is fixed each holder has its part, notes rounded up and credits down; its own
 * entry, which is what events tell of, takes that over when the holder next acts.
 */
export function converted(registration: Registration, conversion: Conversion | null): Registration {
  const { lots, converting, credits } = registration
  if (!conversion?.fixed || converting === 0n) return registration
  const { asked, fixed } = conversion
  const given = (converting * fixed.converted + asked - 1n) / asked
  const got = (converting * fixed.credits) / asked
  return { ...registration, lots: lots - given, converting: 0n, credits: credits + got }
}

export function issueNote({ kind: _, ...issued }: NoteIssuedEvent, at: Place): Note {
  const { terms } = issued
  return {
    ...issued,
    ...{ saleOpen: true, unsold: terms.lots, supply: 0n, registered: 0n, deposited: 0n, collected: 0n, revenue: 0n },
    ...{ index: 0n, depositedIn: Array.from({ length: terms.coupons + 1 }, () => 0n), conversion: null, at },
  }
}

/** Lots left the contract's sale. @throws {@link CorruptionError} if fewer are unsold. */
export function sellNotes(note: Note, lots: bigint): Note {
  if (lots > note.unsold) throw new CorruptionError(`${note.token} has ${note.unsold} lots unsold, ${lots} were sold`)
  return { ...note, unsold: note.unsold - lots, supply: note.supply + lots }
}

/** Lots that left the contract's sale. What became credits since was sold all the same. */
export const soldOf = ({ supply, conversion }: Pick<Note, 'supply' | 'conversion'>): bigint =>
  supply + (conversion?.fixed?.converted ?? 0n)

/** Whether the contract sells notes: until the sale is closed, or the first coupon is due. */
export const isOnSale = ({ saleOpen, terms }: Pick<Note, 'saleOpen' | 'terms'>, now: number): boolean =>
  saleOpen && now < terms.firstDue

/** @throws {@link CorruptionError} unless the supply is what the chain says. */
export function closeSale(note: Note, supply: bigint): Note {
  if (note.supply !== supply) throw new CorruptionError(`${note.token} has a supply of ${note.supply}, not ${supply}`)
  return { ...note, saleOpen: false, unsold: 0n }
}

/** @throws {@link CorruptionError} unless as much is deposited as the chain says. */
export function depositRevenue(note: Note, { month, revenue, amount, deposited, index }: RevenueDepositedEvent): Note {
  if (note.deposited + amount !== deposited) {
    throw new CorruptionError(`${note.token} had deposits of ${note.deposited}, after ${amount} they are ${deposited}`)
  }
  const depositedIn = note.depositedIn.map((sum, n) => (n + 1 === month ? sum + amount : sum))
  return { ...note, deposited, index, revenue: note.revenue + revenue, depositedIn }
}

/** Micro-USDC that so many lots have had since issue, rounded down. */
export const accumulated = ({ index }: Pick<Note, 'index'>, lots: bigint): bigint => accumulatedAt(lots, index)

/** Micro-USDC that a whole note pays at most. */
export const capOf = ({ issuePrice, capBp }: NoteTerms): bigint => capPerLot(issuePrice, capBp) * LOTS_PER_TOKEN

/** Micro-USDC that so many lots can still pay until the cap, rounded down. */
export const unpaid = ({ index, terms }: Pick<Note, 'index' | 'terms'>, lots: bigint): bigint =>
  unpaidAt(lots, index, capPerLot(terms.issuePrice, terms.capBp))

/**
 * When a scheduled coupon is due: the same day and time, months later, or the month's last day if it is shorter.
 *
 * @param month - From 1.
 */
export function dueDate({ firstDue }: Pick<NoteTerms, 'firstDue'>, month: number): number {
  const first = new Date(firstDue * 1_000)
  const [year, later] = [first.getUTCFullYear(), first.getUTCMonth() + month - 1]
  const days = new Date(Date.UTC(year, later + 1, 0)).getUTCDate()
  const day = Math.min(first.getUTCDate(), days)
  return Date.UTC(year, later, day) / 1_000 + (firstDue % DAY)
}

/** Micro-USDC due in total until the date of a month. @param month - From 0: nothing. */
export const scheduledUntil = ({ terms, supply }: Pick<Note, 'terms' | 'supply'>, month: number): bigint =>
  (BigInt(month) * terms.minimumCoupon * supply) / LOTS_PER_TOKEN

/** How many scheduled coupons are due. */
export function monthsDue(terms: NoteTerms, now: number): number {
  let months = 0
  while (months < terms.coupons && dueDate(terms, months + 1) <= now) months += 1
  return months
}

/** How many are past their grace, to which its last second belongs. */
const monthsOver = (terms: NoteTerms, now: number): number => monthsDue(terms, now - GRACE - 1)

/** Micro-USDC that were due until now and are not deposited. */
export function arrearsOf(note: Note, now: number): bigint {
  const missing = scheduledUntil(note, monthsDue(note.terms, now)) - note.deposited
  return missing > 0n && !isPaid(note) ? missing : 0n
}

/** Every note has had its cap. */
export const isPaid = ({ index, terms }: Pick<Note, 'index' | 'terms'>): boolean =>
  isCapReached(index, capPerLot(terms.issuePrice, terms.capBp))

/**
 * Deposits of the last three months whose grace is over, and what was paid ahead of schedule before them, in basis points of their schedule, rounded down.
 *
 * @returns null before there are three, or if nothing was scheduled.
 */
export function covenantOf(note: Note, now: number): number | null {
  const month = monthsOver(note.terms, now)
  if (month < COVENANT_MONTHS) return null
  const first = month - COVENANT_MONTHS
  const ahead = sumOf(note.depositedIn.slice(0, first)) - scheduledUntil(note, first)
  const had = sumOf(note.depositedIn.slice(first, month)) + (ahead > 0n ? ahead : 0n)
  const scheduled = scheduledUntil(note, month) - scheduledUntil(note, first)
  return scheduled === 0n ? null : Number((had * BP) / scheduled)
}

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n)

export type NoteStatus = 'performing' | 'late' | 'stress' | 'conversion' | 'converted' | 'paid'

export function noteStatus(note: Note, now: number): NoteStatus {
  if (note.conversion?.fixed) return 'converted'
  if (isPaid(note)) return 'paid'
  if (note.conversion) return now < note.conversion.windowEnd ? 'conversion' : 'stress'
  return arrearsOf(note, now) > 0n ? 'late' : 'performing'
}

export type CouponState = 'ahead' | 'due' | 'late' | 'paid' | 'missed'

/** One month of a note's schedule. `dueAt` and `graceEnd` are null for what comes after the last. */
export type CouponMonth = {
  month: number
  dueAt: number | null
  graceEnd: number | null
  scheduled: bigint
  deposited: bigint
  state: CouponState
}

/** Every scheduled month, and what came after the last if anything did. */
export function scheduleOf(note: Note, now: number): CouponMonth[] {
  const { terms, depositedIn } = note
  const due = monthsDue(terms, now)
  const months = depositedIn.map((deposited, n): CouponMonth => {
    const month = n + 1
    if (month > terms.coupons) return { month, dueAt: null, graceEnd: null, scheduled: 0n, deposited, state: 'paid' }
    const dueAt = dueDate(terms, month)
    const scheduled = scheduledUntil(note, month) - scheduledUntil(note, n)
    const times = { dueAt, graceEnd: dueAt + GRACE }
    return { month, ...times, scheduled, deposited, state: stateOf(note, month, due, now > times.graceEnd) }
  })
  return months.filter(({ month, deposited }) => month <= terms.coupons || deposited > 0n)
}

function stateOf(note: Note, month: number, due: number, graceOver: boolean): CouponState {
  // Of a note that was not sold nothing is owed, but that is known only once the sale is over.
  const isKnown = note.supply > 0n || month <= due
  if (note.deposited >= scheduledUntil(note, month) && isKnown) return 'paid'
  if (month > due) return month === due + 1 ? 'due' : 'ahead'
  return graceOver ? 'missed' : 'late'
}

import { owedAt } from '@gigahour/contracts/credit'
import type { Bundle } from './bundle.ts'
import { type Credit, creditStatus, FRESH_DAYS, LOTS_PER_TOKEN, paceOf, RECEIPT_GRACE, undelivered } from './credit.ts'
import { fairForward } from './fairForward.ts'
import { type Measures, ratio } from './monitor.ts'
import { accumulated, capOf, dueDate, type Note } from './note.ts'
import { dayOf } from './print.ts'
import type { Quotes } from './quotes.ts'
import { type Flow, impliedRate, meanTime, totalOf } from './rate.ts'

/** What a whole token brings, and where that is known from. */
export type Worth = { flows: Flow[]; source: 'curve' | 'index' | 'reference' | 'bond' | 'schedule' | 'parts' }

/** A token's price against what it brings; amounts are micro-USDC per whole token. */
export type Financing = {
  price: bigint | null
  priceSource: 'mid' | 'last' | null
  fair: bigint | null
  fairSource: Worth['source'] | null
  dropBp: number | null
  dueAt: number | null
  rateBp: number | null
}

const DAY = 86_400n

const least = (one: bigint, other: bigint): bigint => (other < one ? other : one)

/**
 * A credit brings a unit, at the fair forward of its grade, in the middle of what is left of its window. Once the window is over it brings what the
 * bond pays.
 *
 * @returns Undefined if nothing says what a unit costs, or no unit is left.
 */
export function creditWorth(credit: Credit, quotes: Quotes, now: number): Worth | undefined {
  const { terms } = credit
  switch (creditStatus(credit, now)) {
    case 'done':
      return undefined
    case 'default': {
      const { pool = 0n, lots = 1n } = credit.default ?? {}
      return { flows: [{ amount: (pool * LOTS_PER_TOKEN) / lots, at: now }], source: 'bond' }
    }
    case 'closed': {
      const lots = undelivered(credit)
      const pool = least(credit.bond, owedAt(lots, unitPrice(credit, quotes, now)))
      const at = Math.max(now, defaultFrom(credit, quotes, now))
      return { flows: [{ amount: (pool * LOTS_PER_TOKEN) / lots, at }], source: 'bond' }
    }
    default: {
      const [from, to] = [Math.max(now, terms.start), terms.end]
      const at = Math.floor((from + to) / 2)
      if (terms.grade === 0) return { flows: [{ amount: terms.referencePrice, at }], source: 'reference' }
      const fair = fairForward(quotes.curveOf(terms.grade, now), quotes.indexOf(terms.grade, now), { now, from, to })
      return fair && { flows: [{ amount: fair.price, at }], source: fair.source }
    }
  }
}

/** A note brings the coupons that it has accumulated at once, and those still scheduled when they are due; what is overdue at once. */
export function noteWorth(note: Note, now: number): Worth {
  const { terms } = note
  const had = accumulated(note, LOTS_PER_TOKEN)
  const flows: Flow[] = [{ amount: had, at: now }]
  const cap = capOf(terms)
  let until = had
  for (let month = 1; month <= terms.coupons; month += 1) {
    const scheduled = least(BigInt(month) * terms.minimumCoupon, cap)
    if (scheduled <= until) continue
    flows.push({ amount: scheduled - until, at: Math.max(now, dueDate(terms, month)) })
    until = scheduled
  }
  return { flows, source: 'schedule' }
}

/** @returns Undefined if nothing says what its credit is worth. */
export function bundleWorth(
  { notesPerCredit }: Bundle,
  { credit, note }: { credit: Credit; note: Note },
  quotes: Quotes,
  now: number,
): Worth | undefined {
  const compute = creditWorth(credit, quotes, now)
  const notes = noteWorth(note, now).flows.map(({ amount, at }) => ({ amount: amount * BigInt(notesPerCredit), at }))
  return compute && { flows: [...compute.flows, ...notes], source: 'parts' }
}

/** Sets the book's price of a token against what it brings. */
export function financingOf(token: Credit['token'], worth: Worth | undefined, quotes: Quotes, now: number): Financing {
  const quoted = quotes.priceOf(token)
  const price = quoted?.price ?? null
  const fair = worth ? totalOf(worth.flows) : null
  return {
    price,
    priceSource: quoted?.source ?? null,
    fair,
    fairSource: worth?.source ?? null,
    dropBp: price === null || fair === null ? null : ratio(fair - price, fair),
    dueAt: (worth && meanTime(worth.flows, now)) ?? null,
    rateBp: (worth && price !== null ? impliedRate(price, worth.flows, now) : undefined) ?? null,
  }
}

/**
 * From when on default can be declared, Unix seconds, as the contract reckons: once the grace of receipts is over, and the last print before the
 * window's end is final.
 */
export function defaultFrom({ terms }: Credit, quotes: Quotes, now: number): number {
  const finalAt = terms.grade === 0 ? null : quotes.finalityBefore(terms.grade, dayOf(terms.end), now)
  return Math.max(terms.end + RECEIPT_GRACE, finalAt ?? 0)
}

/**
 * What a unit would be paid at in a default now, damages not included, as the contract reckons: the last final print before today, or before the
 * window's end if that is past, however old; the price at issue if the unit has no index. Micro-USDC.
 */
export function unitPrice({ terms, issuePrice, at }: Credit, quotes: Quotes, now: number): bigint {
  if (terms.grade === 0) return issuePrice
  // What it was issued on is at most a week older.
  const days = { first: dayOf(at.timestamp) - FRESH_DAYS, day: dayOf(Math.min(now, terms.end)) }
  return quotes.finalBefore(terms.grade, days, now) ?? issuePrice
}

/** What the run monitor looks at. */
export function measure(credit: Credit, quotes: Quotes, now: number): Measures & { deliveredPerDay: bigint } {
  const worth = creditWorth(credit, quotes, now)
  const pace = paceOf(credit, now)
  const left = BigInt(Math.max(0, credit.terms.end - now))
  return {
    price: quotes.priceOf(credit.token)?.price ?? null,
    fair: worth ? totalOf(worth.flows) : null,
    bond: credit.bond,
    owed: owedOf(credit, quotes, now),
    queued: credit.queued,
    deliveredPerDay: pace ? (pace.lots * DAY) / pace.seconds : 0n,
    capacity: pace && left > 0n ? (pace.lots * left) / pace.seconds : null,
  }
}

/** What the undelivered lots are owed: at index and damages, or what default has fixed for those not claimed. Micro-USDC. */
export function owedOf(credit: Credit, quotes: Quotes, now: number): bigint {
  const { default: defaulted } = credit
  if (!defaulted) return owedAt(undelivered(credit), unitPrice(credit, quotes, now))
  return (defaulted.owed * (defaulted.lots - defaulted.claimed)) / defaulted.lots
}

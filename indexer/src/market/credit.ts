import type { Address } from 'viem'
import { CorruptionError } from '../errors.ts'
import type {
  BoughtBackEvent,
  CreditDefaultedEvent,
  CreditIssuedEvent,
  CreditTerms,
  RedemptionQueuedEvent,
  UnitsDeliveredEvent,
} from './creditEvent.ts'
import type { Place } from './event.ts'
import { DAY, dayOf } from './print.ts'

/** Lots of a whole token. */
export const LOTS_PER_TOKEN = 1_000n

/** A credit is issued on a print of so many days at most. */
export const FRESH_DAYS = 7

/** Late receipts are posted so long after the window, seconds; then default may be declared. */
export const RECEIPT_GRACE = 3 * DAY
/** So long without a receipt, seconds, and a holder may take its lots back. */
export const LEAVE_AFTER = 3 * DAY
/** Days of deliveries that the pace is measured over, today among them. */
const PACE_DAYS = 7

export type CreditDefault = Omit<CreditDefaultedEvent, 'kind' | 'token' | 'released'> & {
  at: Place
  claimed: bigint
  /** Micro-USDC paid to holders. */
  paid: bigint
}

/** A credit, as it stands. Each lot issued is in exactly one of circulating, queued, delivered, boughtBack, claimed. */
export type Credit = Omit<CreditIssuedEvent, 'kind' | 'lots'> & {
  issued: bigint
  circulating: bigint
  /** Committed to redemptions and not delivered. */
  queued: bigint
  delivered: bigint
  boughtBack: bigint
  /** Ever released to the issuer, and what of it was withdrawn. */
  released: bigint
  withdrawn: bigint
  redemptions: number
  /** Lots delivered by day, newest last; days older than the pace is measured over are dropped. */
  recent: readonly { day: number; lots: bigint }[]
  default: CreditDefault | null
  at: Place
}

export type Redemption = Omit<RedemptionQueuedEvent, 'kind'> & {
  delivered: bigint
  /** Time that the last receipt posted names, Unix seconds. */
  lastReceiptAt: number | null
  /** When it last moved: its beginning, or its last receipt was posted. */
  progressAt: number
  left: boolean
  at: Place
}

export const redemptionKey = (token: Address, redemption: number): string => `${token}:${redemption}`

export function issueCredit({ kind: _, lots, ...terms }: CreditIssuedEvent, at: Place): Credit {
  return {
    ...terms,
    ...{ issued: lots, circulating: lots, queued: 0n, delivered: 0n, boughtBack: 0n, released: 0n, withdrawn: 0n },
    ...{ redemptions: 0, recent: [], default: null, at },
  }
}

/** @throws {@link CorruptionError} if fewer lots circulate. */
export function queueLots(credit: Credit, lots: bigint): Credit {
  return requireWhole({
    ...credit,
    circulating: credit.circulating - lots,
    queued: credit.queued + lots,
    redemptions: credit.redemptions + 1,
  })
}

/** @throws {@link CorruptionError} unless the bond is what the chain says. */
export function deliverUnits(credit: Credit, { lots, released, bond }: UnitsDeliveredEvent, at: Place): Credit {
  const day = dayOf(at.timestamp)
  const known = credit.recent.find((each) => each.day === day)
  const older = credit.recent.filter((each) => each.day !== day && each.day > day - PACE_DAYS)
  return requireWhole({
    ...release(credit, released, bond),
    queued: credit.queued - lots,
    delivered: credit.delivered + lots,
    recent: [...older, { day, lots: (known?.lots ?? 0n) + lots }],
  })
}

export const leaveQueue = (credit: Credit, lots: bigint): Credit =>
  requireWhole({ ...credit, circulating: credit.circulating + lots, queued: credit.queued - lots })

/** @throws {@link CorruptionError} unless the bond is what the chain says. */
export const buyBack = (credit: Credit, { lots, released, bond }: BoughtBackEvent): Credit =>
  requireWhole({
    ...release(credit, released, bond),
    circulating: credit.circulating - lots,
    boughtBack: credit.boughtBack + lots,
  })

/** @throws {@link CorruptionError} unless the bond is what the chain says. */
export function addBond(credit: Credit, amount: bigint, bond: bigint): Credit {
  if (credit.bond + amount !== bond) throw new CorruptionError(`The bond of ${credit.token} is not ${bond}`)
  return { ...credit, bond }
}

export const withdrawBond = (credit: Credit, amount: bigint): Credit => ({
  ...credit,
  withdrawn: credit.withdrawn + amount,
})

/** @throws {@link CorruptionError} unless these are the lots that are undelivered. */
export function declareDefault(credit: Credit, event: CreditDefaultedEvent, at: Place): Credit {
  const { kind: _kind, token, released, ...terms } = event
  if (undelivered(credit) !== terms.lots) throw new CorruptionError(`${token} defaults on ${terms.lots} lots`)
  return { ...release(credit, released, terms.pool), default: { ...terms, at, claimed: 0n, paid: 0n } }
}

/** The last who claims leaves the issuer what rounding kept. @throws {@link CorruptionError} if it did not default. */
export function claimDefault(credit: Credit, lots: bigint, amount: bigint): Credit {
  if (!credit.default) throw new CorruptionError(`${credit.token} was claimed from before it defaulted`)
  const claimed = credit.default.claimed + lots
  const after = {
    ...credit,
    circulating: credit.circulating - lots,
    bond: credit.bond - amount,
    default: { ...credit.default, claimed, paid: credit.default.paid + amount },
  }
  return requireWhole(claimed === credit.default.lots ? release(after, after.bond, 0n) : after)
}

/** @throws {@link CorruptionError} unless the receipt follows the one before it. */
export function deliverRedemption(redemption: Redemption, event: UnitsDeliveredEvent, at: Place): Redemption {
  const { lots, delivered, time } = event
  if (redemption.delivered + lots !== delivered || delivered > redemption.lots) {
    throw new CorruptionError(`Redemption ${event.redemption} of ${event.token} has ${redemption.delivered} delivered`)
  }
  return { ...redemption, delivered, lastReceiptAt: time, progressAt: at.timestamp }
}

/**
 * When its holder may leave a redemption, Unix seconds: three days after its last receipt, or after the moment until which what is delivered keeps the
 * pace. The pace is even, from when delivery could begin until the window ends.
 */
export function leaveFrom(redemption: Redemption, { start, end }: Pick<CreditTerms, 'start' | 'end'>): number {
  const { lots, delivered, progressAt, at } = redemption
  const from = Math.max(at.timestamp, start)
  const pacedUntil = from + Number((delivered * BigInt(end - from)) / lots)
  return Math.min(pacedUntil, progressAt) + LEAVE_AFTER
}

export const undelivered = ({ circulating, queued }: Pick<Credit, 'circulating' | 'queued'>): bigint =>
  circulating + queued

export type CreditStatus = 'upcoming' | 'open' | 'closed' | 'default' | 'done'

export function creditStatus(credit: Credit, now: number): CreditStatus {
  const { terms, default: defaulted } = credit
  if (undelivered(credit) === 0n) return 'done'
  if (defaulted) return 'default'
  if (now < terms.start) return 'upcoming'
  return now < terms.end ? 'open' : 'closed'
}

/**
 * How fast units were delivered in the last 7 calendar days, today included, or since the window opened if that is less.
 *
 * @returns Lots, and the seconds in which; `undefined` before the window's first day is over.
 */
export function paceOf({ terms, recent }: Pick<Credit, 'terms' | 'recent'>, now: number) {
  const from = Math.max(terms.start, (dayOf(now) - PACE_DAYS + 1) * DAY)
  if (now < terms.start + DAY) return undefined
  const lots = recent.reduce((sum, { day, lots }) => (day > dayOf(now) - PACE_DAYS ? sum + lots : sum), 0n)
  return { lots, seconds: BigInt(now - from) }
}

function release(credit: Credit, released: bigint, bond: bigint): Credit {
  if (credit.bond - released !== bond) {
    throw new CorruptionError(
      `${credit.token} has a bond of ${credit.bond}, ${released} were released, ${bond} are left`,
    )
  }
  return { ...credit, bond, released: credit.released + released }
}

function requireWhole(credit: Credit): Credit {
  const { token, issued, circulating, queued, delivered, boughtBack } = credit
  const claimed = credit.default?.claimed ?? 0n
  if (circulating < 0n || queued < 0n || circulating + queued + delivered + boughtBack + claimed !== issued) {
    throw new CorruptionError(`${token}: ${circulating} lots circulate and ${queued} are queued of ${issued} issued`)
  }
  return credit
}

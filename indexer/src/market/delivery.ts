import type { Address } from 'viem'
import { CorruptionError } from '../errors.ts'
import type { ElectedEvent, ElectionSettledEvent, LotsDeliveredEvent, OfferMadeEvent } from './deliveryEvent.ts'
import type { Place } from './event.ts'

/** Hours that a provider offers, as they stand. */
export type Offer = Omit<OfferMadeEvent, 'kind'> & {
  /** Neither elected nor withdrawn. */
  open: bigint
  elected: bigint
  /** Where it was made. */
  at: Place
}

/** What became of the lots that no receipt covers. */
export type CashSettlement = Omit<ElectionSettledEvent, 'kind' | 'election'> & { at: Place }

/** An election, as it stands. */
export type Election = Omit<ElectedEvent, 'kind'> & {
  delivered: bigint
  /** Credited to the provider by receipts. */
  paid: bigint
  receipts: number
  /** When the newest was signed, Unix seconds. */
  lastReceiptAt: number | null
  cash: CashSettlement | null
  /** When its last lot was delivered, or the rest settled in cash. */
  settledAt: number | null
  at: Place
}

/** A usage receipt as it was posted. */
export type DeliveryReceipt = Omit<LotsDeliveredEvent, 'kind'> & { signedBy: 'buyer' | 'meter'; at: Place }

/** What the desk owes an account: base units of the quote asset. */
export type DeskAccount = { account: Address; credited: bigint; claimed: bigint }

/** Key of a row that is written once and never changed: its place in the chain. */
export const placeKey = ({ block, logIndex }: Pick<Place, 'block' | 'logIndex'>): string => `${block}:${logIndex}`

export const makeOffer = ({ kind: _, ...terms }: OfferMadeEvent, at: Place): Offer => ({
  ...terms,
  open: terms.lots,
  elected: 0n,
  at,
})

/** @throws {@link CorruptionError} unless as many are left open as the chain says. */
export function withdrawOffer(offer: Offer, lots: bigint, open: bigint): Offer {
  if (offer.open - lots !== open) throw new CorruptionError(`Offer ${offer.offer} has ${offer.open} lots, not ${open}`)
  return { ...offer, open }
}

/** @throws {@link CorruptionError} if fewer are open. */
export function electFrom(offer: Offer, lots: bigint): Offer {
  if (lots > offer.open) throw new CorruptionError(`Offer ${offer.offer} has ${offer.open} lots, ${lots} were elected`)
  return { ...offer, open: offer.open - lots, elected: offer.elected + lots }
}

export const elect = ({ kind: _, ...terms }: ElectedEvent, at: Place): Election => ({
  ...terms,
  ...{ delivered: 0n, paid: 0n, receipts: 0, lastReceiptAt: null, cash: null, settledAt: null, at },
})

/** @throws {@link CorruptionError} unless the receipt follows the one before it. */
export function deliver(
  election: Election,
  { lots, delivered, time, amount }: LotsDeliveredEvent,
  at: Place,
): Election {
  if (election.delivered + lots !== delivered || delivered > election.lots) {
    throw new CorruptionError(`Election ${election.election} has ${election.delivered} of ${election.lots} delivered`)
  }
  return {
    ...election,
    ...{ delivered, paid: election.paid + amount, receipts: election.receipts + 1, lastReceiptAt: time },
    settledAt: delivered === election.lots ? at.timestamp : null,
  }
}

/** @throws {@link CorruptionError} unless it is all that was not delivered. */
export function settleElection(election: Election, event: ElectionSettledEvent, at: Place): Election {
  const { kind: _kind, election: id, ...cash } = event
  if (election.lots - election.delivered !== cash.undelivered || election.settledAt !== null) {
    throw new CorruptionError(`Election ${id} has ${election.delivered} of ${election.lots} delivered`)
  }
  return { ...election, cash: { ...cash, at }, settledAt: at.timestamp }
}

const DAY = 86_400
const NOTICE_DAYS = 10
const POSTING_DAYS = 3

/** The times of a delivery month, Unix seconds: as the delivery desk has them. */
export type DeliverySchedule = { noticeClose: number; start: number; end: number; postingEnd: number }

/** @param month - 1 is January. */
export function deliverySchedule(year: number, month: number): DeliverySchedule {
  const start = monthStart(year, month)
  const end = monthStart(year, month + 1)
  return { noticeClose: start - NOTICE_DAYS * DAY, start, end, postingEnd: end + POSTING_DAYS * DAY }
}

/** First second of a month, UTC, Unix seconds. @param month - 1 is January; 13 the January after. */
export const monthStart = (year: number, month: number): number => Date.UTC(year, month - 1, 1) / 1_000

export type OfferState = 'open' | 'closed' | 'taken' | 'withdrawn'

export function offerState(
  { open, elected }: Pick<Offer, 'open' | 'elected'>,
  noticeClose: number,
  now: number,
): OfferState {
  if (open === 0n) return elected > 0n ? 'taken' : 'withdrawn'
  return now < noticeClose ? 'open' : 'closed'
}

export type ElectionState = 'elected' | 'delivering' | 'due' | 'settled'

export function electionState(
  { settledAt }: Pick<Election, 'settledAt'>,
  { start, postingEnd }: DeliverySchedule,
  now: number,
): ElectionState {
  if (settledAt !== null) return 'settled'
  if (now < start) return 'elected'
  return now < postingEnd ? 'delivering' : 'due'
}

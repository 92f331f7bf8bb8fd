import type { Address } from 'viem'
import type { Delivery, DeliveryReceipt, DeskAccount, Offer } from '../api/deliverySchemas.ts'
import { wired } from '../api/wired.ts'
import * as desk from '../market/delivery.ts'
import type { Market } from '../market/listing.ts'
import type { State } from '../market/state.ts'

/** @param now - Time of the block, Unix seconds. */
export function offerJson(state: State, offer: desk.Offer, now: number): Offer {
  const { market: id, at, ...terms } = offer
  const { market, schedule, grade } = seriesOf(state, id)
  return wired({
    ...terms,
    ...{ symbol: market.symbol, grade, schedule },
    withdrawn: offer.lots - offer.open - offer.elected,
    state: desk.offerState(offer, schedule.noticeClose, now),
    ...{ madeAt: at.timestamp, block: at.block, transaction: at.transaction },
  })
}

/** @param now - Time of the block, Unix seconds. */
export function deliveryJson(state: State, election: desk.Election, now: number): Delivery {
  const offer = offerOf(state, election)
  const { market, schedule, grade } = seriesOf(state, offer.market)
  const { provider, meter, site, endpoint } = offer
  const { cash, at, buyer, lots, delivered, paid, receipts, lastReceiptAt, settledAt } = election
  return wired({
    ...{ election: election.election, offer: election.offer, symbol: market.symbol, grade, cap: market.cap },
    ...{ provider, buyer, meter, site, endpoint, lots, delivered, paid, receipts, lastReceiptAt, schedule, settledAt },
    state: desk.electionState(election, schedule, now),
    settlement: cash && settlementOf(cash),
    ...{ electedAt: at.timestamp, block: at.block, transaction: at.transaction },
  })
}

function settlementOf({ at, ...cash }: desk.CashSettlement) {
  return { ...cash, settledAt: at.timestamp, transaction: at.transaction }
}

export function receiptJson({ amount, time, at, ...receipt }: desk.DeliveryReceipt): DeliveryReceipt {
  const { timestamp, block, logIndex, transaction } = at
  return wired({ ...receipt, signedAt: time, paid: amount, postedAt: timestamp, block, logIndex, transaction })
}

export function deskJson(state: State, account: Address): DeskAccount {
  const { credited, claimed } = state.records.deskAccounts.get(account) ?? { credited: 0n, claimed: 0n }
  return wired({ account, credited, claimed, claimable: credited - claimed })
}

/** The offer that an election took lots of. */
export const offerOf = (state: State, { offer }: Pick<desk.Election, 'offer'>): desk.Offer =>
  state.records.offers.get(`${offer}`) as desk.Offer

function seriesOf(state: State, id: number): { market: Market; schedule: desk.DeliverySchedule; grade: string } {
  const market = state.markets.get(id) as Market
  const { year, month, grade } = market.series ?? { year: 0, month: 1, grade: 0 }
  return { market, schedule: desk.deliverySchedule(year, month), grade: state.grades.get(grade)?.name ?? '' }
}

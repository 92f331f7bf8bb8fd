import { CorruptionError } from '../errors.ts'
import {
  deliver,
  type Election,
  elect,
  electFrom,
  makeOffer,
  type Offer,
  settleElection,
  withdrawOffer,
} from './delivery.ts'
import type { DeliveryEvent } from './deliveryEvent.ts'
import type { Draft } from './draft.ts'
import type { Place } from './event.ts'

/**
 * Folds what happened at the delivery desk.
 *
 * @throws {@link CorruptionError} if it does not follow from what came before.
 */
export function foldDelivery(draft: Draft, event: DeliveryEvent, at: Place): void {
  switch (event.kind) {
    case 'offerMade':
      draft.put('offers', makeOffer(event, at))
      break
    case 'offerWithdrawn':
      draft.put('offers', withdrawOffer(offerOf(draft, event.offer), event.lots, event.open))
      break
    case 'elected':
      draft.put('offers', electFrom(offerOf(draft, event.offer), event.lots))
      draft.put('elections', elect(event, at))
      break
    case 'lotsDelivered': {
      const { kind: _, ...receipt } = event
      const election = electionOf(draft, event.election)
      draft.put('elections', deliver(election, event, at))
      const signedBy = event.signer === election.buyer ? 'buyer' : 'meter'
      draft.put('receipts', { ...receipt, signedBy, at })
      credit(draft, offerOf(draft, election.offer).provider, event.amount)
      break
    }
    case 'electionSettled': {
      const election = electionOf(draft, event.election)
      draft.put('elections', settleElection(election, event, at))
      credit(draft, election.buyer, event.toBuyer)
      credit(draft, offerOf(draft, election.offer).provider, event.toProvider)
      break
    }
    case 'deskClaimed': {
      const { account, amount } = event
      const before = draft.records.deskAccounts.get(account)
      if (!before || before.credited < before.claimed + amount) {
        throw new CorruptionError(`${account} claimed ${amount} that the delivery desk does not owe it`)
      }
      draft.put('deskAccounts', { ...before, claimed: before.claimed + amount })
    }
  }
}

function credit(draft: Draft, account: Offer['provider'], amount: bigint): void {
  const before = draft.records.deskAccounts.get(account) ?? { account, credited: 0n, claimed: 0n }
  draft.put('deskAccounts', { ...before, credited: before.credited + amount })
}

function offerOf({ records }: Draft, id: number): Offer {
  const offer = records.offers.get(`${id}`)
  if (!offer) throw new CorruptionError(`Offer ${id} was never made`)
  return offer
}

function electionOf({ records }: Draft, id: number): Election {
  const election = records.elections.get(`${id}`)
  if (!election) throw new CorruptionError(`Election ${id} was never made`)
  return election
}

import { foldBundle } from './bundle.ts'
import type { Draft } from './draft.ts'
import type { ChainEvent, Place } from './event.ts'
import { foldAccess } from './foldAccess.ts'
import { foldBlockTrade } from './foldBlockTrade.ts'
import { closeDays } from './foldClosing.ts'
import { foldCredit } from './foldCredit.ts'
import { foldDelivery } from './foldDelivery.ts'
import { foldLedger } from './foldLedger.ts'
import { foldListing } from './foldListing.ts'
import { foldMonitor } from './foldMonitor.ts'
import { foldNote } from './foldNote.ts'
import { foldOrder } from './foldOrder.ts'
import { foldPrint } from './foldPrint.ts'
import { foldTaken } from './foldTaken.ts'
import { foldLegs } from './legs.ts'
import { foldSettlement } from './settlement.ts'

/**
 * Folds the events of a block, or in a backfill of several. Before each block the days that have ended are closed, after each that has events
 * the credits are looked at: so it makes no difference how the blocks were read.
 *
 * @param now - Time of the last block, Unix seconds.
 * @throws CorruptionError if they do not follow from what came before: going on would show a book that is not the chain's.
 */
export function foldEvents(draft: Draft, events: readonly ChainEvent[], now: number): void {
  let last: Place | undefined
  for (const event of events) {
    const { at } = event
    if (last?.block !== at.block) {
      if (last) foldMonitor(draft, last.timestamp)
      closeDays(draft, at.timestamp)
    }
    fold(draft, event)
    last = at
  }
  draft.requireCovered()
  if (last) foldMonitor(draft, last.timestamp)
  closeDays(draft, now)
}

/**
 * Folds the next event, in the order of the chain, into a draft.
 *
 * @throws CorruptionError if it does not follow from what came before: going on would show a book that is not the chain's.
 */
export function fold(draft: Draft, event: ChainEvent): void {
  if (event.announces) draft.put('contracts', event.announces)
  switch (event.kind) {
    case 'placed':
    case 'reduced':
    case 'cancelled':
    case 'settled':
      foldOrder(draft, event, event.at)
      break
    case 'taken':
      foldTaken(draft, event, event.at)
      break
    case 'legsTaken':
      foldLegs(draft, event, event.at)
      break
    case 'blockTraded':
      foldBlockTrade(draft, event, event.at)
      break
    case 'operatorSet':
    case 'cancelAfterSet':
    case 'halted':
    case 'resumed':
      foldAccess(draft, event, event.at)
      break
    case 'priceFixed':
    case 'redeemed':
    case 'familySettled':
      foldSettlement(draft, event, event.at)
      break
    case 'reporterAdded':
    case 'reporterRemoved':
    case 'observationPosted':
    case 'printed':
    case 'printWithheld':
    case 'printChallenged':
    case 'printResolved':
    case 'challengeLapsed':
      foldPrint(draft, event, event.at)
      break
    case 'deposited':
    case 'withdrawn':
    case 'split':
    case 'merged':
    case 'cut':
    case 'joined':
    case 'feesCollected':
      foldLedger(draft, event, event.at)
      break
    case 'assetListed':
    case 'marketListed':
    case 'feeLowered':
    case 'gradeListed':
    case 'familyDefined':
    case 'seriesListed':
      foldListing(draft, event)
      break
    case 'offerMade':
    case 'offerWithdrawn':
    case 'elected':
    case 'lotsDelivered':
    case 'electionSettled':
    case 'deskClaimed':
      foldDelivery(draft, event, event.at)
      break
    case 'creditIssued':
    case 'bondAdded':
    case 'redemptionQueued':
    case 'unitsDelivered':
    case 'redemptionLeft':
    case 'boughtBack':
    case 'bondWithdrawn':
    case 'creditDefaulted':
    case 'defaultClaimed':
      foldCredit(draft, event, event.at)
      break
    case 'bundleCreated':
    case 'bundleWrapped':
    case 'bundleUnwrapped':
      foldBundle(draft, event, event.at)
      break
    case 'noteIssued':
    case 'notesSold':
    case 'unsoldTaken':
    case 'saleClosed':
    case 'revenueDeposited':
    case 'notesRegistered':
    case 'notesUnregistered':
    case 'couponsCollected':
    case 'reserveLocked':
    case 'reserveReleased':
    case 'stressDeclared':
    case 'conversionAsked':
    case 'conversionFixed':
    case 'converted':
    case 'creditsTaken':
      foldNote(draft, event, event.at)
      break
  }
}

import type { Draft } from './draft.ts'
import type { ChainEvent } from './event.ts'
import { foldLedger } from './foldLedger.ts'
import { foldListing } from './foldListing.ts'
import { foldOrder } from './foldOrder.ts'
import { foldTaken } from './foldTaken.ts'

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
    case 'deposited':
    case 'withdrawn':
    case 'split':
    case 'merged':
    case 'feesCollected':
      foldLedger(draft, event)
      break
    case 'assetListed':
    case 'marketListed':
    case 'gradeListed':
    case 'seriesListed':
      foldListing(draft, event)
      break
    case 'bundleCreated':
      break
  }
}

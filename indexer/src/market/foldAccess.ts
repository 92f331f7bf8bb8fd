import type { AccessEvent } from './access.ts'
import type { Draft } from './draft.ts'
import type { Place } from './event.ts'

/** Folds who may act for an account, and whether a market is halted. */
export function foldAccess(draft: Draft, event: AccessEvent, at: Place): void {
  switch (event.kind) {
    case 'operatorSet': {
      const { owner, operator, expiry } = event
      draft.put('sessionKeys', { owner, operator, expiry })
      break
    }
    case 'cancelAfterSet': {
      const { owner, timestamp } = event
      draft.put('cancelAfters', { owner, timestamp })
      break
    }
    case 'halted':
      draft.putMarket({ ...draft.market(event.market), haltedUntil: event.until })
      break
    case 'resumed': {
      const market = draft.market(event.market)
      // A halt that is over has its last second behind it already; one that is cut short ends now.
      draft.putMarket({ ...market, haltedUntil: Math.min(market.haltedUntil, at.timestamp) })
    }
  }
}

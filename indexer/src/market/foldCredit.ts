import type { Address } from 'viem'
import { CorruptionError } from '../errors.ts'
import {
  addBond,
  buyBack,
  type Credit,
  claimDefault,
  declareDefault,
  deliverRedemption,
  deliverUnits,
  issueCredit,
  leaveQueue,
  queueLots,
  type Redemption,
  redemptionKey,
  withdrawBond,
} from './credit.ts'
import type { CreditEvent } from './creditEvent.ts'
import type { Draft } from './draft.ts'
import type { Place } from './event.ts'

/** What happened to a credit, as its list of events tells it. Null where it moved none. */
export type CreditEntry = {
  token: Address
  kind: 'bondAdded' | 'queued' | 'delivered' | 'left' | 'boughtBack' | 'bondWithdrawn' | 'defaulted' | 'claimed'
  /** Who did it. Of `delivered` who signed; of `bondWithdrawn`, which the issuer alone can do, who was paid; null of `defaulted`. */
  account: Address | null
  redemption: number | null
  lots: bigint | null
  /** Micro-USDC. */
  amount: bigint | null
  /** After it. */
  bond: bigint
  at: Place
}

/**
 * Folds what happened to a credit.
 *
 * @throws {@link CorruptionError} if it does not follow from what came before.
 */
export function foldCredit(draft: Draft, event: CreditEvent, at: Place): void {
  const { token } = event
  if (event.kind === 'creditIssued') {
    draft.put('credits', issueCredit(event, at))
    return
  }
  const before = creditOf(draft, token)
  const put = (
    after: Credit,
    kind: CreditEntry['kind'],
    told: Partial<Pick<CreditEntry, 'account' | 'redemption' | 'lots' | 'amount'>>,
  ): void => {
    draft.put('credits', after)
    const nothing = { account: null, redemption: null, lots: null, amount: null }
    draft.put('creditEntries', { token, kind, ...nothing, ...told, bond: after.bond, at })
  }
  switch (event.kind) {
    case 'bondAdded':
      put(addBond(before, event.amount, event.bond), 'bondAdded', { account: event.from, amount: event.amount })
      break
    case 'redemptionQueued': {
      const { kind: _, ...terms } = event
      const progressAt = Math.max(at.timestamp, before.terms.start)
      const redemption = { ...terms, delivered: 0n, lastReceiptAt: null, progressAt, left: false, at }
      draft.put('redemptions', redemption)
      const told = { account: event.holder, redemption: event.redemption, lots: event.lots }
      put(queueLots(before, event.lots), 'queued', told)
      break
    }
    case 'unitsDelivered': {
      const { redemption, signer, lots, released } = event
      draft.put('redemptions', deliverRedemption(redemptionOf(draft, token, redemption), event, at))
      put(deliverUnits(before, event, at), 'delivered', { account: signer, redemption, lots, amount: released })
      break
    }
    case 'redemptionLeft': {
      const { redemption, holder, lots } = event
      draft.put('redemptions', { ...redemptionOf(draft, token, redemption), left: true })
      put(leaveQueue(before, lots), 'left', { account: holder, redemption, lots })
      break
    }
    case 'boughtBack':
      put(buyBack(before, event), 'boughtBack', { account: before.issuer, lots: event.lots, amount: event.released })
      break
    case 'bondWithdrawn':
      put(withdrawBond(before, event.amount), 'bondWithdrawn', { account: event.to, amount: event.amount })
      break
    case 'creditDefaulted':
      put(declareDefault(before, event, at), 'defaulted', { lots: event.lots, amount: event.pool })
      break
    case 'defaultClaimed': {
      const { holder, lots, amount } = event
      put(claimDefault(before, lots, amount), 'claimed', { account: holder, lots, amount })
      break
    }
  }
}

function creditOf({ records }: Draft, token: Address): Credit {
  const credit = records.credits.get(token)
  if (!credit) throw new CorruptionError(`${token} tells of a credit that was never issued`)
  return credit
}

function redemptionOf({ records }: Draft, token: Address, id: number): Redemption {
  const redemption = records.redemptions.get(redemptionKey(token, id))
  if (!redemption) throw new CorruptionError(`Redemption ${id} of ${token} was never queued`)
  return redemption
}

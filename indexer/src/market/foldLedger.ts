import { setCost } from '@gigahour/contracts/funding'
import type { Lots } from '@gigahour/contracts/units'
import { CorruptionError } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { LedgerEvent, Place, SetsEvent, TransferEvent } from './event.ts'
import { foldTransfer } from './position.ts'
import { foldRegrouping } from './regrouping.ts'

/** Folds base units that moved: in, out, into complete sets, out of them, between bands, or fees to their recipient. */
export function foldLedger(draft: Draft, event: LedgerEvent, at: Place): void {
  switch (event.kind) {
    case 'deposited':
      transfer(draft, event, 1n)
      break
    case 'withdrawn':
      transfer(draft, event, -1n)
      break
    case 'split':
      requireTrading(draft, event, at)
      exchangeSets(draft, event, 1n)
      break
    case 'merged':
      exchangeSets(draft, event, -1n)
      break
    case 'cut':
    case 'joined':
      foldRegrouping(draft, event)
      break
    case 'feesCollected':
      draft.credit(event.recipient, draft.market(event.market).quote, event.amount)
      break
  }
}

function transfer(draft: Draft, { account, asset, amount }: TransferEvent, sign: 1n | -1n): void {
  draft.credit(account, asset, sign * amount)
  const id = draft.marketOfForward(asset)
  if (id === undefined) return
  const market = draft.market(id)
  // SHORT is the odd one of the pair: it counts the other way round.
  const lots = (asset & 1 ? -sign : sign) * (amount / market.lotSize)
  const price = market.last ?? Math.floor(market.cap / 2)
  draft.putPosition(account, id, (position) => foldTransfer(position, lots, price))
}

/** @throws CorruptionError for sets made after trading has ended: the exchange refuses them. */
function requireTrading(draft: Draft, { market, lots }: SetsEvent, { timestamp }: Place): void {
  const { expiry } = draft.market(market)
  if (timestamp < expiry) return
  throw new CorruptionError(`${lots} sets of market ${market} were made at ${timestamp}, it traded until ${expiry}`)
}

function exchangeSets(draft: Draft, { account, market: id, lots }: SetsEvent, sign: 1n | -1n): void {
  const market = draft.market(id)
  const cost = setCost(market, lots as Lots)
  draft.credit(account, cost.asset, -sign * cost.amount)
  draft.credit(account, market.base, sign * lots * market.lotSize)
  draft.credit(account, market.base + 1, sign * lots * market.lotSize)
  draft.putMarket(draft.addSets(market, sign * lots))
}

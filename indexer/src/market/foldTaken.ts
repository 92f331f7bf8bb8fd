import { type MarketTerms, payment, proceeds } from '@gigahour/contracts/funding'
import { Side } from '@gigahour/contracts/side'
import { type Lots, notional } from '@gigahour/contracts/units'
import type { Actor, TakenChange } from '@gigahour/contracts/words'
import { CorruptionError } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { Place, TakenEvent } from './event.ts'
import { type Fill, isSelfTrade, splitFee } from './fill.ts'
import { opposite, requireOpen, takeFront } from './level.ts'
import type { Market } from './listing.ts'
import { setsMade } from './openInterest.ts'
import { fillOrder } from './order.ts'
import { foldFee, foldTrade } from './position.ts'

/**
 * Folds a take, level by level: one fill for each order that stood in front.
 *
 * @throws CorruptionError if a take is missing before it, or a level does not stand as the chain says.
 */
export function foldTaken(draft: Draft, { actor, changes }: TakenEvent, at: Place): void {
  let part = 0
  for (const [n, change] of changes.entries()) {
    const sequence = actor.sequence - (changes.length - 1 - n)
    part = foldLevel(draft, { ...actor, sequence }, change, at, part)
  }
}

/**
 * @param actor - The taker, with the market's sequence after this level.
 * @param firstPart - Fills of the take before this level.
 * @returns fills of the take up to and with this level.
 */
function foldLevel(draft: Draft, actor: Actor, change: TakenChange, at: Place, firstPart: number): number {
  let market = draft.market(change.market)
  if (actor.sequence !== market.sequence + 1) {
    throw new CorruptionError(`Market ${market.id} is at take ${market.sequence}, the next is ${actor.sequence}`)
  }
  const before = draft.level(change.market, opposite(actor.side), change.tick)
  const { level, shares } = takeFront(before, change.lots, (id) => draft.order(id).open)
  requireOpen(level, change.open)
  draft.putLevel(level)

  const fees = splitFee(change.fee, shares)
  let sets = 0n
  for (const [n, { order: id, lots }] of shares.entries()) {
    const maker = draft.order(id)
    draft.putOrder(fillOrder(maker, lots, at))
    sets += setsMade(actor.funding, maker.funding, lots)
    draft.lastFill += 1
    const fill: Fill = {
      id: draft.lastFill,
      kind: 'book',
      market: market.id,
      sequence: actor.sequence,
      tick: change.tick,
      lots,
      side: actor.side,
      part: firstPart + n,
      legs: null,
      maker: maker.owner,
      makerSlot: maker.slot,
      taker: actor.owner,
      takerSlot: actor.slot,
      fee: fees[n] ?? (0n as Fill['fee']),
      block: at.block,
      logIndex: at.logIndex,
      timestamp: at.timestamp,
      transaction: at.transaction,
    }
    draft.addFill(fill)
    if (market.cap > 0) foldPositions(draft, fill)
    if (!isSelfTrade(fill)) market = { ...market, last: fill.tick, lastTime: at.timestamp }
  }
  market = draft.addSets(market, market.cap > 0 ? sets : 0n)
  draft.putMarket({ ...market, sequence: actor.sequence })
  payTaker(draft, market, actor, change)
  return firstPart + shares.length
}

/** What a fill makes of its two sides' positions. */
export function foldPositions(draft: Draft, fill: Fill): void {
  const { market, taker, maker, tick, fee } = fill
  const bought = fill.side === Side.Bid ? fill.lots : -fill.lots
  // Bought and sold by one account at one price: nothing but the fee has changed.
  if (!isSelfTrade(fill)) {
    draft.putPosition(taker, market, (position) => foldTrade(position, bought, tick))
    draft.putPosition(maker, market, (position) => foldTrade(position, -bought, tick))
  }
  if (fee > 0n) draft.putPosition(taker, market, (position) => foldFee(position, fee))
}

/** The taker pays, with the fee, and gets, at once. */
function payTaker(draft: Draft, market: Market & MarketTerms, actor: Actor, change: TakenChange): void {
  const { owner, side, funding } = actor
  const lots = change.lots as Lots
  const trade = { side, funding, lots, tickLots: notional(change.tick, lots) }
  const paid = payment(market, trade)
  const got = proceeds(market, trade)
  draft.credit(owner, paid.asset, -paid.amount)
  draft.credit(owner, market.quote, -change.fee * market.unit)
  draft.credit(owner, got.asset, got.amount)
}

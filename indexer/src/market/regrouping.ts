import type { Draft } from './draft.ts'
import type { RegroupEvent } from './event.ts'
import type { Market } from './listing.ts'
import { amountOfLeaving, foldAmount, noPosition, positionKey } from './position.ts'

/**
 * Folds LONG or SHORT of a band that became those of its parts, or was made of them.
 *
 * They pay the same at every price, so nothing is won or lost: lots leave with what they have cost, and each band that they become
 * gets of it what of the price lies within its edges. What the parts get adds up to what the whole had, to the unit.
 */
export function foldRegrouping(draft: Draft, { kind, account, whole: id, parts: ids, long, lots }: RegroupEvent): void {
  const whole = draft.market(id)
  const parts = ids.map((part) => draft.market(part))
  // SHORT counts as lots sold.
  const signed = long ? lots : -lots
  const leave = (market: Market): bigint => {
    draft.credit(account, market.base + (long ? 0 : 1), -lots * market.lotSize)
    const position = draft.positions.get(positionKey(account, market.id)) ?? noPosition(account, market.id)
    const amount = amountOfLeaving(position, -signed, market.last ?? Math.floor(market.cap / 2))
    draft.putPosition(account, market.id, (held) => foldAmount(held, -signed, amount))
    draft.putMarket(outstanding(draft, market, long, -lots))
    return -amount
  }
  const arrive = (market: Market, amount: bigint): void => {
    draft.credit(account, market.base + (long ? 0 : 1), lots * market.lotSize)
    draft.putPosition(account, market.id, (held) => foldAmount(held, signed, amount))
    draft.putMarket(outstanding(draft, market, long, lots))
  }
  if (kind === 'joined') {
    arrive(
      whole,
      parts.reduce((sum, part) => sum + leave(part), 0n),
    )
    return
  }
  const amount = leave(whole)
  for (const part of parts) arrive(part, within(part, whole, signed, amount))
}

/** A market with more or fewer lots of one side. */
const outstanding = (draft: Draft, market: Market, long: boolean, lots: bigint): Market =>
  long
    ? { ...draft.addSets(market, lots), shortExcess: market.shortExcess - lots }
    : { ...market, shortExcess: market.shortExcess + lots }

/** What of an amount paid for lots of the whole band lies within the edges of a part, in units. */
function within(part: Market, whole: Market, lots: bigint, amount: bigint): bigint {
  const above = amount - BigInt(part.floor - whole.floor) * lots
  const most = BigInt(part.cap) * lots
  return lots > 0n ? clamp(above, 0n, most) : clamp(above, most, 0n)
}

const clamp = (value: bigint, lowest: bigint, highest: bigint): bigint =>
  value < lowest ? lowest : value > highest ? highest : value

import type { Tick } from '@gigahour/contracts/units'
import type { Address, Hex } from 'viem'
import { CorruptionError } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { Place } from './event.ts'
import type { Market } from './listing.ts'
import { foldTrade } from './position.ts'

/** By which rule a final settlement price came about; the order is the contract's. */
export const SETTLEMENT_RULES = [
  'mean-of-month',
  'mean-of-printed-days',
  'last-print-before',
  'half-of-cap',
  'mean-of-months',
  'difference-of-months',
] as const
export type SettlementRule = (typeof SETTLEMENT_RULES)[number]

/** What a LONG of a series pays, and what was paid out. */
export type Settlement = {
  market: number
  tick: Tick
  settledAt: number
  transaction: Hex
  /** Lots of LONG and SHORT that were paid out. */
  long: bigint
  short: bigint
  /** Base units of the quote asset. */
  amount: bigint
}

/** How the settlement contract came to a price; told just before the exchange takes it. */
export type SettlementRuling = { family: number; rule: SettlementRule; daysCounted: number }

/** LONG and SHORT that an account was paid for. */
export type SeriesRedemption = {
  block: number
  logIndex: number
  account: Address
  market: number
  long: bigint
  short: bigint
  amount: bigint
  timestamp: number
  transaction: Hex
}

export type PriceFixedEvent = { kind: 'priceFixed'; family: number; tick: Tick }
export type RedeemedEvent = {
  kind: 'redeemed'
  account: Address
  market: number
  longLots: bigint
  shortLots: bigint
  amount: bigint
}
export type FamilySettledEvent = SettlementRuling & { kind: 'familySettled' }
export type SettlementEvent = PriceFixedEvent | RedeemedEvent | FamilySettledEvent

/**
 * Folds the settlement price of a family, how it came about, and what is paid out at it.
 *
 * @throws CorruptionError if it was fixed before, or something is paid before it is.
 */
export function foldSettlement(draft: Draft, event: SettlementEvent, at: Place): void {
  switch (event.kind) {
    case 'familySettled': {
      const { family, rule, daysCounted } = event
      draft.put('settlementRules', { family, rule, daysCounted })
      break
    }
    case 'priceFixed':
      for (const market of [...draft.markets.all()]) {
        if (market.family === event.family) settle(draft, market, event.tick, at)
      }
      break
    case 'redeemed': {
      const known = draft.records.settlements.get(`${event.market}`)
      if (!known) throw new CorruptionError(`Market ${event.market} has no settlement price, yet was redeemed`)
      redeem(draft, known, event, at)
    }
  }
}

/** What a LONG of a band pays at a price: what the price is above the floor, at most the cap. In ticks. */
const payoffOf = ({ floor, cap }: Pick<Market, 'floor' | 'cap'>, price: number): Tick =>
  Math.min(Math.max(price - floor, 0), cap) as Tick

function settle(draft: Draft, market: Market, price: Tick, { timestamp, transaction }: Place): void {
  if (market.settlement !== null) {
    throw new CorruptionError(`Market ${market.id} settled at ${market.settlement} already`)
  }
  const tick = payoffOf(market, price)
  const none = { long: 0n, short: 0n, amount: 0n }
  draft.put('settlements', { market: market.id, tick, settledAt: timestamp, transaction, ...none })
  draft.putMarket({ ...market, settlement: tick })
}

function redeem(draft: Draft, known: Settlement, event: RedeemedEvent, at: Place): void {
  const { account, market: id, longLots, shortLots, amount } = event
  const market = draft.market(id)
  const due = (BigInt(known.tick) * longLots + BigInt(market.cap - known.tick) * shortLots) * market.unit
  if (amount !== due) throw new CorruptionError(`${account} was paid ${amount}, ${due} was due`)
  draft.credit(account, market.base, -longLots * market.lotSize)
  draft.credit(account, market.base + 1, -shortLots * market.lotSize)
  draft.credit(account, market.quote, amount)
  draft.putPosition(account, id, (position) =>
    foldTrade(foldTrade(position, -longLots, known.tick), shortLots, known.tick),
  )

  const after = { ...known, long: known.long + longLots, short: known.short + shortLots, amount: known.amount + amount }
  // A set is gone once both its halves are paid out, whoever held them.
  const sets = least(after.long, after.short) - least(known.long, known.short)
  draft.putMarket(draft.addSets(market, -sets))
  draft.put('settlements', after)
  const { block, logIndex, timestamp, transaction } = at
  draft.put('seriesRedemptions', {
    block,
    logIndex,
    account,
    market: id,
    long: longLots,
    short: shortLots,
    amount,
    timestamp,
    transaction,
  })
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)

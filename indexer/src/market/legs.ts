import type { Side } from '@gigahour/contracts/side'
import type { Lots, Units } from '@gigahour/contracts/units'
import type { Address, Hex } from 'viem'
import { CorruptionError } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { Place } from './event.ts'
import type { Fill } from './fill.ts'
import type { LegsEvent } from './tradeEvent.ts'

/** What was taken from one market. */
export type Leg = {
  market: number
  /** The taker's. */
  side: Side
  lots: Lots
  /** Sum of tick × lots. */
  tickLots: Units
  fee: Units
}

/** A strip or a calendar spread: several markets taken from at once, all or none. */
export type LegsTrade = {
  block: number
  logIndex: number
  taker: Address
  cost: bigint
  legs: Leg[]
  timestamp: number
  transaction: Hex
}

/**
 * Folds the end of a trade in several markets: the fills just before it are its legs.
 *
 * Each market is taken from once, in the order of ids, so the fills of an earlier trade of the same transaction are told from these.
 *
 * @throws CorruptionError if there are not as many legs as the chain says.
 */
export function foldLegs(draft: Draft, { taker, legs: count, cost }: LegsEvent, at: Place): void {
  const legs: Leg[] = []
  for (let n = draft.fills.length - 1; n >= 0; n -= 1) {
    const fill = draft.fills[n] as Fill
    const [first] = legs
    const isOfTrade = fill.transaction === at.transaction && fill.taker === taker && fill.kind === 'book'
    if (!isOfTrade || (first && (first.market < fill.market || (first.market > fill.market && legs.length === count))))
      break
    draft.fills[n] = { ...fill, legs: at.logIndex }
    if (first?.market === fill.market) legs[0] = addFill(first, fill)
    else legs.unshift(addFill({ market: fill.market, side: fill.side, ...NOTHING }, fill))
  }
  if (legs.length !== count) throw new CorruptionError(`A trade of ${count} legs took from ${legs.length} markets`)
  const { block, logIndex, timestamp, transaction } = at
  draft.put('legs', { block, logIndex, taker, cost, legs, timestamp, transaction })
}

const NOTHING = { lots: 0n as Lots, tickLots: 0n as Units, fee: 0n as Units }

const addFill = (leg: Leg, { lots, tick, fee }: Fill): Leg => ({
  ...leg,
  lots: (leg.lots + lots) as Lots,
  tickLots: (leg.tickLots + BigInt(tick) * lots) as Units,
  fee: (leg.fee + fee) as Units,
})

import type { Side } from '@gigahour/contracts/side'
import type { Lots, Tick, Units } from '@gigahour/contracts/units'
import type { Address, Hex } from 'viem'
import type { Share } from './level.ts'

/** Lots that changed hands between a taker and one resting order, or, in a block trade, one other account. */
export type Fill = {
  /** Numbers the fills in the order of the chain, 1 first. */
  id: number
  kind: 'book' | 'block'
  market: number
  /** The market's number of the take, which several fills share if several orders stood in line; of the last one before a block trade. */
  sequence: number
  tick: Tick
  lots: Lots
  /** The taker's. */
  side: Side
  maker: Address
  /** null in a block trade, as `takerSlot`. */
  makerSlot: number | null
  taker: Address
  takerSlot: number | null
  /** The taker's, for this fill, in units. */
  fee: Units
  block: number
  logIndex: number
  /** The how-manieth fill of its event. */
  part: number
  /** Log, in the same block, of the trade in several markets that it is part of; null if it is of none. */
  legs: number | null
  timestamp: number
  transaction: Hex
}

/** One account on both sides: it moved no price, and counts in no volume. */
export const isSelfTrade = ({ maker, taker }: Pick<Fill, 'maker' | 'taker'>): boolean => maker === taker

/**
 * Splits a take's fee over its fills by their lots, cumulatively: fill k bears ⌊fee × lots up to k ÷ all lots⌋ less what those
 * before it bear, so the parts add up to the whole.
 */
export function splitFee(fee: Units, shares: readonly Share[]): Units[] {
  const all = shares.reduce((sum, share) => sum + share.lots, 0n)
  let lots = 0n
  let borne = 0n
  return shares.map((share) => {
    lots += share.lots
    const upTo = (fee * lots) / all
    const part = upTo - borne
    borne = upTo
    return part as Units
  })
}

import type { Funding, Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import type { Address } from 'viem'

/** Several markets were taken from at once; the takes stand before it in the same transaction. */
export type LegsEvent = {
  kind: 'legsTaken'
  taker: Address
  /** How many markets. */
  legs: number
  /** Fees included, base units of the quote asset; negative for proceeds. */
  cost: bigint
}

/** A trade beside the book, at a price that its two sides agreed on. */
export type BlockTradeEvent = {
  kind: 'blockTraded'
  market: number
  maker: Address
  taker: Address
  /** The maker's. */
  side: Side
  makerFunding: Funding
  takerFunding: Funding
  tick: Tick
  lots: Lots
  /** The taker's, in base units of the quote asset. */
  fee: bigint
}

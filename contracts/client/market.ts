import type { Address } from 'viem'
import { exchangeAbi } from './abi.ts'
import type { Side } from './side.ts'
import type { Lots, Tick } from './units.ts'

// What the exchange says of its markets.

/** How many markets there are: their ids are 1 … this. */
export const marketCount = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'marketCount' }) as const

/** Terms, best prices and uncollected fees of a market. */
export const marketOf = (exchange: Address, market: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'marketOf', args: [market] }) as const

/** Price levels of one side, best first. */
export const depth = (
  exchange: Address,
  { market, side, maxLevels }: { market: number; side: Side; maxLevels: number },
) => ({ address: exchange, abi: exchangeAbi, functionName: 'depth', args: [market, side, BigInt(maxLevels)] }) as const

/** Whether a series has its final settlement price, and what a LONG pays, in ticks. */
export const settlementPriceOf = (exchange: Address, market: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'settlementPriceOf', args: [market] }) as const

/** Whether a family has its final price, in ticks: what all its series are paid by. */
export const finalPriceOf = (exchange: Address, family: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'finalPriceOf', args: [family] }) as const

/** Fixes the price at which the series of a family are settled, once, after its expiry: the settler's call, which is a contract where an index is
 * deployed. */
export const fixSettlementPrice = (exchange: Address, family: number, tick: Tick) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'fixSettlementPrice', args: [family, tick] }) as const

/** LONG or SHORT of a band that becomes, or is made of, as many of each of its parts. */
export type Regrouping = {
  whole: number
  /** Markets of adjacent bands from the lowest, which cover the whole. */
  parts: readonly number[]
  /** LONG, otherwise SHORT. */
  long: boolean
  lots: Lots
}

/** Exchanges a band's LONG or SHORT for its parts', which pay the same together at every price. */
export const cut = (exchange: Address, { whole, parts, long, lots }: Regrouping) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'cut', args: [whole, long, lots, parts] }) as const

/** The opposite of {@link cut}. */
export const join = (exchange: Address, { whole, parts, long, lots }: Regrouping) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'join', args: [whole, long, lots, parts] }) as const

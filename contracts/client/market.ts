import type { Address } from 'viem'
import { exchangeAbi } from './abi.ts'
import type { Side } from './side.ts'
import type { Tick } from './units.ts'

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

/** Whether a series has its final settlement price, and the price in ticks. */
export const settlementPriceOf = (exchange: Address, market: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'settlementPriceOf', args: [market] }) as const

/** Fixes the price at which a series is settled, once, after its expiry: the settler's call, which is a contract where an index is deployed. */
export const fixSettlementPrice = (exchange: Address, market: number, tick: Tick) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'fixSettlementPrice', args: [market, tick] }) as const

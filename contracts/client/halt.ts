import type { Address } from 'viem'
import { exchangeAbi } from './abi.ts'

// A halt stops new risk in markets: orders, legs, block trades and splits. Nothing ever stops a cancel, a settlement or a withdrawal.

/** Halts markets; the guardian's. @param until - Last second of the halt, Unix seconds. */
export const halt = (exchange: Address, markets: readonly number[], until: bigint) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'halt', args: [markets, until] }) as const

/** Ends halts: the guardian's; anyone's once they have run out. */
export const resume = (exchange: Address, markets: readonly number[]) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'resume', args: [markets] }) as const

/** Last second of a market's latest halt, Unix seconds; 0 if there was none. */
export const haltedUntil = (exchange: Address, market: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'haltedUntil', args: [market] }) as const

/** Longest halt, seconds. */
export const longestHalt = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'MAX_HALT' }) as const

/** Shortest time between two halts of one market, seconds. */
export const haltPause = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'HALT_PAUSE' }) as const

import type { Address, Hex } from 'viem'
import type { AssetEvent, ChainEvent, Place } from '../market/event.ts'
import type { RpcLog } from './rpc.ts'

/** An event as the chain tells it: a listed token has not been asked for its name yet. */
export type BareEvent =
  | Exclude<ChainEvent, { kind: 'assetListed' }>
  | (Omit<AssetEvent, 'symbol' | 'decimals'> & Pick<ChainEvent, 'at' | 'announces'>)

/** Reads a log of one contract; `undefined` for events that change nothing that is served. */
export type Decoder = (log: RpcLog, at: Place) => BareEvent | undefined

export const lower = (address: Address): Address => address.toLowerCase() as Address

/** Null for the address zero, which stands for nobody. */
export const addressOrNull = (address: Address): Address | null => (BigInt(address) === 0n ? null : lower(address))

export const topicsOf = (log: RpcLog) => log.topics as [Hex, ...Hex[]]

/** @param timestamp - Of the log's block, Unix seconds. */
export const placeOf = (log: RpcLog, timestamp: number): Place => ({
  block: Number(log.blockNumber),
  logIndex: Number(log.logIndex),
  transaction: log.transactionHash,
  timestamp,
})

import { exchangeAbi, seriesRegistryAbi } from '@gigahour/contracts/abi'
import type { Deployment } from '@gigahour/contracts/deployment'
import { decodeActor, decodeOrderChange, decodeTakenChange } from '@gigahour/contracts/words'
import { type Address, decodeEventLog, encodeEventTopics, type Hex } from 'viem'
import type { AssetEvent, ChainEvent, OrderEvent, Place } from '../market/event.ts'
import type { RpcLog } from './rpc.ts'

/** An event as the chain tells it: a listed token has not been asked for its name yet. */
export type BareEvent =
  | Exclude<ChainEvent, { kind: 'assetListed' }>
  | (Omit<AssetEvent, 'symbol' | 'decimals'> & { at: Place })

const topicOf = (eventName: 'OrderPlaced' | 'OrderReduced' | 'OrderCancelled' | 'OrderSettled' | 'LevelTaken'): Hex =>
  encodeEventTopics({ abi: exchangeAbi, eventName })[0]

const LEVEL_TAKEN = topicOf('LevelTaken')
const ORDER_KINDS = new Map<Hex, OrderEvent['kind']>([
  [topicOf('OrderPlaced'), 'placed'],
  [topicOf('OrderReduced'), 'reduced'],
  [topicOf('OrderCancelled'), 'cancelled'],
  [topicOf('OrderSettled'), 'settled'],
])

/** Which logs are wanted: a topic of the exchange from any other address is somebody else's. */
export const addressesOf = ({ exchange, seriesRegistry }: Deployment): Address[] => [exchange, seriesRegistry]

/**
 * Reads a log of the exchange or the series registry.
 *
 * @param timestamp - Of its block, Unix seconds.
 * @returns `undefined` for logs of other contracts, and for events that change nothing that is served.
 */
export function decodeLog(deployment: Deployment, log: RpcLog, timestamp: number): BareEvent | undefined {
  const at: Place = {
    block: Number(log.blockNumber),
    logIndex: Number(log.logIndex),
    transaction: log.transactionHash,
    timestamp,
  }
  if (sameAddress(log.address, deployment.exchange)) return decodeExchange(log, at)
  if (sameAddress(log.address, deployment.seriesRegistry)) return decodeRegistry(log, at)
  return undefined
}

const sameAddress = (one: Address, other: Address): boolean => one.toLowerCase() === other.toLowerCase()
const lower = (address: Address): Address => address.toLowerCase() as Address

function decodeExchange(log: RpcLog, at: Place): BareEvent | undefined {
  const topic = log.topics[0]
  if (topic === undefined) return undefined
  // Nearly all logs are these: two words that need no general decoder.
  const kind = ORDER_KINDS.get(topic)
  if (kind || topic === LEVEL_TAKEN) {
    const actor = decodeActor(BigInt(log.data.slice(0, 66)))
    const change = BigInt(`0x${log.data.slice(66, 130)}`)
    return kind
      ? { kind, actor, change: decodeOrderChange(change), at }
      : { kind: 'taken', actor, change: decodeTakenChange(change), at }
  }
  const { eventName, args } = decodeEventLog({ abi: exchangeAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'AssetListed':
      return { kind: 'assetListed', asset: args.asset, token: lower(args.token), forward: args.forward, at }
    case 'MarketListed':
      return { kind: 'marketListed', ...args, expiry: Number(args.expiry), at }
    case 'Deposited':
      return { kind: 'deposited', account: lower(args.account), asset: args.asset, amount: args.amount, at }
    case 'Withdrawn':
      return { kind: 'withdrawn', account: lower(args.account), asset: args.asset, amount: args.amount, at }
    case 'SetsSplit':
      return { kind: 'split', account: lower(args.account), market: args.market, lots: args.lots, at }
    case 'SetsMerged':
      return { kind: 'merged', account: lower(args.account), market: args.market, lots: args.lots, at }
    case 'FeesCollected':
      return { kind: 'feesCollected', market: args.market, recipient: lower(args.recipient), amount: args.amount, at }
    default:
      return undefined
  }
}

function decodeRegistry(log: RpcLog, at: Place): BareEvent | undefined {
  const { eventName, args } = decodeEventLog({ abi: seriesRegistryAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'GradeListed':
      return { kind: 'gradeListed', ...args, at }
    case 'SeriesListed': {
      const { market, grade, year, month, long, short, symbol } = args
      return { kind: 'seriesListed', market, grade, year, month, long: lower(long), short: lower(short), symbol, at }
    }
    default:
      return undefined
  }
}

const topicsOf = (log: RpcLog) => log.topics as [Hex, ...Hex[]]

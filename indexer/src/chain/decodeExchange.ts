import { exchangeAbi } from '@gigahour/contracts/abi'
import { decodeActor, decodeOrderChange, decodeTakenChange } from '@gigahour/contracts/words'
import { decodeEventLog, encodeEventTopics, type Hex } from 'viem'
import type { OrderEvent } from '../market/event.ts'
import { type Decoder, lower, topicsOf } from './decode.ts'

const topicOf = (eventName: 'OrderPlaced' | 'OrderReduced' | 'OrderCancelled' | 'OrderSettled' | 'LevelTaken'): Hex =>
  encodeEventTopics({ abi: exchangeAbi, eventName })[0]

const LEVEL_TAKEN = topicOf('LevelTaken')
const ORDER_KINDS = new Map<Hex, OrderEvent['kind']>([
  [topicOf('OrderPlaced'), 'placed'],
  [topicOf('OrderReduced'), 'reduced'],
  [topicOf('OrderCancelled'), 'cancelled'],
  [topicOf('OrderSettled'), 'settled'],
])

export const decodeExchange: Decoder = (log, at) => {
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

import { exchangeAbi } from '@gigahour/contracts/abi'
import type { Funding, Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import { decodeActor, decodeOrderChange, decodeTake, decodeTakenChange } from '@gigahour/contracts/words'
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
      : { kind: 'taken', actor, changes: [decodeTakenChange(change)], at }
  }
  const event = decodeEventLog({ abi: exchangeAbi, topics: topicsOf(log), data: log.data })
  const { eventName, args } = event
  switch (eventName) {
    case 'LevelsTaken':
      return { kind: 'taken', ...decodeTake(event), at }
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
    case 'LegsTaken':
      return { kind: 'legsTaken', taker: lower(args.taker), legs: Number(args.legs), cost: args.cost, at }
    case 'BlockTraded':
      return {
        ...{ kind: 'blockTraded', market: args.market, maker: lower(args.maker), taker: lower(args.taker) },
        ...{ makerFunding: args.makerFunding as Funding, takerFunding: args.takerFunding as Funding },
        ...{ side: args.side as Side, tick: args.tick as Tick, lots: args.lots as Lots, fee: args.fee, at },
      }
    case 'OperatorSet':
      return {
        kind: 'operatorSet',
        ...{ owner: lower(args.owner), operator: lower(args.operator), expiry: seconds(args.expiry), at },
      }
    case 'CancelAfterSet':
      return { kind: 'cancelAfterSet', owner: lower(args.owner), timestamp: args.timestamp, at }
    case 'MarketHalted':
      return { kind: 'halted', market: args.market, until: seconds(args.until), at }
    case 'MarketResumed':
      return { kind: 'resumed', market: args.market, at }
    case 'SettlementPriceFixed':
      return { kind: 'priceFixed', family: args.family, tick: args.tick as Tick, at }
    case 'BandCut':
    case 'BandJoined': {
      const { whole, parts, long, lots } = args
      const kind = eventName === 'BandCut' ? 'cut' : 'joined'
      return { kind, account: lower(args.account), whole, parts, long, lots, at }
    }
    case 'TakerFeeLowered':
      return { kind: 'feeLowered', market: args.market, takerFee: args.takerFee, at }
    case 'Redeemed': {
      const { market, longLots, shortLots, amount } = args
      return { kind: 'redeemed', account: lower(args.account), market, longLots, shortLots, amount, at }
    }
    default:
      return undefined
  }
}

/** A time may be any 64-bit number; what is later than a float counts is never. */
const seconds = (time: bigint): number =>
  Number(time < BigInt(Number.MAX_SAFE_INTEGER) ? time : Number.MAX_SAFE_INTEGER)

import { exchangeAbi, priceIndexAbi, seriesRegistryAbi, settlementAbi } from '@gigahour/contracts/abi'
import { encodeActor, encodeOrderChange, encodeTakenChange } from '@gigahour/contracts/words'
import {
  type Abi,
  type AbiEvent,
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
  getAbiItem,
  type Hex,
  toHex,
} from 'viem'
import { FORMULAS } from '../../src/market/listing.ts'
import { SETTLEMENT_RULES } from '../../src/market/settlement.ts'
import { tell } from './encodeFinancing.ts'
import type { Told } from './naiveExchange.ts'

export const EXCHANGE: Address = `0x${'e'.repeat(40)}`
export const REGISTRY: Address = `0x${'9'.repeat(40)}`
export const INDEX: Address = `0x${'1'.repeat(39)}d`
export const SETTLEMENT: Address = `0x${'5'.repeat(40)}`

/** A log without its place: who told it, and what. */
export type Said = { address: Address; topics: Hex[]; data: Hex }

const word = (value: bigint): string => toHex(value, { size: 32 }).slice(2)

const ORDER_EVENTS = {
  placed: 'OrderPlaced',
  reduced: 'OrderReduced',
  cancelled: 'OrderCancelled',
  settled: 'OrderSettled',
}

/** Writes an event as the contracts would. */
export function encodeEvent(told: Told): Said {
  switch (told.kind) {
    case 'placed':
    case 'reduced':
    case 'cancelled':
    case 'settled':
      return book(ORDER_EVENTS[told.kind], encodeActor(told.actor), encodeOrderChange(told.change))
    case 'taken':
      return take(encodeActor(told.actor), told.changes.map(encodeTakenChange))
    case 'deposited':
      return said('Deposited', { ...told, from: told.account })
    case 'withdrawn':
      return said('Withdrawn', { ...told, to: told.account })
    case 'split':
      return said('SetsSplit', told)
    case 'merged':
      return said('SetsMerged', told)
    case 'feesCollected':
      return said('FeesCollected', told)
    case 'assetListed':
      return said('AssetListed', told)
    case 'marketListed':
      return said('MarketListed', { ...told, expiry: BigInt(told.expiry) })
    case 'gradeListed':
      return said('GradeListed', { grade: told.grade, terms: told })
    case 'familyDefined':
      return said('FamilyDefined', {
        family: told.family,
        terms: { ...told, formula: FORMULAS.indexOf(told.formula), cap: 0 },
      })
    case 'seriesListed':
      return said('SeriesListed', {
        market: told.market,
        family: 1,
        terms: { ...told, family: 1, floor: 0, cap: 7_000 },
      })
    case 'feeLowered':
      return said('TakerFeeLowered', told)
    case 'cut':
      return said('BandCut', told)
    case 'joined':
      return said('BandJoined', told)
    case 'legsTaken':
      return said('LegsTaken', { ...told, legs: BigInt(told.legs) })
    case 'blockTraded':
      return said('BlockTraded', { ...told, nonce: 1n })
    case 'operatorSet':
      return said('OperatorSet', { ...told, expiry: BigInt(told.expiry), quote: 2, budget: 1n })
    case 'cancelAfterSet':
      return said('CancelAfterSet', told)
    case 'halted':
      return said('MarketHalted', { ...told, until: BigInt(told.until) })
    case 'resumed':
      return said('MarketResumed', told)
    case 'priceFixed':
      return said('SettlementPriceFixed', told)
    case 'redeemed':
      return said('Redeemed', told)
    case 'familySettled':
      return logOf(SETTLEMENT, settlementAbi, 'FamilySettled', {
        ...told,
        grade: 1,
        price: 0n,
        rule: SETTLEMENT_RULES.indexOf(told.rule),
      })
    case 'reporterAdded':
      return index('ReporterAdded', { ...told, fromDay: told.from })
    case 'reporterRemoved':
      return index('ReporterRemoved', { ...told, untilDay: told.until })
    case 'observationPosted':
      return index('ObservationPosted', told)
    case 'printed':
      return index('Printed', { ...told, observations: 3 })
    case 'printWithheld':
      return index('PrintWithheld', { ...told, observations: 3 })
    case 'printChallenged':
      return index('PrintChallenged', told)
    case 'printResolved':
      return index('PrintResolved', told)
    case 'challengeLapsed':
      return index('ChallengeLapsed', told)
    default: {
      const { address, abi, name, args } = tell(told)
      return logOf(address, abi, name, args)
    }
  }
}

const index = (name: string, args: Record<string, unknown>): Said => logOf(INDEX, priceIndexAbi, name, args)

const bookTopics = new Map<string, Hex>()

function book(name: string, actor: bigint, change: bigint): Said {
  const topic = bookTopics.get(name) ?? (encodeEventTopics({ abi: exchangeAbi, eventName: name } as never)[0] as Hex)
  bookTopics.set(name, topic)
  return { address: EXCHANGE, topics: [topic], data: `0x${word(actor)}${word(change)}` }
}

/** One level makes two words, several an array behind the place where it begins. */
function take(actor: bigint, changes: readonly bigint[]): Said {
  const [first] = changes
  if (changes.length === 1 && first !== undefined) return book('LevelTaken', actor, first)
  const said = book('LevelsTaken', actor, 64n)
  return { ...said, data: `${said.data}${[BigInt(changes.length), ...changes].map(word).join('')}` }
}

function said(eventName: string, args: Record<string, unknown>): Said {
  const registry = ['GradeListed', 'FamilyDefined', 'SeriesListed'].includes(eventName)
  return registry ? logOf(REGISTRY, seriesRegistryAbi, eventName, args) : logOf(EXCHANGE, exchangeAbi, eventName, args)
}

function logOf(address: Address, abi: Abi, eventName: string, args: Record<string, unknown>): Said {
  const event = getAbiItem({ abi, name: eventName } as Parameters<typeof getAbiItem>[0]) as AbiEvent
  const plain = event.inputs.filter(({ indexed }) => !indexed)
  const topics = encodeEventTopics({ abi: [event], eventName, args })
  const data = encodeAbiParameters(
    plain,
    plain.map(({ name }) => args[name ?? '']),
  )
  return { address, topics: topics as Hex[], data }
}

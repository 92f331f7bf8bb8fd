import {
  bundleAbi,
  bundleFactoryAbi,
  computeCreditAbi,
  creditFactoryAbi,
  deliveryDeskAbi,
  noteFactoryAbi,
  revenueNoteAbi,
} from '@gigahour/contracts/abi'
import { type Abi, type Address, zeroAddress } from 'viem'
import type { DeliveryEvent } from '../../src/market/deliveryEvent.ts'
import type { FinancingEvent } from '../../src/market/event.ts'

export const DESK: Address = `0x${'d'.repeat(40)}`
export const CREDIT_FACTORY: Address = `0x${'c'.repeat(40)}`
export const NOTE_FACTORY: Address = `0x${'a'.repeat(40)}`
export const BUNDLE_FACTORY: Address = `0x${'b'.repeat(40)}`

/** Who tells an event, under which name, with which arguments. */
export type Telling = { address: Address; abi: Abi; name: string; args: Record<string, unknown> }

const NAMES: Record<(DeliveryEvent | FinancingEvent)['kind'], string> = {
  ...{ offerMade: 'OfferMade', offerWithdrawn: 'OfferWithdrawn', elected: 'Elected', deskClaimed: 'Claimed' },
  ...{ lotsDelivered: 'LotsDelivered', electionSettled: 'ElectionSettled' },
  ...{ creditIssued: 'CreditIssued', bondAdded: 'BondAdded', redemptionQueued: 'RedemptionQueued' },
  ...{ unitsDelivered: 'UnitsDelivered', redemptionLeft: 'RedemptionLeft', boughtBack: 'BoughtBack' },
  ...{ bondWithdrawn: 'BondWithdrawn', creditDefaulted: 'CreditDefaulted', defaultClaimed: 'DefaultClaimed' },
  ...{ noteIssued: 'NoteIssued', notesSold: 'NotesSold', unsoldTaken: 'UnsoldTaken', saleClosed: 'SaleClosed' },
  ...{ revenueDeposited: 'RevenueDeposited', notesRegistered: 'NotesRegistered' },
  ...{ notesUnregistered: 'NotesUnregistered', couponsCollected: 'CouponsCollected', reserveLocked: 'ReserveLocked' },
  ...{ reserveReleased: 'ReserveReleased', stressDeclared: 'StressDeclared', conversionAsked: 'ConversionAsked' },
  ...{ conversionFixed: 'ConversionFixed', converted: 'Converted', creditsTaken: 'CreditsTaken' },
  ...{ bundleCreated: 'BundleCreated', bundleWrapped: 'Wrapped', bundleUnwrapped: 'Unwrapped' },
}

/** Writes an event as the contracts name it: what the indexer does not read is filled in with anybody. */
export function tell(event: DeliveryEvent | FinancingEvent): Telling {
  const name = NAMES[event.kind]
  const anybody = { to: zeroAddress, holder: zeroAddress, buyer: zeroAddress }
  switch (event.kind) {
    case 'offerMade':
      return { address: DESK, abi: deliveryDeskAbi, name, args: { ...event, meter: event.meter ?? zeroAddress } }
    case 'offerWithdrawn':
    case 'elected':
    case 'lotsDelivered':
    case 'electionSettled':
    case 'deskClaimed':
      return { address: DESK, abi: deliveryDeskAbi, name, args: { ...anybody, ...event } }
    case 'creditIssued': {
      const terms = { ...event.terms, meter: event.terms.meter ?? zeroAddress }
      const args = { ...event, credit: event.token, grade: terms.grade, terms }
      return { address: CREDIT_FACTORY, abi: creditFactoryAbi, name, args }
    }
    case 'bondAdded':
    case 'redemptionQueued':
    case 'unitsDelivered':
    case 'redemptionLeft':
    case 'boughtBack':
    case 'bondWithdrawn':
    case 'creditDefaulted':
    case 'defaultClaimed': {
      const redemptionId = 'redemption' in event ? event.redemption : 0
      return { address: event.token, abi: computeCreditAbi, name, args: { ...anybody, ...event, redemptionId } }
    }
    case 'noteIssued': {
      const reserve = event.terms.reserve ?? zeroAddress
      const args = { ...event, note: event.token, reserve, terms: { ...event.terms, reserve } }
      return { address: NOTE_FACTORY, abi: noteFactoryAbi, name, args }
    }
    case 'stressDeclared': {
      const cause = event.cause === 'couponMissed' ? 1 : 2
      return { address: event.token, abi: revenueNoteAbi, name, args: { ...event, cause } }
    }
    case 'bundleCreated':
      return { address: BUNDLE_FACTORY, abi: bundleFactoryAbi, name, args: { ...event, bundle: event.token } }
    case 'bundleWrapped':
    case 'bundleUnwrapped':
      return { address: event.token, abi: bundleAbi, name, args: { ...anybody, ...event } }
    default:
      return { address: event.token, abi: revenueNoteAbi, name, args: { ...anybody, ...event } }
  }
}

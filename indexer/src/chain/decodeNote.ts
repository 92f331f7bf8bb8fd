import { noteFactoryAbi, revenueNoteAbi } from '@gigahour/contracts/abi'
import { decodeEventLog } from 'viem'
import { addressOrNull, type Decoder, lower, topicsOf } from './decode.ts'

/** By the numbers of `StressCause`. */
const CAUSES = [undefined, 'couponMissed', 'covenantBroken'] as const

export const decodeNoteFactory: Decoder = (log, at) => {
  const { eventName, args } = decodeEventLog({ abi: noteFactoryAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'NoteIssued': {
      const { reserveLots, terms } = args
      const token = lower(args.note)
      return {
        ...{ kind: 'noteIssued', token, issuer: lower(args.issuer), reserveLots, at },
        terms: { ...terms, firstDue: Number(terms.firstDue), reserve: addressOrNull(terms.reserve) },
        announces: { address: token, role: 'note' },
      }
    }
    default:
      return undefined
  }
}

export const decodeNote: Decoder = (log, at) => {
  const token = lower(log.address)
  const { eventName, args } = decodeEventLog({ abi: revenueNoteAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'NotesSold':
      return { kind: 'notesSold', token, lots: args.lots, paid: args.paid, at }
    case 'UnsoldTaken':
      return { kind: 'unsoldTaken', token, lots: args.lots, at }
    case 'SaleClosed':
      return { kind: 'saleClosed', token, ...args, at }
    case 'RevenueDeposited':
      return { kind: 'revenueDeposited', token, ...args, month: Number(args.month), at }
    case 'NotesRegistered':
      return { kind: 'notesRegistered', token, holder: lower(args.holder), lots: args.lots, paid: args.paid, at }
    case 'NotesUnregistered': {
      const { holder, lots, paidBack } = args
      return { kind: 'notesUnregistered', token, holder: lower(holder), lots, paidBack, at }
    }
    case 'CouponsCollected':
      return { kind: 'couponsCollected', token, holder: lower(args.holder), amount: args.amount, at }
    case 'ReserveLocked':
      return { kind: 'reserveLocked', token, ...args, at }
    case 'ReserveReleased':
      return { kind: 'reserveReleased', token, lots: args.lots, at }
    case 'StressDeclared': {
      const { month, had, needed, price, windowEnd } = args
      const cause = CAUSES[args.cause]
      if (!cause) return undefined
      const figures = { month: Number(month), had, needed, price, windowEnd: Number(windowEnd) }
      return { kind: 'stressDeclared', token, cause, ...figures, at }
    }
    case 'ConversionAsked':
      return { kind: 'conversionAsked', token, ...args, holder: lower(args.holder), at }
    case 'ConversionFixed':
      return { kind: 'conversionFixed', token, ...args, at }
    case 'Converted':
      return { kind: 'converted', token, ...args, holder: lower(args.holder), at }
    case 'CreditsTaken':
      return { kind: 'creditsTaken', token, holder: lower(args.holder), credits: args.credits, at }
    default:
      return undefined
  }
}

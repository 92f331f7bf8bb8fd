import { CorruptionError } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { Place } from './event.ts'
import {
  closeSale,
  depositRevenue,
  issueNote,
  type Note,
  noRegistration,
  type Registration,
  registrationKey,
  sellNotes,
} from './note.ts'
import type { NoteEvent } from './noteEvent.ts'

/**
 * Folds what happened to a revenue note.
 *
 * @throws {@link CorruptionError} if it does not follow from what came before.
 */
export function foldNote(draft: Draft, event: NoteEvent, at: Place): void {
  const { token } = event
  if (event.kind === 'noteIssued') {
    draft.put('notes', issueNote(event, at))
    return
  }
  const note = draft.records.notes.get(token)
  if (!note) throw new CorruptionError(`${token} tells of a note that was never issued`)
  const put = (changes: Partial<Note>): void => draft.put('notes', { ...note, ...changes })

  switch (event.kind) {
    case 'notesSold':
    case 'unsoldTaken':
      put(sellNotes(note, event.lots))
      break
    case 'saleClosed':
      put(closeSale(note, event.supply))
      break
    case 'revenueDeposited': {
      const { kind: _, ...coupon } = event
      put(depositRevenue(note, event))
      draft.put('coupons', { ...coupon, at })
      break
    }
    case 'notesRegistered': {
      const { lots, paid } = event
      put({ registered: note.registered + lots, collected: note.collected + paid })
      register(draft, event, (before) => ({ lots: before.lots + lots, collected: before.collected + paid }))
      break
    }
    case 'notesUnregistered': {
      const { lots, paidBack } = event
      put({ registered: note.registered - lots, collected: note.collected - paidBack })
      register(draft, event, (before) => ({ lots: before.lots - lots, collected: before.collected - paidBack }))
      break
    }
    case 'couponsCollected':
      put({ collected: note.collected + event.amount })
      register(draft, event, ({ collected }) => ({ collected: collected + event.amount }))
      break
    case 'reserveLocked':
      put({ reserveLots: event.reserveLots })
      break
    case 'reserveReleased':
      put({ reserveLots: note.reserveLots - event.lots })
      break
    case 'stressDeclared': {
      const { kind: _kind, token: _token, ...stress } = event
      put({ conversion: { ...stress, asked: 0n, fixed: null, at } })
      break
    }
    case 'conversionAsked':
      put({ conversion: { ...conversionOf(note), asked: event.asked } })
      register(draft, event, ({ converting }) => ({ converting: converting + event.lots }))
      break
    case 'conversionFixed': {
      const { kind: _kind, token: _token, asked: _asked, ...fixed } = event
      put({
        conversion: { ...conversionOf(note), fixed: { ...fixed, at } },
        supply: note.supply - fixed.converted,
        registered: note.registered - fixed.converted,
        reserveLots: note.reserveLots - fixed.credits,
      })
      break
    }
    case 'converted': {
      const { asked, converted, credits } = event
      register(draft, event, (before) => ({
        lots: before.lots - converted,
        converting: before.converting - asked,
        credits: before.credits + credits,
      }))
      break
    }
    case 'creditsTaken':
      register(draft, event, ({ credits }) => ({ credits: credits - event.credits }))
  }
}

function register(
  draft: Draft,
  { token, holder }: Pick<Registration, 'token' | 'holder'>,
  change: (before: Registration) => Partial<Registration>,
): void {
  const before = draft.records.registrations.get(registrationKey(token, holder)) ?? noRegistration(token, holder)
  const after = { ...before, ...change(before) }
  if (after.lots < 0n || after.converting < 0n || after.credits < 0n) {
    throw new CorruptionError(`${holder} gives up more of ${token} than it has registered`)
  }
  draft.put('registrations', after)
}

function conversionOf({ token, conversion }: Note) {
  if (!conversion) throw new CorruptionError(`${token} was converted before its stress`)
  return conversion
}

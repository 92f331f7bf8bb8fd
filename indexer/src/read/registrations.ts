import type { Address } from 'viem'
import type { NoteRegistration } from '../api/noteSchemas.ts'
import { wired } from '../api/wired.ts'
import { converted, type Note, type Registration, registrationKey } from '../market/note.ts'
import type { State } from '../market/state.ts'
import { LIVE_ROWS, type Moment } from './page.ts'

export const holderRegistrations = (state: State, account: Address): NoteRegistration[] =>
  asTold(
    state,
    [...state.records.registrations.values()].filter(({ holder }) => holder === account),
  ).map(registrationJson)

/** Those that hold any before those that do not; a bounded number. */
export const liveRegistrations = (state: State): NoteRegistration[] =>
  heldFirst(asTold(state, [...state.records.registrations.values()])).map(registrationJson)

/**
 * What a block changed in registrations: those that it touched, and as many of a conversion that it fixed as are told at once.
 *
 * @param notes - That the block touched.
 */
export function touchedRegistrations(
  { state, now }: Moment,
  touched: Iterable<Registration>,
  notes: Iterable<Note>,
): NoteRegistration[] {
  const rows = [...touched]
  const fixed = [...notes].filter(({ conversion }) => conversion?.fixed?.at.timestamp === now)
  const shared = heldFirst(asTold(state, fixed.length === 0 ? [] : sharersOf(state, fixed, rows)))
  return [...asTold(state, rows), ...shared].map(registrationJson)
}

/** Who has a part of these notes' conversions and has not taken it over. @param named - These are left out. */
function sharersOf({ records }: State, notes: readonly Note[], named: readonly Registration[]): Registration[] {
  const tokens = new Set(notes.map(({ token }) => token))
  const known = new Set(named.map(({ token, holder }) => registrationKey(token, holder)))
  const waiting = [...records.registrations.values()].filter(
    ({ token, converting }) => converting > 0n && tokens.has(token),
  )
  return waiting.filter(({ token, holder }) => !known.has(registrationKey(token, holder)))
}

const asTold = ({ records }: State, rows: readonly Registration[]): Registration[] =>
  rows.map((row) => converted(row, records.notes.get(row.token)?.conversion ?? null))

function heldFirst(rows: readonly Registration[]): Registration[] {
  const held = rows.filter(({ lots, credits }) => lots + credits > 0n)
  const left = rows.filter(({ lots, credits }) => lots + credits === 0n)
  return [...held, ...left].slice(0, LIVE_ROWS)
}

const registrationJson = (registration: Registration): NoteRegistration => wired(registration)

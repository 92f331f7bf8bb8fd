import type { Address } from 'viem'
import { CorruptionError } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { Place } from './event.ts'
import { type Challenge, type PrintDay, printKey } from './print.ts'
import { reporterKey, tenureBegun, tenureEnded } from './reporter.ts'

type OfDay = { grade: number; day: number }
export type ReporterEvent =
  | { kind: 'reporterAdded'; grade: number; reporter: Address; from: number }
  | { kind: 'reporterRemoved'; grade: number; reporter: Address; until: number }
export type DayEvent = OfDay &
  (
    | { kind: 'observationPosted'; reporter: Address; price: bigint; time: number }
    | { kind: 'printed'; price: bigint }
    | { kind: 'printWithheld'; median: bigint; needed: number }
    | ({ kind: 'printChallenged' } & Omit<Challenge, 'time' | 'outcome'>)
    | { kind: 'printResolved'; price: bigint; upheld: boolean }
    | { kind: 'challengeLapsed' }
  )
export type PrintEvent = ReporterEvent | DayEvent

/** @throws CorruptionError for a challenge that is closed and was never made, and for a reporter that is removed and is none. */
export function foldPrint(draft: Draft, event: PrintEvent, at: Place): void {
  switch (event.kind) {
    case 'reporterAdded': {
      const { grade, reporter, from } = event
      const known = draft.records.reporters.get(reporterKey(grade, reporter))
      draft.put('reporters', { grade, reporter, tenures: tenureBegun(known?.tenures ?? [], from) })
      break
    }
    case 'reporterRemoved': {
      const { grade, reporter, until } = event
      const known = draft.records.reporters.get(reporterKey(grade, reporter))
      const tenures = tenureEnded(known?.tenures ?? [], until)
      if (!tenures) throw new CorruptionError(`${reporter} was removed and is no reporter of grade ${grade}`)
      draft.put('reporters', { grade, reporter, tenures })
      break
    }
    default: {
      const day = draft.records.prints.get(printKey(event.grade, event.day)) ?? noPrint(event)
      draft.put('prints', foldDay(day, event, at))
    }
  }
}

const noPrint = ({ grade, day }: OfDay): PrintDay => ({
  ...{ grade, day, price: null, withheld: null, resolvedAt: null, observations: [], challenge: null },
})

function foldDay(day: PrintDay, event: DayEvent, at: Place): PrintDay {
  switch (event.kind) {
    case 'observationPosted': {
      const { reporter, price, time } = event
      return { ...day, observations: [...day.observations, { reporter, price, time, transaction: at.transaction }] }
    }
    case 'printed':
      return { ...day, price: event.price, withheld: null }
    case 'printWithheld':
      return { ...day, price: null, withheld: { median: event.median, needed: event.needed } }
    case 'printChallenged': {
      const { challenger, price, arbiter, bond, counterBond, deadline } = event
      const challenge = { challenger, price, arbiter, bond, counterBond, time: at.timestamp, deadline, outcome: null }
      return { ...day, challenge }
    }
    case 'printResolved': {
      const challenge: Challenge = { ...challengeOf(day), outcome: event.upheld ? 'upheld' : 'overturned' }
      return { ...day, price: event.price, resolvedAt: at.timestamp, challenge }
    }
    case 'challengeLapsed':
      return { ...day, challenge: { ...challengeOf(day), outcome: 'lapsed' } }
  }
}

function challengeOf({ grade, day, challenge }: PrintDay): Challenge {
  if (challenge) return challenge
  throw new CorruptionError(`A challenge of grade ${grade}, day ${day} was closed that nobody made`)
}

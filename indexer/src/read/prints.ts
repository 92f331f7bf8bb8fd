import type { GradeIndex, Print as PrintJson } from '../api/printSchemas.ts'
import type { DayRange } from '../api/settlementReads.ts'
import { wired } from '../api/wired.ts'
import type { Grade } from '../market/listing.ts'
import {
  challengeState,
  closingOf,
  dayOf,
  latestPrint,
  type Observation,
  type PrintDay,
  printKey,
  readPrint,
} from '../market/print.ts'
import type { State } from '../market/state.ts'

/** An observation so far from the median is an outlier: hundredths of a percent, as the band of the index. */
const BAND = 1_500n
const BAND_UNIT = 10_000n

export function printJson(state: State, grade: Grade, day: number, now: number): PrintJson {
  const known = state.records.prints.get(printKey(grade.id, day))
  const print = readPrint(state.records.prints, grade.id, day, now)
  const median = medianOf(known)
  return wired({
    ...{ grade: grade.name, day, time: closingOf(day), ...print },
    observations: (known?.observations ?? []).map((each) => ({ ...each, isOutlier: isOutlier(each, median) })),
    withheld: known?.withheld ?? null,
    challenge: known?.challenge ? challengeRow(known.challenge, now) : null,
  })
}

const challengeRow = (challenge: NonNullable<PrintDay['challenge']>, now: number) => {
  const { outcome: _, ...rest } = challenge
  return { ...rest, state: challengeState(challenge, now) }
}

/** Of the observations: a price that an arbiter named says nothing of them. */
function medianOf(known: PrintDay | undefined): bigint | undefined {
  const prices = (known?.observations ?? []).map(({ price }) => price).sort((one, other) => (one < other ? -1 : 1))
  const middle = Math.floor(prices.length / 2)
  const [low, high] = [prices[prices.length % 2 === 1 ? middle : middle - 1], prices[middle]]
  return low === undefined || high === undefined ? undefined : (low + high + 1n) / 2n
}

function isOutlier({ price }: Observation, median: bigint | undefined): boolean {
  if (median === undefined) return false
  const move = price > median ? price - median : median - price
  return move * BAND_UNIT > median * BAND
}

/** Days of a grade of which something was told, ascending. */
export const daysOf = (state: State, grade: number): number[] =>
  [...state.records.prints.values()]
    .filter((print) => print.grade === grade)
    .map(({ day }) => day)
    .sort((one, other) => one - other)

/**
 * Days of a grade in a range, newest first: from the first of which something was told to yesterday, and today once something was told of it. Days
 * without an observation are among them: which price they take says the clock.
 */
export function daysIn(state: State, grade: number, { from, to, limit }: DayRange, now: number): number[] {
  const told = daysOf(state, grade)
  const [oldest, newest] = [told[0], told.at(-1)]
  if (oldest === undefined || newest === undefined) return []
  const first = Math.max(from, oldest)
  const end = Math.min(to, Math.max(newest + 1, dayOf(now)))
  return Array.from({ length: Math.max(0, Math.min(limit, end - first)) }, (_, age) => end - 1 - age)
}

export function gradeIndexJson(state: State, grade: Grade, now: number): GradeIndex {
  const today = dayOf(now)
  const [first = today + 1] = daysOf(state, grade.id)
  const latest = (final: boolean): PrintJson | null => {
    const found = latestPrint(state.records.prints, grade.id, { day: today, first, now, final })
    return found && found.source !== null ? printJson(state, grade, found.source, now) : null
  }
  const reporters = [...state.records.reporters.values()]
    .filter((each) => each.grade === grade.id && each.tenures.length > 0)
    .map(({ reporter, tenures }) => ({ reporter, tenures: [...tenures] }))
  return {
    ...{ grade: grade.name, latest: latest(false), latestFinal: latest(true) },
    today: printJson(state, grade, today, now),
    reporters: reporters.sort((one, other) => (one.reporter < other.reporter ? -1 : 1)),
  }
}

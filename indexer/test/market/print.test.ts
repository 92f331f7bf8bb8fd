import { describe, expect, it } from 'vitest'
import { challengeState, latestPrint, type PrintDay, printKey, readPrint } from '../../src/market/print.ts'
import { emptyState, foldAll } from '../support/folded.ts'
import { ACCOUNTS, type Told } from '../support/naiveExchange.ts'

const GRADE = 1
/** 2026-11-20; it ends at 2026-11-21 00:00 UTC. */
const DAY = 20_777
const END = 1_795_219_200
const HOUR = 3_600
const [ALICE, BOB] = ACCOUNTS as [`0x${string}`, `0x${string}`]
const of = { grade: GRADE, day: DAY }

const printed = (price: bigint, day = DAY): Told => ({ kind: 'printed', grade: GRADE, day, price })
const challenged: Told = {
  ...{
    kind: 'printChallenged',
    ...of,
    challenger: ALICE,
    arbiter: BOB,
    price: 2_500_000n,
    bond: 500n,
    counterBond: 400n,
  },
  deadline: END + HOUR + 7 * 24 * HOUR,
}

/** The days after some events, each told an hour after the end of the day. */
function told(...events: Told[]) {
  const state = emptyState()
  foldAll(state, events, { timestamp: END + HOUR })
  return state.records.prints
}

describe('a print', () => {
  it('is pending until its day is over, then carried from at most 3 days before, else missing', () => {
    const days = told(printed(2_800_000n))
    expect(readPrint(days, GRADE, DAY + 1, END + 23 * HOUR), 'the next day still runs').toMatchObject({
      status: 'pending',
      price: null,
    })
    const after = END + 96 * HOUR
    for (const age of [1, 2, 3]) {
      expect(readPrint(days, GRADE, DAY + age, after), `${age} days old`).toMatchObject({
        status: 'carried',
        price: 2_800_000n,
        source: DAY,
      })
    }
    expect(readPrint(days, GRADE, DAY + 4, after - 1)).toEqual({
      ...{ status: 'pending', isFinal: false, price: null, source: null, finalAt: null },
    })
    expect(readPrint(days, GRADE, DAY + 4, after)).toMatchObject({
      status: 'missing',
      isFinal: true,
      price: null,
    })
  })

  it('is final 48 hours after its day, and so is what it is carried to', () => {
    const days = told(printed(2_800_000n))
    const finalAt = END + 48 * HOUR
    expect(readPrint(days, GRADE, DAY, finalAt - 1)).toMatchObject({ status: 'printed', isFinal: false, finalAt })
    expect(readPrint(days, GRADE, DAY, finalAt)).toMatchObject({ status: 'printed', isFinal: true })
    expect(readPrint(days, GRADE, DAY + 1, finalAt - 1)).toMatchObject({ status: 'carried', isFinal: false, finalAt })
    expect(
      readPrint(days, GRADE, DAY + 3, END + 72 * HOUR),
      'a carried day is final at its end at the earliest',
    ).toMatchObject({
      ...{ status: 'carried', isFinal: true, finalAt: END + 72 * HOUR },
    })
  })

  it('is what a median is withheld from, and may lose its price again', () => {
    const withheld: Told = { kind: 'printWithheld', ...of, median: 3_500_000n, needed: 5 }
    const day = told(printed(2_800_000n), withheld).get(printKey(GRADE, DAY))
    expect(day).toMatchObject({ price: null, withheld: { median: 3_500_000n, needed: 5 } })
    expect(told(withheld, printed(2_800_000n)).get(printKey(GRADE, DAY))).toMatchObject({
      price: 2_800_000n,
      withheld: null,
    })
  })

  it('keeps its observations in the order in which they were posted', () => {
    const posted = (reporter: `0x${string}`, price: bigint): Told => ({
      ...{ kind: 'observationPosted', ...of, reporter, price, time: END - 4 * HOUR },
    })
    const day = told(posted(BOB, 2_900_000n), posted(ALICE, 2_700_000n)).get(printKey(GRADE, DAY)) as PrintDay
    expect(day.observations.map(({ reporter, price }) => [reporter, price])).toEqual([
      [BOB, 2_900_000n],
      [ALICE, 2_700_000n],
    ])
  })
})

describe('a challenge', () => {
  const until = END + HOUR + 7 * 24 * HOUR

  it('holds the print open until 7 days after it, then the print stands', () => {
    const days = told(printed(2_800_000n), challenged)
    expect(readPrint(days, GRADE, DAY, until - 1)).toMatchObject({
      status: 'challenged',
      isFinal: false,
      finalAt: until,
    })
    expect(readPrint(days, GRADE, DAY, until)).toMatchObject({ status: 'printed', isFinal: true, price: 2_800_000n })
    const { challenge } = days.get(printKey(GRADE, DAY)) as PrintDay
    expect(challenge && challengeState(challenge, until - 1)).toBe('open')
    expect(challenge && challengeState(challenge, until), 'by time alone, whether or not anyone closes it').toBe(
      'lapsed',
    )
  })

  it('ends with the price of the arbiter', () => {
    const days = told(printed(2_800_000n), challenged, {
      kind: 'printResolved',
      ...of,
      price: 2_500_000n,
      upheld: false,
    })
    expect(readPrint(days, GRADE, DAY, END + HOUR)).toMatchObject({
      status: 'resolved',
      isFinal: true,
      price: 2_500_000n,
    })
    const { challenge } = days.get(printKey(GRADE, DAY)) as PrintDay
    expect(challenge && challengeState(challenge, END + HOUR)).toBe('overturned')
  })

  it('cannot be closed if nobody made it', () => {
    expect(() => told(printed(1n), { kind: 'challengeLapsed', ...of })).toThrow('was closed that nobody made')
  })
})

describe('the latest print', () => {
  const days = told(printed(2_800_000n), printed(2_900_000n, DAY + 2))
  const range = { day: DAY + 3, first: DAY - 10 }

  it('is of the newest day with a price of its own', () => {
    expect(latestPrint(days, GRADE, { ...range, now: END + 73 * HOUR })).toMatchObject({
      price: 2_900_000n,
      source: DAY + 2,
    })
    expect(latestPrint(days, GRADE, { ...range, day: DAY - 1, now: END })).toBeUndefined()
    expect(latestPrint(days, 2, { ...range, now: END })).toBeUndefined()
  })

  it('may have to be final', () => {
    const now = END + 73 * HOUR
    expect(latestPrint(days, GRADE, { ...range, now, final: true })).toMatchObject({ price: 2_800_000n, source: DAY })
  })
})

describe('a reporter', () => {
  const added = (from: number): Told => ({ kind: 'reporterAdded', grade: GRADE, reporter: ALICE, from })
  const removed = (until: number): Told => ({ kind: 'reporterRemoved', grade: GRADE, reporter: ALICE, until })
  function tenuresOf(...events: Told[]) {
    const state = emptyState()
    foldAll(state, events)
    return state.records.reporters.get(`${GRADE}:${ALICE}`)?.tenures
  }

  it('keeps its earlier tenure when it is removed and added again', () => {
    expect(tenuresOf(added(DAY), removed(DAY + 5), added(DAY + 12))).toEqual([
      { from: DAY, until: DAY + 5 },
      { from: DAY + 12, until: null },
    ])
    expect(tenuresOf(added(DAY), removed(DAY + 5), added(DAY + 6), removed(DAY + 9))).toEqual([
      { from: DAY, until: DAY + 5 },
      { from: DAY + 6, until: DAY + 9 },
    ])
  })

  it('has been one all along if it is added again before the print that it was removed from', () => {
    expect(tenuresOf(added(DAY), removed(DAY + 5), added(DAY + 5))).toEqual([{ from: DAY, until: null }])
  })

  it('was none if it is removed before its first day', () => {
    expect(tenuresOf(added(DAY + 7), removed(DAY + 1))).toEqual([])
    expect(tenuresOf(added(DAY), removed(DAY))).toEqual([])
    expect(tenuresOf(added(DAY + 7), removed(DAY + 1), added(DAY + 7))).toEqual([{ from: DAY + 7, until: null }])
  })

  it('cannot be removed if it is none', () => {
    expect(() => tenuresOf(removed(DAY))).toThrow('is no reporter')
    expect(() => tenuresOf(added(DAY), removed(DAY + 1), removed(DAY + 2))).toThrow('is no reporter')
  })
})

import { Funding, Side } from '@gigahour/contracts/side'
import { describe, expect, it } from 'vitest'
import { GradeIndex, Print } from '../../src/api/printSchemas.ts'
import { DailyMark, DailyProfit, Redemption, Settlement } from '../../src/api/settlementSchemas.ts'
import { deltaOf, readSnapshot } from '../../src/api/stream/topic.ts'
import { deltaData, snapshotData } from '../../src/api/streamSchemas.ts'
import { AccountAccess, LegsTrade } from '../../src/api/tradeSchemas.ts'
import { datesOf, expectedOf, progressOf } from '../../src/market/month.ts'
import type { PrintDay } from '../../src/market/print.ts'
import { SettlementChanges } from '../../src/read/settlementChanges.ts'
import { settlementModel } from '../../src/read/settlementModel.ts'
import { tradeModel } from '../../src/read/tradeModel.ts'
import { FakeReadModel } from '../api/fakeReadModel.ts'
import { ACCOUNTS, listings, NaiveExchange, type Told, USDC } from '../support/naiveExchange.ts'
import { Story } from '../support/story.ts'

const [ALICE, BOB] = ACCOUNTS as [`0x${string}`, `0x${string}`]
const at = (text: string): number => Date.parse(`${text}Z`) / 1_000
const dayAt = (text: string): number => at(`${text}T00:00`) / 86_400
const PAGE = { limit: 100 }
const DAYS = { from: 0, to: 999_999, limit: 100 }

/** January 2026: Bob buys 10 lots at 2,800; a print of 2,700 on the 30th and of 2,900 on the 31st; the month is settled at 2,800 and Bob redeems. */
function settled() {
  const story = new Story()
  const naive = new NaiveExchange()
  const print = (day: string, price: bigint, observed: readonly bigint[]): Told[] => [
    ...observed.map(
      (each, n): Told => ({
        ...{ kind: 'observationPosted', grade: 1, day: dayAt(day), reporter: ACCOUNTS[n] as `0x${string}` },
        ...{ price: each, time: at(`${day}T20:00`) },
      }),
    ),
    { kind: 'printed', grade: 1, day: dayAt(day), price },
  ]
  const flat = (acted: ReturnType<NaiveExchange['legs']>): Told[] => acted.flat()
  story.commit(at('2026-01-30T10:00'), listings())
  story.commit(
    at('2026-01-30T11:00'),
    [ALICE, BOB].flatMap((account) => naive.deposit(account, USDC, 10n ** 9n)),
  )
  story.commit(at('2026-01-30T19:45'), [
    ...naive.place(ALICE, 1, 1, Side.Ask, Funding.Quote, 2_800, 10n),
    ...naive.place(ALICE, 2, 2, Side.Bid, Funding.Quote, 2_900, 10n),
  ])
  story.commit(
    at('2026-01-30T19:50'),
    flat(
      naive.legs(BOB, [
        { market: 1, side: Side.Bid, funding: Funding.Quote, tick: 2_800, lots: 10n },
        { market: 2, side: Side.Ask, funding: Funding.Quote, tick: 2_900, lots: 10n },
      ]),
    ),
  )
  story.commit(at('2026-01-30T20:05'), print('2026-01-30', 2_700_000n, [2_700_000n, 2_690_000n, 3_200_000n]))
  story.commit(at('2026-01-31T20:05'), print('2026-01-31', 2_900_000n, [2_900_000n]))
  story.commit(at('2026-02-01T00:00'), naive.authorise(BOB, ALICE, at('2026-03-01T00:00')))
  return { story, naive }
}

const models = ({ story }: ReturnType<typeof settled>, now = story.now) => {
  const moment = () => ({ state: story.state, now })
  return { settlement: settlementModel(story.store, moment), trades: tradeModel(story.store, moment) }
}

describe('the index', () => {
  it('tells prints with their reporters and outliers', () => {
    const { settlement } = models(settled())
    const prints = settlement.prints('H100-US', DAYS) ?? []
    for (const each of prints) expect(Print.parse(each)).toEqual(each)
    expect(prints.map(({ day, price, status }) => [day, price, status])).toEqual([
      [dayAt('2026-01-31'), '2900000', 'printed'],
      [dayAt('2026-01-30'), '2700000', 'printed'],
    ])
    // 3.2 is 18.5 % above the median of 2.7.
    expect(prints[1]?.observations.map(({ price, isOutlier }) => [price, isOutlier])).toEqual([
      ['2700000', false],
      ['2690000', false],
      ['3200000', true],
    ])
    expect(settlement.prints('H100-US', { ...DAYS, to: dayAt('2026-01-31') })).toHaveLength(1)
    expect(settlement.prints('NONE', DAYS)).toBeUndefined()
  })

  it('tells days without an observation, which take the price of another day', () => {
    const all = settled()
    const told = (now: string, range = DAYS) =>
      (models(all, at(now)).settlement.prints('H100-US', range) ?? []).map(({ day, status, source, price }) => [
        ...[day - dayAt('2026-01-31'), status, source === null ? null : source - dayAt('2026-01-31'), price],
      ])
    const known = [
      [0, 'printed', 0, '2900000'],
      [-1, 'printed', -1, '2700000'],
    ]
    expect(told('2026-02-01T23:59'), 'today and later there is nothing to tell').toEqual(known)
    const carried = [1, 2, 3].map((day) => [day, 'carried', 0, '2900000'])
    expect(told('2026-02-02T00:00')).toEqual([carried[0], ...known])
    const everyDay = [[4, 'missing', null, null], ...carried.toReversed(), ...known]
    expect(told('2026-02-05T12:00')).toEqual(everyDay)
    // Page by page, each from the oldest day of the one before.
    const to = dayAt('2026-02-03')
    expect(told('2026-02-05T12:00', { ...DAYS, limit: 2 })).toEqual(everyDay.slice(0, 2))
    expect(told('2026-02-05T12:00', { ...DAYS, to, limit: 2 })).toEqual(everyDay.slice(2, 4))
    expect(told('2026-02-05T12:00', { from: dayAt('2026-01-31'), to, limit: 9 })).toEqual(everyDay.slice(2, 5))
    expect(told('2026-02-05T12:00', { ...DAYS, to: dayAt('2026-01-30') })).toEqual([])
  })

  it('tells on which days each reporter may observe, those before it was removed included', () => {
    const all = settled()
    const of = { grade: 1, reporter: ALICE }
    all.story.commit(at('2026-02-01T00:01'), [
      { kind: 'reporterAdded', ...of, from: dayAt('2026-02-01') },
      { kind: 'reporterRemoved', ...of, until: dayAt('2026-02-03') },
      { kind: 'reporterAdded', ...of, from: dayAt('2026-02-10') },
      { kind: 'reporterAdded', ...of, reporter: BOB, from: dayAt('2026-02-08') },
      { kind: 'reporterRemoved', ...of, reporter: BOB, until: dayAt('2026-02-02') },
    ])
    const [grade] = models(all).settlement.index()
    expect(GradeIndex.parse(grade)).toEqual(grade)
    expect(grade?.reporters, 'whoever was removed before its first day is none').toEqual([
      {
        reporter: ALICE,
        tenures: [
          { from: dayAt('2026-02-01'), until: dayAt('2026-02-03') },
          { from: dayAt('2026-02-10'), until: null },
        ],
      },
    ])
  })

  it('tells the latest print, final or not, and today', () => {
    const all = settled()
    const [grade] = models(all).settlement.index()
    expect(GradeIndex.parse(grade)).toEqual(grade)
    expect(grade).toMatchObject({
      grade: 'H100-US',
      latest: { price: '2900000' },
      latestFinal: null,
      today: { status: 'pending' },
    })
    const [later] = models(all, at('2026-02-03T00:00')).settlement.index()
    expect(later).toMatchObject({ latestFinal: { price: '2900000', isFinal: true }, today: { status: 'pending' } })
  })

  it('is told again when a print that is neither the latest nor final is challenged', () => {
    const { story } = settled()
    const moment = () => ({ state: story.state, now: story.now })
    const changes = new SettlementChanges(settlementModel(story.store, moment))
    const channels = (told: Told[]) => changes.of(story.commit(story.now, told)).map(({ channel }) => channel)
    expect(channels([])).toContain('index')
    expect(channels([])).toEqual([])
    const challenged: Told = {
      ...{ kind: 'printChallenged', grade: 1, day: dayAt('2026-01-30'), challenger: BOB, arbiter: ALICE },
      ...{ price: 2_600_000n, bond: 500n, counterBond: 500n, deadline: at('2026-02-05T00:00') },
    }
    expect(channels([challenged])).toContain('index')
  })

  it('is told of a grade in the block that lists it', () => {
    const { story } = settled()
    const changes = new SettlementChanges(settlementModel(story.store, () => story))
    changes.of(story.commit(story.now, []))
    const terms = { root: 'B200', referencePrice: 5_800, minCap: 1_000, maxCap: 40_000, deliverable: false }
    const listed: Told = { kind: 'gradeListed', grade: 2, name: 'B200-US', ...terms }
    expect(changes.of(story.commit(story.now, [listed]))).toMatchObject([
      { channel: 'index', grades: [{ grade: 'B200-US', latest: null }] },
    ])
  })

  it('is told again when a day ends on which nobody observed', () => {
    const { story } = settled()
    const changes = new SettlementChanges(settlementModel(story.store, () => story))
    const channels = (time: string) => changes.of(story.commit(at(time), [])).map(({ channel }) => channel)
    expect(channels('2026-02-01T23:58')).toContain('index')
    expect(channels('2026-02-01T23:59')).not.toContain('index')
    expect(channels('2026-02-02T00:00')).toContain('index')
  })
})

describe('the settlement of a series', () => {
  it('goes from its month through the dispute window to its price', () => {
    const all = settled()
    const stateAt = (text: string) => models(all, at(text)).settlement.settlement('H100F26')
    expect(stateAt('2025-12-31T00:00')?.state).toBe('trading')
    const running = stateAt('2026-01-31T23:59')
    expect(Settlement.parse(running)).toEqual(running)
    expect(running).toMatchObject({
      ...{ state: 'delivery-month', firstDay: dayAt('2026-01-01'), lastDay: dayAt('2026-01-31') },
      ...{ earliest: at('2026-02-03T00:00'), latest: at('2026-02-10T00:00'), final: null },
      // 29 days before the first print never had one.
      progress: { daysInMonth: 31, printed: 2, decided: 29, missing: 29, mean: '2800000' },
      expected: { tick: 2_800, rule: 'mean-of-printed-days', daysCounted: 2 },
    })
    expect(stateAt('2026-02-02T23:59')?.state).toBe('dispute-window')
    expect(stateAt('2026-02-03T00:00')).toMatchObject({ state: 'settleable', progress: { decided: 31 } })
  })

  it('tells what was fixed and what was paid', () => {
    const all = settled()
    const { story, naive } = all
    story.commit(at('2026-02-03T01:00'), naive.fix(1, 2_800).flat())
    story.commit(at('2026-02-03T02:00'), naive.redeem(BOB, 1, 4n, 0n))
    const { settlement } = models(all)
    expect(settlement.settlement('H100F26')).toMatchObject({
      ...{ state: 'settled', expected: null, redeemed: { long: '4', short: '0', amount: '11200' } },
      final: { tick: 2_800, rule: 'mean-of-month', daysCounted: 30, settledAt: at('2026-02-03T01:00') },
      outstanding: { long: '6', short: '10' },
    })
    const [paid] = settlement.redemptions(BOB, PAGE)
    expect(Redemption.parse(paid)).toMatchObject({ symbol: 'H100F26', long: '4', short: '0', amount: '11200' })
    expect(settlement.redemptions(ALICE, PAGE)).toEqual([])
  })

  it('is told in the block that changes what is outstanding, or lists it, and it alone', () => {
    const { story, naive } = settled()
    const changes = new SettlementChanges(settlementModel(story.store, () => story))
    const told = (events: Told[]) => changes.of(story.commit(story.now, events))
    const only = (settlement: object) => [{ channel: 'settlements', settlements: [settlement] }]
    told([])
    const outstanding = { long: '17', short: '17' }
    expect(told(naive.sets(ALICE, 2, 7n, true))).toMatchObject(only({ symbol: 'H100G26', outstanding }))
    expect(told([])).toEqual([])
    const listed: Told[] = [
      {
        ...{ kind: 'marketListed', market: 90, base: 90, quote: USDC, cap: 9_000, takerFee: 0, expiry: 4_000_000_000 },
        ...{ unitExponent: 0, lotExponent: 0, minLotsExponent: 0, family: 90, floor: 0 },
      },
      {
        ...{ kind: 'familyDefined', family: 90, formula: 'month', grade: 1, year: 2026, month: 3, months: 1 },
        ...{ plus: 0, minus: 0, step: 100, symbol: 'H100H26' },
      },
      { kind: 'seriesListed', market: 90, isFull: true, long: ALICE, short: BOB, symbol: 'H100H26' },
    ]
    expect(told(listed)).toMatchObject(only({ symbol: 'H100H26', cap: 9_000 }))
  })

  it('falls back on the last print before the month, then on half the cap', () => {
    const dates = datesOf(2026, 2)
    const market = { cap: 7_001, series: { grade: 1, year: 2026, month: 2, long: ALICE, short: BOB } }
    const now = at('2026-03-20T00:00')
    const before: PrintDay = {
      ...{ grade: 1, day: dayAt('2026-01-10'), price: 2_700_500n, withheld: null, resolvedAt: null },
      ...{ observations: [], challenge: null },
    }
    const days = new Map([[`1:${before.day}`, before]])
    const progress = progressOf(days, 1, dates, now)
    expect(progress).toMatchObject({ daysInMonth: 28, printed: 0, missing: 28 })
    expect(expectedOf(days, market, progress, { now, oldest: before.day })).toEqual({
      ...{ tick: 2_701, rule: 'last-print-before', daysCounted: 0 },
    })
    expect(expectedOf(new Map(), market, progress, { now, oldest: undefined })).toEqual({
      ...{ tick: 3_501, rule: 'half-of-cap', daysCounted: 0 },
    })
  })
})

describe('the close of a day', () => {
  it('tells marks and profits', () => {
    const { settlement } = models(settled())
    const marks = settlement.marks('H100F26', 100) ?? []
    for (const each of marks) expect(DailyMark.parse(each)).toEqual(each)
    expect(marks.map(({ day, tick, rule, index }) => [day, tick, rule, index])).toEqual([
      [dayAt('2026-01-30'), 2_800, 'trades', null],
    ])
    expect(settlement.marks('H100F26', 100, dayAt('2026-01-30'))).toEqual([])
    const profits = settlement.profits(BOB, DAYS)
    for (const each of profits) expect(DailyProfit.parse(each)).toEqual(each)
    // The taker's fees are 1 %: 280 and 290.
    expect(profits.map(({ symbol, net, profit }) => [symbol, net, profit])).toContainEqual(['H100F26', '10', '-280'])
    expect(profits.map(({ symbol, net, profit }) => [symbol, net, profit])).toContainEqual(['H100G26', '-10', '-290'])
  })
})

describe('trades and session keys', () => {
  it('tells a spread with its legs', () => {
    const { trades } = models(settled())
    const [spread] = trades.legs(BOB, PAGE)
    expect(LegsTrade.parse(spread)).toEqual(spread)
    expect(spread).toMatchObject({
      // 10 × 2,800 and 280; writing 10 at 2,900 sets aside 10 × 4,100, and 290.
      ...{ taker: BOB, cost: '69570' },
      legs: [
        { symbol: 'H100F26', side: 'buy', lots: '10', averagePrice: '2800', fee: '280' },
        { symbol: 'H100G26', side: 'sell', lots: '10', averagePrice: '2900', fee: '290' },
      ],
    })
    expect(trades.legs(ALICE, PAGE)).toEqual([])
    expect(trades.legs(null, PAGE)).toHaveLength(1)
  })

  it('tells who may act for an account', () => {
    const all = settled()
    const access = models(all).trades.access(BOB)
    expect(AccountAccess.parse(access)).toEqual({
      keys: [{ operator: ALICE, expiry: at('2026-03-01T00:00'), isActive: true }],
      cancelAfter: null,
    })
    expect(models(all, at('2026-03-01T00:01')).trades.access(BOB).keys).toMatchObject([{ isActive: false }])
    all.story.commit(at('2026-02-02T00:00'), [...all.naive.authorise(BOB, ALICE, 0), ...all.naive.switchOff(BOB, 7)])
    expect(models(all).trades.access(BOB)).toEqual({ keys: [], cancelAfter: 7 })
  })
})

describe('the channels of index, settlements and marks', () => {
  const CHANNELS = ['index', 'settlements', 'marks'] as const
  const { story } = settled()
  const settlement = settlementModel(story.store, () => story)

  it.each(CHANNELS)('%s begins with what its schema says', (channel) => {
    const readModel = Object.assign(new FakeReadModel(), { settlement })
    const data = readSnapshot(readModel, { op: 'subscribe', id: 'a', channel }, 1)
    expect(data).not.toEqual([])
    expect(snapshotData[channel].parse(data)).toEqual(data)
  })

  it('go on with what their schemas say', () => {
    const changes = new SettlementChanges(settlement).of(story.commit(story.now, []))
    expect(changes.map(({ channel }) => channel)).toEqual(CHANNELS)
    for (const change of changes) {
      const data = deltaOf(change)
      expect(deltaData[change.channel].parse(data), change.channel).toEqual(data)
    }
  })
})

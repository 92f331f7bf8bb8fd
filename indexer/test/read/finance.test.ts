import { describe, expect, it } from 'vitest'
import { Credit, Redemption } from '../../src/api/creditSchemas.ts'
import { Delivery, Offer } from '../../src/api/deliverySchemas.ts'
import { Note } from '../../src/api/noteSchemas.ts'
import { Provider } from '../../src/api/providerSchemas.ts'
import { deskModel } from '../../src/read/deskModel.ts'
import { financeModel } from '../../src/read/financeModel.ts'
import { FurtherChanges } from '../../src/read/furtherChanges.ts'
import { at, BUNDLE, CREDIT, financeStory, HOLDER, ISSUER, METER, NOTE } from '../support/financeStory.ts'
import type { Told } from '../support/naiveExchange.ts'

const story = financeStory()
const moment = (now: number) => () => ({ state: story.state, now })
const desk = deskModel(story.store, moment(story.now))
const finance = financeModel(story.store, moment(story.now))
const everything = { limit: 100 }

describe('the delivery desk', () => {
  it('tells a delivery with its timeline, payments and damages', () => {
    const [delivery] = desk.deliveries(everything).rows
    expect(Delivery.parse(delivery)).toEqual(delivery)
    expect(delivery).toMatchObject({
      ...{ election: 1, offer: 1, symbol: 'H100G26', grade: 'H100-US', cap: 7_000, provider: ISSUER, buyer: HOLDER },
      ...{ lots: '60000', delivered: '30000', state: 'settled', receipts: 2, meter: METER },
      // 30 hours × 7.00
      paid: '210000000',
      schedule: {
        ...{ noticeClose: at('2026-01-22T00:00'), start: at('2026-02-01T00:00'), end: at('2026-03-01T00:00') },
        postingEnd: at('2026-03-04T00:00'),
      },
      settlement: { undelivered: '30000', tick: 2_500, toBuyer: '88500000', damages: '13500000' },
      ...{ electedAt: at('2026-01-10T12:00'), settledAt: at('2026-03-05T12:01') },
      lastReceiptAt: at('2026-02-20T09:00'),
    })
  })

  it('tells receipts newest first, and who signed them', () => {
    const receipts = desk.receipts(1, everything)
    expect(receipts.map(({ delivered, signedBy, paid }) => [delivered, signedBy, paid])).toEqual([
      ['30000', 'buyer', '70000000'],
      ['20000', 'meter', '140000000'],
    ])
    const [newest] = receipts
    const before = { block: newest?.block ?? 0, logIndex: newest?.logIndex ?? 0, index: 0 }
    expect(desk.receipts(1, { limit: 100, before })).toEqual(receipts.slice(1))
    expect(desk.receipts(2, everything)).toEqual([])
  })

  it('owes an account what it was credited and did not claim', () => {
    // 210 by receipts, 121.5 by the settlement, 300 claimed
    expect(desk.account(ISSUER).desk).toMatchObject({ credited: '331500000', claimable: '31500000' })
    expect(desk.account(HOLDER)).toMatchObject({ asProvider: [], offers: [], desk: { claimable: '88500000' } })
    expect(desk.account(HOLDER).asBuyer).toEqual(desk.deliveries(everything).rows)
    expect(desk.live.accounts().map(({ account, claimable }) => [account, claimable])).toEqual([
      [ISSUER, '31500000'],
      [HOLDER, '88500000'],
    ])
  })

  it('tells what became of an offer', () => {
    const [offer] = desk.offers(everything).rows
    expect(Offer.parse(offer)).toEqual(offer)
    expect(offer).toMatchObject({ lots: '100000', open: '0', elected: '60000', withdrawn: '40000', state: 'taken' })
  })
})

describe('a credit', () => {
  it('is told with what is owed, and how far the bond covers it', () => {
    const [credit] = finance.credits(everything).rows
    expect(Credit.parse(credit)).toEqual(credit)
    expect(credit).toMatchObject({
      ...{ token: CREDIT, symbol: 'NW-FEB', state: 'closed', grade: 'H100-US', market: null, issued: '100000' },
      ...{ circulating: '84000', queued: '11000', delivered: '5000', boughtBack: '0', bond: '76000000' },
      ...{ released: '4000000', withdrawn: '3000000', redemptions: 2, default: null },
      // 95 units × 2.80 × 1.1 = 292.60; 76 ÷ 292.6 = 25.97 %
      ...{ owed: '292600000', coverageBp: 2_597 },
      // Its window is over: 76 USDC ÷ 95 units.
      financing: { fair: '800000', fairSource: 'bond', price: null, rateBp: null },
    })
  })

  it('is priced as the contract prices it, from the second of a ruling on', () => {
    const ruled = financeStory()
    const [day, moment] = [at('2026-02-28T00:00') / 86_400, () => ruled]
    const told = () => financeModel(ruled.store, moment).credit(CREDIT)
    const printed = (of: number, price: bigint): Told => ({ kind: 'printed', grade: 1, day: of, price })
    const challenged: Told = {
      ...{ kind: 'printChallenged', grade: 1, day, challenger: METER, price: 1_900_000n, arbiter: HOLDER },
      ...{ bond: 0n, counterBond: 0n, deadline: at('2026-03-12T13:05') },
    }
    ruled.commit(at('2026-03-05T13:05'), [printed(day - 1, 3_000_000n), printed(day, 3_100_000n), challenged])
    // 95 units × 3.00 × 1.1
    expect(told()).toMatchObject({ indexPrice: '3000000', owed: '313500000', coverageBp: 2_424 })
    const ruling: Told = { kind: 'printResolved', grade: 1, day, price: 2_000_000n, upheld: false }
    ruled.commit(at('2026-03-05T13:20'), [ruling])
    // 95 units × 2.00 × 1.1
    const now = { indexPrice: '2000000', owed: '209000000', coverageBp: 3_636 }
    expect(told()).toMatchObject({ ...now, monitor: { start: at('2026-03-05T13:00'), owed: '313500000' } })
    ruled.commit(at('2026-03-05T14:00'), [])
    expect(told(), 'the monitor looks at the full hour').toMatchObject({ ...now, monitor: { owed: '209000000' } })
  })

  it('has a queue in which each waits for those before', () => {
    const queue = finance.redemptions(CREDIT, everything).rows
    expect(Redemption.array().parse(queue)).toEqual(queue)
    expect(queue.map(({ redemption, holder, ahead, state }) => ({ redemption, holder, ahead, state }))).toEqual([
      { redemption: 1, holder: HOLDER, ahead: '0', state: 'queued' },
      { redemption: 2, holder: METER, ahead: '5000', state: 'queued' },
    ])
    // Three days after the last receipt, or after the window opened.
    expect(queue.map(({ leaveFrom }) => leaveFrom)).toEqual([at('2026-02-08T12:00'), at('2026-02-04T00:00')])
  })

  it('tells what happened to it, newest first', () => {
    const kinds = finance
      .creditEvents(CREDIT, everything)
      .map(({ kind, lots, amount, bond }) => [kind, lots, amount, bond])
    expect(kinds).toEqual([
      ['bondWithdrawn', null, '3000000', '76000000'],
      ['delivered', '5000', '4000000', '76000000'],
      ['queued', '6000', null, '80000000'],
      ['queued', '10000', null, '80000000'],
    ])
  })

  it('has a point for each hour with an event, the last one not over', () => {
    const range = { from: 0, to: 99_999_999_999, limit: 10 }
    const points = finance.history(CREDIT, range)
    const hours = ['2026-01-10T12:00', '2026-01-20T12:00', '2026-02-05T12:00', '2026-02-20T12:00', '2026-03-05T12:00']
    expect(points.map(({ start }) => start)).toEqual(hours.map(at))
    // On 20 February: 5 units delivered on the 5th are older than 7 days, so nothing is delivered and 11 wait.
    expect(points[3]).toMatchObject({
      deliveredPerDay: '0',
      capacity: '0',
      queueBp: null,
      signs: ['queue'],
      level: 'warning',
    })
    // On 5 February: 5 units in 4.5 days; in the 23.5 that are left 26.111, for 11 that wait: 42.12 %.
    expect(points[2]).toMatchObject({ deliveredPerDay: '1111', capacity: '26111', queueBp: 4_212, level: 'calm' })
    expect(finance.history(CREDIT, { ...range, limit: 2 })).toEqual(points.slice(3))
    expect(finance.history(CREDIT, { ...range, to: points[4]?.start ?? 0 })).toEqual(points.slice(0, 4))
  })
})

describe('a note and a bundle', () => {
  it('are told with schedule, coupons and what is late', () => {
    const [note] = finance.notes(everything).rows
    expect(Note.parse(note)).toEqual(note)
    expect(note).toMatchObject({
      ...{
        token: NOTE,
        state: 'late',
        supply: '10000',
        registered: '4000',
        sold: '10000',
        unsold: '0',
        deposited: '5000000',
      },
      // No event closed it; its first coupon has been due since 31 January.
      saleOpen: false,
      ...{
        collected: '2000000',
        revenue: '71000000',
        perToken: '500000',
        perTokenCap: '13500000',
        unpaid: '130000000',
      },
      // Due: 31 January and 28 February, 5 USDC each; 5 came.
      ...{ arrears: '5000000', maturity: at('2026-03-31T00:00'), covenantBp: null, reserveLots: '5000' },
      // 0.50 accumulated, 0.50 overdue and 0.50 in 26 days
      financing: { fair: '1500000', fairSource: 'schedule', price: null },
    })
    expect(note?.schedule.map(({ state }) => state)).toEqual(['paid', 'late', 'due'])
    expect(finance.coupons(NOTE, everything)).toMatchObject([{ month: 1, amount: '5000000', perToken: '500000' }])
    // The bond's 0.80 and two notes
    expect(finance.bundles(everything).rows).toMatchObject([
      { token: BUNDLE, symbol: 'NW-FEB+2xNW-27', supply: '1000', financing: { fair: '3800000', fairSource: 'parts' } },
    ])
  })
})

describe('an account', () => {
  it('sees what it waits for', () => {
    const account = finance.account(HOLDER)
    expect(account.redemptions).toMatchObject([{ redemption: 1, delivered: '5000' }])
    expect(account.registrations).toEqual([
      { token: NOTE, holder: HOLDER, lots: '4000', converting: '0', collected: '2000000', credits: '0' },
    ])
  })

  it('sees as a provider what it owes', () => {
    const provider = finance.provider(ISSUER)
    expect(Provider.parse(provider)).toEqual(provider)
    expect(provider.obligations).toEqual({
      ...{ deliver: '0', redeem: '11000', outstanding: '84000', bond: '76000000', withdrawable: '1000000' },
      arrears: '5000000',
    })
    expect([provider.credits.length, provider.notes.length, provider.bundles.length]).toEqual([1, 1, 1])
    expect(finance.provider(HOLDER)).toMatchObject({ offers: [], credits: [], notes: [], bundles: [] })
  })
})

describe('what is pushed', () => {
  it('is what differs from what was pushed before, also by the clock alone', () => {
    const told = financeStory()
    let { now } = told
    const at = () => ({ state: told.state, now })
    const further = new FurtherChanges({ desk: deskModel(told.store, at), finance: financeModel(told.store, at) }, at)
    const channels = (events: Parameters<typeof told.commit>[1]) =>
      further.of(told.commit(now, events)).map(({ channel }) => channel)

    expect(channels([]), 'at first everything').toEqual([
      ...['deliveries', 'credits', 'notes', 'bundles', 'financing', 'monitor'],
    ])
    expect(channels([]), 'then nothing').toEqual([])
    now += 60
    expect(channels([]), 'nor in the same hour').toEqual([])
    const added = { kind: 'bondAdded', token: CREDIT, from: ISSUER, amount: 1n, bond: 76_000_001n } as const
    expect(channels([added])).toEqual(['credits', 'monitor'])
    now += 60 * 86_400
    expect(channels([]), 'the last coupon is due').toContain('notes')
  })
})

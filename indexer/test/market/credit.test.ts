import { Funding, Side } from '@gigahour/contracts/side'
import { describe, expect, it } from 'vitest'
import { creditStatus, paceOf } from '../../src/market/credit.ts'
import { Draft } from '../../src/market/draft.ts'
import { foldEvents } from '../../src/market/fold.ts'
import type { Market } from '../../src/market/listing.ts'
import { Quotes } from '../../src/market/quotes.ts'
import { State } from '../../src/market/state.ts'
import { creditWorth, defaultFrom, financingOf, owedOf } from '../../src/market/valuation.ts'
import { ACCOUNTS, listings, NaiveExchange, type Told, USDC } from '../support/naiveExchange.ts'

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1_000
const DAY = 86_400
const CREDIT = `0x${'1'.repeat(40)}` as const
const [ALICE, BOB, CAROL] = ACCOUNTS as [`0x${string}`, `0x${string}`, `0x${string}`]

/** Commits events as one block. */
function commit(state: State, timestamp: number, told: readonly Told[]): void {
  const draft = new Draft(state)
  const place = (logIndex: number) => ({ block: timestamp, logIndex, timestamp, transaction: '0x00' }) as const
  foldEvents(
    draft,
    told.map((event, n) => ({ ...event, at: place(n) })),
    timestamp,
  )
  state.absorb(draft)
}

/** 100 units of H100-US in March 2027, behind 60 USDC, issued at an index of 2.800. */
const issued: Told = {
  ...{ kind: 'creditIssued', token: CREDIT, issuer: ALICE, lots: 100_000n, bond: 60_000_000n, issuePrice: 2_800_000n },
  terms: {
    ...{ name: 'Northwind March', symbol: 'NW-MAR', unit: 'GPU-hour', endpoint: 'https://nw.example', grade: 1 },
    ...{ referencePrice: 0n, meter: null, start: at('2027-03-01'), end: at('2027-04-01') },
  },
}
const creditIn = (state: State) =>
  state.records.credits.get(CREDIT) as NonNullable<ReturnType<typeof state.records.credits.get>>

function issuedState(): State {
  const state = new State()
  commit(state, at('2026-12-01'), [...listings(), issued])
  return state
}

const queue = (redemption: number, lots: bigint, queuedBefore: bigint): Told => ({
  ...{ kind: 'redemptionQueued', token: CREDIT, redemption, holder: BOB, lots, queuedBefore },
})
const deliver = (lots: bigint, delivered: bigint, released: bigint, bond: bigint): Told => ({
  ...{ kind: 'unitsDelivered', token: CREDIT, redemption: 1, signer: BOB, lots, delivered, time: at('2027-03-02') },
  ...{ released, bond },
})

describe('a credit', () => {
  it('moves each lot from one place to another', () => {
    const state = issuedState()
    commit(state, at('2027-03-01'), [queue(1, 20_000n, 0n), queue(2, 5_000n, 20_000n)])
    // 10,000 of 100,000 lots release a tenth of the bond.
    commit(state, at('2027-03-02'), [deliver(10_000n, 10_000n, 6_000_000n, 54_000_000n)])
    commit(state, at('2027-03-09'), [
      { kind: 'redemptionLeft', token: CREDIT, redemption: 2, holder: BOB, lots: 5_000n },
    ])
    expect(creditIn(state)).toMatchObject({
      ...{ issued: 100_000n, circulating: 80_000n, queued: 10_000n, delivered: 10_000n, bond: 54_000_000n },
      ...{ released: 6_000_000n, redemptions: 2 },
    })
  })

  it('is not believed when lots appear from nowhere, or the bond is another', () => {
    const state = issuedState()
    commit(state, at('2027-03-01'), [queue(1, 20_000n, 0n)])
    const later = at('2027-03-02')
    expect(() => commit(state, later, [queue(2, 80_001n, 20_000n)])).toThrow('lots circulate')
    expect(() => commit(state, later, [deliver(1_000n, 1_000n, 600_000n, 60_000_000n)])).toThrow('bond')
    expect(() => commit(state, later, [deliver(1_000n, 2_000n, 600_000n, 59_400_000n)])).toThrow('Redemption 1')
  })

  it('goes from upcoming to open, closed, default and done', () => {
    const state = issuedState()
    const status = (now: number) => creditStatus(creditIn(state), now)
    expect(status(at('2027-03-01') - 1)).toBe('upcoming')
    expect(status(at('2027-03-01'))).toBe('open')
    expect(status(at('2027-04-01'))).toBe('closed')
    // 100 units × 2.800 × 1.1 = 308 USDC are owed, 60 are there.
    const told = { lots: 100_000n, price: 2_800_000n, isIssuePrice: true, owed: 308_000_000n, pool: 60_000_000n }
    commit(state, at('2027-04-04'), [{ kind: 'creditDefaulted', token: CREDIT, ...told, released: 0n }])
    expect(status(at('2027-04-04'))).toBe('default')
    const claim = (lots: bigint, amount: bigint): Told => ({
      ...{ kind: 'defaultClaimed', token: CREDIT, holder: CAROL, lots, amount },
    })
    // 60 USDC ÷ 100 units: 0.60 each, first and last alike.
    commit(state, at('2027-04-05'), [claim(30_000n, 18_000_000n), claim(70_000n, 42_000_000n)])
    expect(creditIn(state)).toMatchObject({
      circulating: 0n,
      bond: 0n,
      default: { claimed: 100_000n, paid: 60_000_000n },
    })
    expect(status(at('2027-04-05'))).toBe('done')
  })

  it('measures its pace over 7 calendar days, or since the window opened', () => {
    const { terms } = issued as Extract<Told, { kind: 'creditIssued' }>
    const first = at('2027-03-01') / DAY
    const recent = [0, 1, 7].map((day) => ({ day: first + day, lots: 1_000n }))
    const pace = (now: number) => paceOf({ terms, recent }, now)
    expect(pace(at('2027-03-02') - 1), 'the first day is not over').toBeUndefined()
    expect(pace(at('2027-03-03'))).toEqual({ lots: 3_000n, seconds: 2n * 86_400n })
    // On 8 March, from 2 to 8 March: the delivery of 1 March no longer counts.
    expect(pace(at('2027-03-08') + 43_200)).toEqual({ lots: 2_000n, seconds: 561_600n })
  })
})

describe('what a credit is owed', () => {
  it('follows the last final print, however old it is', () => {
    const state = issuedState()
    const printed: Told = { kind: 'printed', grade: 1, day: at('2026-12-10') / DAY, price: 3_000_000n }
    commit(state, at('2026-12-10') + 72_000, [printed])
    const owed = (now: string) => owedOf(creditIn(state), new Quotes(new Draft(state)), at(now))
    // 100 units × 2.800 × 1.1, and × 3.000 from 48 hours after the day on
    expect(['2026-12-11', '2026-12-12', '2026-12-13', '2026-12-17', '2027-03-18'].map(owed)).toEqual([
      ...[308_000_000n, 308_000_000n, 330_000_000n, 330_000_000n, 330_000_000n],
    ])
  })

  it('is valued at the index at once where no month has a price', () => {
    const state = issuedState()
    const printed: Told = { kind: 'printed', grade: 1, day: at('2026-12-10') / DAY, price: 3_000_000n }
    commit(state, at('2026-12-10') + 72_000, [printed])
    const worth = (now: string) => creditWorth(creditIn(state), new Quotes(new Draft(state)), at(now))
    const flows = [{ amount: 3_000_000n, at: at('2027-03-16') + DAY / 2 }]
    expect(worth('2026-12-11')).toEqual({ flows, source: 'index' })
    expect(worth('2026-12-18'), 'too old').toBeUndefined()
  })
})

describe('the default of a credit', () => {
  const lastDay = at('2027-03-31') / DAY
  const printed = (day: number): Told => ({ kind: 'printed', grade: 1, day, price: 3_000_000n })
  const challenged = (day: number): Told => ({
    ...{ kind: 'printChallenged', grade: 1, day, challenger: ALICE, price: 1n, arbiter: BOB, bond: 0n },
    ...{ counterBond: 0n, deadline: at('2027-04-09') - 1 },
  })
  const from = (state: State, now: number) => defaultFrom(creditIn(state), new Quotes(new Draft(state)), now)

  it('may be declared 3 days after the window, with a print or without', () => {
    const state = issuedState()
    expect(from(state, at('2027-04-01'))).toBe(at('2027-04-04'))
    commit(state, at('2027-03-31') + 72_000, [printed(lastDay)])
    // Final 48 hours after the day, which is before the grace is over.
    expect(from(state, at('2027-04-01'))).toBe(at('2027-04-04'))
  })

  it('waits for the last print before the window’s end while that is challenged', () => {
    const state = issuedState()
    commit(state, at('2027-03-30') + 72_000, [printed(lastDay - 1)])
    commit(state, at('2027-03-31') + 72_000, [printed(lastDay)])
    commit(state, at('2027-04-02') - 1, [challenged(lastDay - 1)])
    expect(from(state, at('2027-04-02')), 'an older one is no matter').toBe(at('2027-04-04'))
    commit(state, at('2027-04-03') - 1, [challenged(lastDay)])
    // 7 days after the challenge
    expect(from(state, at('2027-04-04'))).toBe(at('2027-04-10') - 1)
    expect(creditWorth(creditIn(state), new Quotes(new Draft(state)), at('2027-04-04'))?.flows).toMatchObject([
      { at: at('2027-04-10') - 1 },
    ])
    const ruled: Told = { kind: 'printResolved', grade: 1, day: lastDay, price: 2_000_000n, upheld: false }
    commit(state, at('2027-04-05'), [ruled])
    expect(from(state, at('2027-04-05')), 'the arbiter has ruled').toBe(at('2027-04-05'))
  })
})

describe('the price of a credit', () => {
  /** Series of January and February at 2.400 and 2.600, and the credit's spot market with a bid at 2.300 and an ask at 2.500. */
  function traded(): State {
    const state = issuedState()
    const exchange = new NaiveExchange()
    const [base, spot] = [90, 90]
    const listed: Told[] = [
      { kind: 'assetListed', asset: base, token: CREDIT, forward: false, symbol: 'NWMAR', decimals: 3 },
      {
        ...{ kind: 'marketListed', market: spot, base, quote: USDC, cap: 0, takerFee: 0, expiry: 0 },
        ...{ unitExponent: 0, lotExponent: 0, minLotsExponent: 0, family: 0, floor: 0 },
      },
    ]
    const order = (market: number, slot: number, side: Side, tick: number): Told =>
      ({
        kind: 'placed',
        actor: {
          owner: ALICE,
          slot,
          sequence: 0,
          side,
          funding: side === Side.Ask && market === spot ? Funding.Token : Funding.Quote,
        },
        change: { market, tick, lots: 1_000n, open: 1_000n, epoch: 0, index: 0 },
      }) as Told
    commit(state, at('2026-12-01') + 1, [
      ...listed,
      ...exchange.deposit(ALICE, USDC, 10n ** 12n),
      { kind: 'deposited', account: ALICE, asset: base, amount: 10_000n },
      ...[order(1, 0, Side.Bid, 2_399), order(1, 1, Side.Ask, 2_401)],
      ...[order(2, 2, Side.Bid, 2_599), order(2, 3, Side.Ask, 2_601)],
      ...[order(spot, 4, Side.Bid, 2_299), order(spot, 5, Side.Ask, 2_500)],
    ])
    return state
  }

  it('is the middle of its book, against the forward curve, a year’s rate', () => {
    const state = traded()
    const credit = {
      ...creditIn(state),
      terms: { ...creditIn(state).terms, start: at('2026-02-01'), end: at('2026-03-01') },
    }
    const now = at('2026-01-01')
    const quotes = new Quotes(new Draft(state))
    // Listed as January and February 2026: the window is February, so a unit costs 2.600.
    expect(creditWorth(credit, quotes, now)).toEqual({
      flows: [{ amount: 2_600_000n, at: at('2026-02-15') }],
      source: 'curve',
    })
    // The middle of 2.299 and 2.500, half a tick and all; (2.6 − 2.3995) ÷ 2.6 = 7.71 %; (2.6 ÷ 2.3995 − 1) × 365 ÷ 45 = 67.77 %.
    expect(financingOf(CREDIT, creditWorth(credit, quotes, now), quotes, now)).toEqual({
      ...{ price: 2_399_500n, priceSource: 'mid', fair: 2_600_000n, fairSource: 'curve', dropBp: 771 },
      ...{ dueAt: at('2026-02-15'), rateBp: 6_777 },
    })
  })

  it('is not held against months that no longer trade', () => {
    const state = traded()
    const change = (id: number, changes: object): void => {
      state.markets.set(id, { ...(state.markets.get(id) as Market), ...changes })
    }
    const curve = (now: number) => new Quotes(new Draft(state)).curveOf(1, now).map(({ month }) => month)
    change(1, { expiry: at('2026-02-01') })
    expect(curve(at('2026-02-01') - 1)).toEqual([1, 2])
    expect(curve(at('2026-02-01')), 'January has expired').toEqual([2])
    change(2, { settlement: 2_600 })
    expect(curve(at('2026-02-01')), 'and February is settled').toEqual([])

    const day = at('2026-12-10') / DAY
    commit(state, at('2026-12-10') + 72_000, [{ kind: 'printed', grade: 1, day, price: 3_000_000n }])
    const worth = creditWorth(creditIn(state), new Quotes(new Draft(state)), at('2026-12-11'))
    expect(worth).toMatchObject({ flows: [{ amount: 3_000_000n }], source: 'index' })
  })

  it('is looked at every hour in which something happened', () => {
    const state = traded()
    const hour = at('2026-12-01')
    const before = state.records.monitorNow.get(CREDIT)
    expect(before).toMatchObject({
      start: hour,
      price: 2_399_500n,
      fair: 2_600_000n,
      bond: 60_000_000n,
      owed: 308_000_000n,
    })
    const draft = new Draft(state)
    const added = { kind: 'bondAdded', token: CREDIT, from: ALICE, amount: 5n, bond: 60_000_005n } as const
    const again = { ...added, bond: 60_000_010n }
    const place = { transaction: '0x00' } as const
    const events = [
      { ...added, at: { ...place, block: 9, logIndex: 0, timestamp: hour + 3_599 } },
      { ...again, at: { ...place, block: 10, logIndex: 0, timestamp: hour + 7_200 } },
    ]
    foldEvents(draft, events, hour + 7_200)
    const history = [...draft.records.monitorHistory.rows()]
    expect(history, 'the hour that is over, as it was at its last event').toEqual([{ ...before, bond: 60_000_005n }])
    expect(draft.records.monitorNow.get(CREDIT)).toEqual({ ...before, start: hour + 7_200, bond: 60_000_010n })
  })
})

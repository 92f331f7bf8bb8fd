import { describe, expect, it } from 'vitest'
import {
  accumulated,
  arrearsOf,
  closeSale,
  covenantOf,
  depositRevenue,
  dueDate,
  isOnSale,
  issueNote,
  monthsDue,
  type Note,
  noteStatus,
  scheduleOf,
  sellNotes,
  soldOf,
  unpaid,
} from '../../src/market/note.ts'

const at = (date: string): number => Date.parse(`${date}T12:00:00Z`) / 1_000
const DAY = 86_400
const place = (timestamp: number) => ({ block: 1, logIndex: 0, transaction: '0x00', timestamp }) as const

/** 100 notes at 10.00, cap 1.35 ×, 6 monthly coupons of at least 0.50, the first on 31 January 2027. */
const issued: Note = issueNote(
  {
    kind: 'noteIssued',
    token: '0x01',
    issuer: '0x02',
    reserveLots: 0n,
    terms: {
      ...{ name: 'Note', symbol: 'N', productLine: 'whole business', issuePrice: 10_000_000n, lots: 100_000n },
      ...{
        shareBp: 700,
        capBp: 13_500,
        firstDue: at('2027-01-31'),
        coupons: 6,
        minimumCoupon: 500_000n,
        reserve: null,
      },
    },
  },
  place(at('2026-12-01')),
)
const sold = sellNotes(issued, 100_000n)

/** A deposit as the contract would tell it: the index rises by amount ÷ lots. */
const deposit = (note: Note, month: number, amount: bigint): Note =>
  depositRevenue(note, {
    ...{ kind: 'revenueDeposited', token: '0x01', month, revenue: amount * 10n, amount },
    ...{ deposited: note.deposited + amount, index: note.index + (amount << 96n) / note.supply },
  })

describe('the sale of a note', () => {
  it('ends when the first coupon is due, or somebody closes it before', () => {
    expect(isOnSale(sold, at('2027-01-31') - 1)).toBe(true)
    expect(isOnSale(sold, at('2027-01-31'))).toBe(false)
    expect(isOnSale(closeSale(sold, 100_000n), at('2026-12-02'))).toBe(false)
  })

  it('took what was sold until it was closed, whatever becomes of it', () => {
    const closed = closeSale(sellNotes(issued, 35_000n), 35_000n)
    expect([closed.unsold, soldOf(closed)]).toEqual([0n, 35_000n])
    const at = closed.at
    const stress = { cause: 'couponMissed', month: 1, had: 0n, needed: 1n, windowEnd: 2, price: 1n } as const
    const fixed = { converted: 5_000n, credits: 1n, claimPerNote: 1n, at }
    const converted = { ...closed, supply: 30_000n, conversion: { ...stress, asked: 5_000n, fixed, at } }
    expect(soldOf(converted)).toBe(35_000n)
  })

  it('leaves no obligation if nothing was sold', () => {
    const states = (now: number) => scheduleOf(issued, now).map(({ state }) => state)
    expect(states(at('2027-01-30'))).toEqual(['due', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead'])
    expect(states(at('2027-02-28') + 10 * DAY)).toEqual(['paid', 'paid', 'due', 'ahead', 'ahead', 'ahead'])
    expect(arrearsOf(issued, at('2028-01-01'))).toBe(0n)
    expect(noteStatus(issued, at('2028-01-01'))).toBe('performing')
  })
})

describe('the schedule of a note', () => {
  it('falls on the last day of a month that is shorter', () => {
    const dates = [1, 2, 3, 4].map((month) => dueDate(issued.terms, month))
    expect(dates).toEqual([at('2027-01-31'), at('2027-02-28'), at('2027-03-31'), at('2027-04-30')])
  })

  it('counts a coupon as due from its second on', () => {
    expect(monthsDue(issued.terms, at('2027-02-28') - 1)).toBe(1)
    expect(monthsDue(issued.terms, at('2027-02-28'))).toBe(2)
    expect(monthsDue(issued.terms, at('2040-01-01')), 'and there are no more than there are').toBe(6)
  })

  it('tells paid, late, missed, due and ahead', () => {
    // 100 notes × 0.50 a month: January paid, February 30 of 50.
    const note = deposit(deposit(sold, 1, 50_000_000n), 2, 30_000_000n)
    const states = (now: number) => scheduleOf(note, now).map(({ state }) => state)
    expect(states(at('2027-02-10'))).toEqual(['paid', 'due', 'ahead', 'ahead', 'ahead', 'ahead'])
    expect(states(at('2027-03-01'))).toEqual(['paid', 'late', 'due', 'ahead', 'ahead', 'ahead'])
    const graceEnd = at('2027-02-28') + 10 * DAY
    expect(states(graceEnd), 'stress can be declared after this second').toEqual([
      ...['paid', 'late', 'due', 'ahead', 'ahead', 'ahead'],
    ])
    expect(states(graceEnd + 1)).toEqual(['paid', 'missed', 'due', 'ahead', 'ahead', 'ahead'])
    expect(arrearsOf(note, at('2027-03-01'))).toBe(20_000_000n)
    expect(noteStatus(note, at('2027-02-10'))).toBe('performing')
    expect(noteStatus(note, at('2027-03-01'))).toBe('late')
  })

  it('pays months ahead', () => {
    const note = deposit(sold, 1, 110_000_000n)
    const states = scheduleOf(note, at('2027-01-10')).map(({ state }) => state)
    expect(states).toEqual(['paid', 'paid', 'ahead', 'ahead', 'ahead', 'ahead'])
  })
})

describe('what a note has paid', () => {
  it('and can still pay add up to its cap', () => {
    const note = deposit(sold, 1, 50_000_000n)
    expect(accumulated(note, 1_000n)).toBe(500_000n)
    // 13.50 less 0.50, for each of 100 notes
    expect(unpaid(note, 100_000n)).toBe(1_300_000_000n)
    expect(noteStatus(deposit(note, 2, 1_300_000_000n), at('2027-01-31'))).toBe('paid')
  })

  it('is the cap only once its index is there, as the contract has it', () => {
    // All notes are missing 50 micro-USDC, which is half a micro-USDC a note.
    const note = deposit(sold, 1, 1_350_000_000n - 50n)
    const missed = { ...note, terms: { ...note.terms, coupons: 27 } }
    expect(unpaid(note, 1_000n)).toBe(0n)
    expect(noteStatus(note, at('2027-01-10'))).toBe('performing')
    // 27 × 0.50 is the cap: the last of these coupons is short of its 50.
    expect(arrearsOf(missed, at('2030-01-01'))).toBe(50n)
    expect(noteStatus(missed, at('2030-01-01'))).toBe('late')
    const all = { ...missed, deposited: 1_350_000_000n, index: 13_500n << 96n }
    expect(noteStatus(all, at('2030-01-01'))).toBe('paid')
  })

  it('is held against 70 % of three months, once the grace of the third is over', () => {
    const note = deposit(deposit(sold, 1, 50_000_000n), 3, 40_000_000n)
    const graceEnd = at('2027-03-31') + 10 * DAY
    expect(covenantOf(note, graceEnd), 'what comes in this second counts for the third').toBeNull()
    // 90 of 150
    expect(covenantOf(note, graceEnd + 1)).toBe(6_000)
  })

  it('with what was paid ahead of schedule before them', () => {
    // Three months at once, and nothing in months 2 … 4: 100 of 150 were paid ahead. Nothing is ahead of a month that was late.
    const ahead = deposit(sold, 1, 150_000_000n)
    expect(covenantOf(ahead, at('2027-04-30') + 11 * DAY)).toBe(6_666)
    const late = deposit(deposit(sold, 1, 20_000_000n), 3, 150_000_000n)
    expect(covenantOf(late, at('2027-04-30') + 11 * DAY)).toBe(10_000)
  })
})

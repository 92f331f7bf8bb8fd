import { expect, test } from 'vitest'
import { type NoteDraft, numbersOf } from './noteDraft.ts'

const draft: NoteDraft = {
  name: 'Northwind revenue',
  symbol: 'NW-REV',
  productLine: 'whole business',
  issuePrice: '100',
  notes: '1000',
  share: '7.5',
  cap: '1.35',
  firstDue: '2027-01-05',
  coupons: '24',
  minimumCoupon: '2.5',
  reserve: '',
  reserveUnits: '',
}

test('terms are read in the units of the contract', () => {
  expect(numbersOf(draft)).toEqual({
    issuePrice: 100_000_000n,
    lots: 1_000_000n,
    shareBp: 750,
    capBp: 13_500,
    firstDue: 1_799_107_200,
    coupons: 24,
    minimumCoupon: 2_500_000n,
    reserveLots: 0n,
  })
})

test('the smallest coupon may come to the cap, and not beyond it', () => {
  expect(numbersOf({ ...draft, minimumCoupon: '5.625' }).minimumCoupon).toBe(5_625_000n)
  // What it may be is not known yet.
  expect(numbersOf({ ...draft, coupons: '', minimumCoupon: '7' }).minimumCoupon).toBe(7_000_000n)
})

test.each([
  ['shareBp', { share: '4.99' }],
  ['shareBp', { share: '10.01' }],
  ['capBp', { cap: '1' }],
  ['capBp', { cap: '3.0001' }],
  ['coupons', { coupons: '121' }],
  ['lots', { notes: '0' }],
  // 24 × 5.625 are the 135 that a note pays at most.
  ['minimumCoupon', { minimumCoupon: '5.625001' }],
  ['firstDue', { firstDue: '5 January' }],
  ['reserveLots', { reserve: '0xaa', reserveUnits: '' }],
] as const)('%s is nothing for %o', (name, change) => {
  expect(numbersOf({ ...draft, ...change })[name]).toBeNull()
})

import type { NoteConversion } from '@gigahour/indexer/api/notes'
import { expect, test } from 'vitest'
import { takeableCredits } from './takeable.ts'

const conversion: NoteConversion = {
  ...{ cause: 'couponMissed', month: 2, had: '500', needed: '1000', declaredAt: 1_800_000_000 },
  ...{ windowEnd: 1_801_209_600, price: '2250000', asked: '80000' },
  ...{ fixedAt: 1_801_210_000, converted: '80000', credits: '1000003', claimPerToken: '130000000' },
}
const open: NoteConversion = { ...conversion, fixedAt: null, converted: null, credits: null, claimPerToken: null }

test('what is asked for brings nothing while the window is open', () => {
  expect(takeableCredits(open, { credits: '0', converting: '20000' })).toBe(0n)
})

test('once it is fixed a holder has its part of the reserve, rounded down, before the note has told its account', () => {
  expect(takeableCredits(conversion, { credits: '0', converting: '20000' })).toBe(250_000n)
})

test('what the note has put to the account already comes on top, and nothing is left when all is taken', () => {
  expect(takeableCredits(conversion, { credits: '7', converting: '60000' })).toBe(750_009n)
  expect(takeableCredits(conversion, { credits: '0', converting: '0' })).toBe(0n)
})

test('a note that nobody asked to convert shares out nothing', () => {
  expect(takeableCredits({ ...conversion, asked: '0', credits: '0' }, { credits: '0', converting: '0' })).toBe(0n)
  expect(takeableCredits(null, { credits: '0', converting: '0' })).toBe(0n)
})

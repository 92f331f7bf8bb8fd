import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { meterIn } from './meterIn.ts'

test('a meter is somebody else, or nobody', () => {
  expect(meterIn(` ${BOB} `, ALICE)).toBe(BOB)
  expect(meterIn('', ALICE)).toBe(zeroAddress)
  expect(meterIn('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', ALICE)).toBeNull()
})

test.each([
  '0x3c44',
  'meter',
  // The first letter has the wrong case.
  '0x3c44CdDdB6a900fa2b585dd299e03d12FA4293BC',
])('%s is none', (typed) => expect(meterIn(typed, ALICE)).toBeNull())

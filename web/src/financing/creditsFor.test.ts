import { expect, test } from 'vitest'
import { creditsFor } from './creditsFor.ts'

const conversion = { price: '2500000' } as never

test('what notes could still pay, at the price of the conversion', () => {
  // 20 notes × (135 − 5) USDC ÷ 2.50 = 1,040 units.
  expect(creditsFor({ perTokenCap: '135000000', perToken: '5000000', conversion }, 20_000n)).toBe(1_040_000n)
  // 0.001 of a note could still pay 0.13 USDC: 0.052 units.
  expect(creditsFor({ perTokenCap: '135000000', perToken: '5000000', conversion }, 1n)).toBe(52n)
})

test('nothing without a conversion', () =>
  expect(creditsFor({ perTokenCap: '135000000', perToken: '5000000', conversion: null }, 20_000n)).toBe(0n))

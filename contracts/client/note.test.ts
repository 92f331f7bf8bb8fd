import { describe, expect, it } from 'vitest'
import { accumulatedAt, capPerLot, isCapReached, payBackFor, salePrice, shareOf, unpaidAt } from './note.ts'

const ONE = 2n ** 96n

describe('a note', () => {
  it('at 100 USDC and 1.35 × pays 0.135 USDC a lot at most', () => {
    expect(capPerLot(100_000_000n, 13_500)).toBe(135_000n)
    expect(salePrice(1_234n, 100_000_000n)).toBe(123_400_000n)
    // 0.001 notes at 1 micro-USDC a note, up.
    expect(salePrice(1n, 1n)).toBe(1n)
  })

  it('pays its share of revenue, rounded up', () => {
    expect(shareOf(1_001n, 500)).toBe(51n)
    expect(shareOf(1_000n, 500)).toBe(50n)
  })

  it('carries its coupons and has the rest to come', () => {
    // 5 USDC a note, and half a micro-USDC a lot.
    const index = 5_000n * ONE + ONE / 2n
    expect(accumulatedAt(60_000n, index)).toBe(300_030_000n)
    expect(accumulatedAt(1n, index)).toBe(5_000n)
    expect(unpaidAt(1_000n, index, 135_000n)).toBe(129_999_500n)
    expect(isCapReached(135_000n * ONE - 1n, 135_000n)).toBe(false)
    expect(isCapReached(135_000n * ONE, 135_000n)).toBe(true)
    expect(payBackFor(1n, index, 0n)).toBe(5_001n)
    expect(payBackFor(1n, index, 5_000n)).toBe(1n)
    expect(payBackFor(1n, index, 6_000n)).toBe(0n)
  })
})

import { describe, expect, it } from 'vitest'
import { noncesByWord, randomNonce } from './nonce.ts'

describe('nonces', () => {
  it('share a word of 256 bits', () => {
    // 513 = 2 × 256 + 1, 767 = 2 × 256 + 255, 768 = 3 × 256.
    expect(noncesByWord([513n, 768n, 767n, 513n])).toEqual([
      { word: 2n, mask: (1n << 255n) | 2n },
      { word: 3n, mask: 1n },
    ])
    expect(noncesByWord([2n ** 256n - 1n])).toEqual([{ word: 2n ** 248n - 1n, mask: 1n << 255n }])
    expect(noncesByWord([])).toEqual([])
  })

  it('are another each time, of 256 bits', () => {
    const drawn = Array.from({ length: 100 }, randomNonce)
    expect(new Set(drawn).size).toBe(100)
    expect(drawn.every((nonce) => nonce < 2n ** 256n)).toBe(true)
    // 100 numbers of 255 bits by chance: once in 2^100.
    expect(drawn.some((nonce) => nonce >= 2n ** 255n)).toBe(true)
  })
})

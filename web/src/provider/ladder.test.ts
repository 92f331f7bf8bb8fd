import { describe, expect, test } from 'vitest'
import { collateralOf, ladderOf } from './ladder.ts'

describe('a ladder of asks', () => {
  const terms = { first: 2_450, step: 10, count: 3, lots: 5_000n, cap: 7_000 }

  test('goes up in even steps', () => {
    expect(ladderOf(terms).map(({ tick }) => tick)).toEqual([2_450, 2_460, 2_470])
  })

  test('locks cap − price of every lot: 5 h × (4.550 + 4.540 + 4.530)', () => {
    expect(collateralOf(ladderOf(terms), terms.cap)).toBe(68_100_000n)
  })

  test('stops below the cap', () => {
    expect(ladderOf({ ...terms, first: 6_985 }).map(({ tick }) => tick)).toEqual([6_985, 6_995])
  })

  test('is nothing without a price, a step or a size, and never longer than 20', () => {
    expect(ladderOf({ ...terms, first: 0 })).toEqual([])
    expect(ladderOf({ ...terms, step: 0 })).toEqual([])
    expect(ladderOf({ ...terms, lots: 0n })).toEqual([])
    expect(ladderOf({ ...terms, count: 500 })).toHaveLength(20)
  })
})

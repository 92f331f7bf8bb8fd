import { expect, test } from 'vitest'
import { groupLevels, shareOf } from './grouping.ts'

const bids = [
  { tick: 2449, lots: '1000', orders: 1 },
  { tick: 2445, lots: '2000', orders: 1 },
  { tick: 2440, lots: '3000', orders: 1 },
]
const asks = [
  { tick: 2451, lots: '1000', orders: 1 },
  { tick: 2455, lots: '2000', orders: 1 },
  { tick: 2460, lots: '3000', orders: 1 },
]
const none = new Set<number>()

test('one tick a row leaves the levels as they are, with a running total', () => {
  expect(groupLevels('bid', bids, 1, none).map((row) => [row.tick, row.total])).toEqual([
    [2449, 1000n],
    [2445, 3000n],
    [2440, 6000n],
  ])
})

test('bids round down and asks up: a group is there in full at its price', () => {
  expect(groupLevels('bid', bids, 10, none).map((row) => [row.tick, row.lots])).toEqual([[2440, 6000n]])
  expect(groupLevels('ask', asks, 10, none).map((row) => [row.tick, row.lots])).toEqual([[2460, 6000n]])
  expect(groupLevels('ask', asks, 5, none).map((row) => [row.tick, row.lots])).toEqual([
    [2455, 3000n],
    [2460, 3000n],
  ])
})

test('a group with an own order is marked', () => {
  expect(groupLevels('bid', bids, 5, new Set([2440])).map((row) => row.isOwn)).toEqual([false, true])
})

test('bars are never wider than the side', () => {
  expect(shareOf(5n, 10n)).toBe(0.5)
  expect(shareOf(0n, 0n)).toBe(0)
})

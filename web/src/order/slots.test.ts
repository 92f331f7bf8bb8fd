import type { AccountOrder } from '@gigahour/indexer/api'
import { expect, test } from 'vitest'
import { freeSlots } from './slots.ts'

const order = (slot: number, status: AccountOrder['status'] = 'open') => ({ slot, status }) as AccountOrder

test('takes the lowest slots that nothing stands in', () => {
  expect(freeSlots(3, [order(0), order(2)])).toEqual([1, 3, 4])
})

test('uses a finished slot again', () => {
  expect(freeSlots(1, [order(0, 'filled'), order(1)])).toEqual([0])
})

test('leaves alone what was sent but not seen yet', () => {
  expect(freeSlots(2, [], [0, 1])).toEqual([2, 3])
})

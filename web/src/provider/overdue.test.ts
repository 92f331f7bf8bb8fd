import { describe, expect, test } from 'vitest'
import { fixtureDelivery, schedule } from '../../test/deliveries.ts'
import { isReceiptOverdue } from './overdue.ts'

const DAY = 86_400

describe('a receipt is overdue', () => {
  const delivery = fixtureDelivery({ delivered: '10000', lastReceiptAt: schedule.start + 5 * DAY })

  test('a day after the last one, while hours are owed by an even pace', () => {
    expect(isReceiptOverdue(delivery, schedule.start + 6 * DAY)).toBe(false)
    expect(isReceiptOverdue(delivery, schedule.start + 6 * DAY + 1)).toBe(true)
  })

  test('not while delivery is ahead of an even pace', () => {
    expect(isReceiptOverdue({ ...delivery, delivered: '90000' }, schedule.start + 7 * DAY)).toBe(false)
  })

  test('not before the month, not once posting has ended, not when settled', () => {
    const silent = { ...delivery, delivered: '0', lastReceiptAt: null }
    expect(isReceiptOverdue(silent, schedule.start - 1)).toBe(false)
    expect(isReceiptOverdue(silent, schedule.postingEnd)).toBe(false)
    expect(isReceiptOverdue({ ...silent, state: 'settled' }, schedule.start + 9 * DAY)).toBe(false)
  })
})

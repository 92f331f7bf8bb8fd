import type { Settlement } from '@gigahour/indexer/api/settlement'
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPage } from '../../test/render.tsx'
import { SettlementCalendar } from './SettlementCalendar.tsx'

const settled: Settlement = {
  ...{ symbol: 'H100V26', family: 1, grade: 'H100-US', year: 2026, month: 10, cap: 7_000, state: 'settled' },
  ...{ firstDay: 20_727, lastDay: 20_757, lastTrading: 1_793_491_200, earliest: 1_793_664_000, latest: 1_794_268_800 },
  progress: { daysInMonth: 31, printed: 12, decided: 31, missing: 19, mean: '2797833' },
  expected: null,
  final: {
    ...{ tick: 2_798, rule: 'mean-of-printed-days', daysCounted: 12, settledAt: 1_793_736_300 },
    transaction: `0x${'ab'.repeat(32)}`,
  },
  redeemed: { long: '0', short: '0', amount: '0' },
  outstanding: { long: '0', short: '0' },
}

async function priceOf(row: Settlement): Promise<string | null | undefined> {
  renderPage(<SettlementCalendar grade="H100-US" />, {
    rest: (path) => (path === '/v1/settlements' ? [row] : []),
  })
  const table = await screen.findByRole('table', { name: 'Settlement calendar' })
  const cells = within(table).getAllByRole('cell')
  return cells.at(-2)?.textContent
}

afterEach(cleanup)

test('a settlement price says by which rule it came, and of how many days it is the mean', async () => {
  expect(await priceOf(settled)).toBe('2.798 Mean of the 12 of 31 days that have a print')
  const fallbacks = /if no day has one, the last final print before the month; without that, half the cap$/
  expect(screen.getByText(fallbacks)).toBeTruthy()
})

test('what is expected says the same of the prints until now', async () => {
  const expected = { tick: 3_500, rule: 'half-of-cap', daysCounted: 0 } as const
  expect(await priceOf({ ...settled, state: 'delivery-month', final: null, expected })).toBe(
    'expected 3.500 Half the cap: no print in the month, no final one before',
  )
})

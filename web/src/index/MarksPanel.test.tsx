import type { DailyMark } from '@gigahour/indexer/api/settlement'
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPage } from '../../test/render.tsx'
import { MarksPanel } from './MarksPanel.tsx'

/** 27 November 2026. */
const DAY = 20_784
const mark: DailyMark = {
  ...{ symbol: 'H100Z26', day: DAY, time: DAY * 86_400 + 72_000, tick: 2_810, rule: 'trades' },
  ...{ index: '2760000', indexDay: DAY - 1, basis: '50000', openInterest: '12000' },
}

afterEach(cleanup)

test('names the day of the print that a mark is compared with, which is not its own', async () => {
  renderPage(<MarksPanel symbol="H100Z26" />, { rest: () => [mark] })
  const [, row] = within(await screen.findByRole('table')).getAllByRole('row')
  const [day, , , print, basis] = within(row as HTMLElement).getAllByRole('cell')
  expect(day?.textContent).toBe('27 Nov 2026')
  expect(print?.textContent).toBe('2.760 of 26 Nov 2026')
  expect(basis?.textContent).toBe('+0.050')
})

test('says by which rules a mark comes, without pointing at one', async () => {
  renderPage(<MarksPanel symbol="H100Z26" />, { rest: () => [mark] })
  await screen.findByText('Volume-weighted mean of the 30 minutes to 20:00 UTC')
  expect(screen.getByText('No two-sided book: the index plus the last basis')).toBeTruthy()
  expect(screen.getByText(/Portfolio goes by the live mark/)).toBeTruthy()
})

test('a mark without an index has no print and no basis', async () => {
  renderPage(<MarksPanel symbol="H100Z26" />, { rest: () => [{ ...mark, index: null, indexDay: null, basis: null }] })
  expect(await screen.findAllByText(/^–/)).toHaveLength(2)
})

import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderPage } from '../../test/render.tsx'
import { type Column, DataTable } from './DataTable.tsx'

type Row = { name: string; broken: boolean }

const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'Name', align: 'left', cell: ({ name }) => name },
  {
    id: 'figure',
    header: 'Figure',
    cell: ({ broken }) => {
      if (broken) throw new RangeError('Out of range')
      return '1.000'
    },
  },
]

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('a row that cannot be drawn says so, and takes no other row down', async () => {
  // React reports what a boundary catches.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const rows = [
    { name: 'first', broken: false },
    { name: 'hostile', broken: true },
    { name: 'last', broken: false },
  ]
  renderPage(<DataTable label="Markets" columns={columns} rows={rows} keyOf={({ name }) => name} />, { rest: () => [] })
  expect(await screen.findByText('first')).toBeTruthy()
  expect(screen.getByText('last')).toBeTruthy()
  expect(screen.queryByText('hostile')).toBeNull()
  expect(screen.getByText('This row could not be shown.')).toBeTruthy()
})

import type { ReactNode } from 'react'
import { useText } from '../i18n/text.tsx'
import { Boundary } from './Boundary.tsx'
import { classes } from './classes.ts'

export type Column<Row> = {
  id: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Figures stand right, words left. */
  align?: 'left' | 'right'
  className?: string
}

type DataTableProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string | number
  rowClass?: (row: Row) => string | undefined
}

/** A table of figures: rows of 28 px, a head that stays, scrolled sideways where it does not fit. */
export function DataTable<Row>({ label, columns, rows, keyOf, rowClass }: DataTableProps<Row>) {
  return (
    <table aria-label={label} className="w-full whitespace-nowrap text-xs">
      <thead className="sticky top-0 z-1 bg-panel">
        <tr className="h-7 border-line border-b text-2xs text-muted">
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={classes(
                'px-2 font-normal first:pl-3 last:pr-3',
                column.align === 'left' ? 'text-left' : 'text-right',
                column.className,
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Boundary key={keyOf(row)} subject={row} fallback={<FailedRow columns={columns.length} />}>
            <Row columns={columns} row={row} className={rowClass} />
          </Boundary>
        ))}
      </tbody>
    </table>
  )
}

type RowProps<Row> = {
  columns: readonly Column<Row>[]
  row: Row
  className: ((row: Row) => string | undefined) | undefined
}

/** Its cells are made here, inside the row's boundary: what one of them throws takes no other row down. */
function Row<Row>({ columns, row, className }: RowProps<Row>) {
  return (
    <tr className={classes('h-7 hover:bg-raised pointer-coarse:h-11', className?.(row))}>
      {columns.map((column) => (
        <td
          key={column.id}
          className={classes(
            'px-2 first:pl-3 last:pr-3',
            column.align === 'left' ? 'text-left' : 'figure text-right',
            column.className,
          )}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

function FailedRow({ columns }: { columns: number }) {
  const text = useText()
  return (
    <tr className="h-7">
      <td colSpan={columns} className="px-3 text-left text-muted">
        {text.state.rowFailed}
      </td>
    </tr>
  )
}

type ScrollAreaProps = { label: string; children: ReactNode; className?: string }

/** What scrolls by itself in a panel; reachable by the keyboard. */
export function ScrollArea({ label, children, className = 'absolute inset-0 overflow-auto' }: ScrollAreaProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div role="group" aria-label={label} tabIndex={0} className={classes('focus-visible:-outline-offset-2', className)}>
      {children}
    </div>
  )
}

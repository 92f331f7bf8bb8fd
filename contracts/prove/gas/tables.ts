// Writes the gas tables of the README and of docs/gas.md from the committed snapshots; with --check, says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { number, withTable } from './markdown.ts'
import { ROWS, type Row } from './rows.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const SNAPSHOTS = path.join(ROOT, 'contracts/snapshots/exchange.json')

const snapshots = JSON.parse(readFileSync(SNAPSHOTS, 'utf8')) as Record<string, string>
const checks = process.argv.includes('--check')

const TABLES = [
  {
    file: 'README.md',
    marker: 'gas',
    head: ['scenario', 'gas', 'best peer'],
    cells: ({ peer: [gas, name] }: Row) => [`${number(gas)} ${name}`],
  },
  {
    file: 'contracts/docs/gas.md',
    marker: 'sketch',
    head: ['scenario', 'gas', 'aimed at', 'first sketch', 'difference'],
    cells: (row: Row) => [number(row.bar), number(row.sketch), number(measured(row) - row.sketch)],
  },
]

for (const { file, marker, head, cells } of TABLES) {
  const rows = ROWS.map((row) => [row.title, number(measured(row)), ...cells(row)])
  const { text, changed } = withTable(path.join(ROOT, file), marker, head, rows)
  if (!changed) continue
  if (checks) {
    console.log(`${file}, table "${marker}", is not what the snapshots say: run npm run gas`)
    process.exitCode = 1
  } else writeFileSync(path.join(ROOT, file), text)
}

function measured({ snapshot }: Row): number {
  const gas = snapshots[snapshot]
  if (gas === undefined) throw new Error(`No snapshot is called ${snapshot}.`)
  return Number(gas)
}

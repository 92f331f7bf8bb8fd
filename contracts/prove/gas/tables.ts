// Writes the gas tables of the README and of docs/gas.md from the committed snapshots; with --check, says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROWS, type Row } from './rows.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')

const snapshots = JSON.parse(readFileSync(path.join(ROOT, 'contracts/snapshots/exchange.json'), 'utf8')) as Record<
  string,
  string
>

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

const stale = TABLES.filter(({ file, marker, head, cells }) => {
  const at = path.join(ROOT, file)
  const text = readFileSync(at, 'utf8')
  const lines = ROWS.map((row) => [row.title, number(measured(row)), ...cells(row)])
  const table = [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')
  const next = between(text, marker, table.replace(/^\| ---.*$/m, `|${head.map(() => '---').join('|')}|`), file)
  if (next === text) return false
  if (!process.argv.includes('--check')) writeFileSync(at, next)
  return true
})

for (const { file, marker } of stale) {
  const done = process.argv.includes('--check') ? 'is not what the snapshots say: run `npm run gas`' : 'written'
  console.log(`${file}, table "${marker}": ${done}.`)
}
if (process.argv.includes('--check') && stale.length) process.exitCode = 1

function measured({ snapshot }: Row): number {
  const gas = snapshots[snapshot]
  if (gas === undefined) throw new Error(`No snapshot is called ${snapshot}.`)
  return Number(gas)
}

function between(text: string, marker: string, table: string, file: string): string {
  const parts = new RegExp(`(<!-- ${marker} -->\\n)[\\s\\S]*?(\\n<!-- /${marker} -->)`)
  if (!parts.test(text)) throw new Error(`${file} has no <!-- ${marker} --> … <!-- /${marker} -->.`)
  return text.replace(parts, (_, open: string, close: string) => open + table + close)
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}

// Writes the gas tables of the README and of docs/gas.md from the committed snapshots; with --check, says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { number, withTable } from './markdown.ts'
import { afterRepricing } from './repricing.ts'
import { floorOf, ROWS, type Row } from './rows.ts'

/** From a wallet's tokens and back, by the names of their snapshots. */
const WALLET = [
  ['deposit-and-place-approved-before', 'deposit and place, the token approved before'],
  ['deposit-and-place-erc2612', 'permit (ERC-2612), deposit and place'],
  ['deposit-and-place-permit2', 'permit (Permit2), deposit and place'],
  ['take-and-withdraw-long', 'take and withdraw the LONG as a token'],
  ['take-and-withdraw-usdc', 'take and withdraw the proceeds'],
] as const

const ROOT = path.resolve(import.meta.dirname, '../../..')
const exchange = snapshotsOf('exchange')
const wallet = snapshotsOf('wallet')
const checks = process.argv.includes('--check')

const TABLES = [
  {
    file: 'README.md',
    marker: 'gas',
    head: ['scenario', 'gas', 'best peer'],
    rows: ROWS.map((row) => [row.title, number(measured(row)), `${number(row.peer[0])} ${row.peer[1]}`]),
  },
  {
    file: 'contracts/docs/gas.md',
    marker: 'rows',
    head: ['scenario', 'gas', 'aimed at', 'first sketch', 'best peer', 'after the draft repricing'],
    rows: ROWS.map((row) => [
      row.title,
      ...[measured(row), row.bar, row.sketch, row.peer[0]].map(number),
      number(afterRepricing(measured(row), row.touches.created, row.touches.changed)),
    ]),
  },
  {
    file: 'contracts/docs/gas.md',
    marker: 'floor',
    head: ['scenario', 'calldata', 'words created', 'changed', 'read', 'logs', 'floor', 'gas', 'above the floor'],
    rows: ROWS.map((row) => [row.title, ...floorCells(row)]),
  },
  {
    file: 'contracts/docs/gas.md',
    marker: 'wallet',
    head: ['one transaction', 'gas'],
    rows: WALLET.map(([name, title]) => [title, number(figure(wallet, name))]),
  },
]

for (const { file, marker, head, rows } of TABLES) {
  const { text, changed } = withTable(path.join(ROOT, file), marker, head, rows)
  if (!changed) continue
  if (checks) {
    console.log(`${file}, table "${marker}", is not what the snapshots say: run npm run gas`)
    process.exitCode = 1
  } else writeFileSync(path.join(ROOT, file), text)
}

function floorCells(row: Row): string[] {
  const { calldata, created, changed, read, logs } = row.touches
  const floor = floorOf(row)
  const above = (100 * (measured(row) - floor)) / floor
  if (above < 0) throw new Error(`${row.title} is below what it touches.`)
  return [...[calldata, created, changed, read, logs.length, floor, measured(row)].map(number), `${above.toFixed(1)} %`]
}

function measured({ snapshot }: Row): number {
  return figure(exchange, snapshot)
}

function figure(snapshots: Record<string, string>, name: string): number {
  const gas = snapshots[name]
  if (gas === undefined) throw new Error(`No snapshot is called ${name}.`)
  return Number(gas)
}

function snapshotsOf(group: string): Record<string, string> {
  return JSON.parse(readFileSync(path.join(ROOT, `contracts/snapshots/${group}.json`), 'utf8'))
}

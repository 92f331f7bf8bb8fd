// `npm run bench:gas`: what the cost of a transaction grows with, and what not. Measures, prints a table, and writes it with a chart
// to contracts/docs.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Chart, drawChart } from './chart.ts'
import { insertTable, number } from './markdown.ts'
import { afterRepricing } from './repricing.ts'
import { ROWS } from './rows.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const OUT = 'contracts/cache/growth'

/** What the figures grow with, by their names in the snapshot. */
const SERIES = [
  { title: 'take all orders of a level', unit: 'orders', name: 'take-orders', sizes: [1, 10, 100, 1_000, 10_000] },
  { title: 'sweep levels side by side', unit: 'levels', name: 'sweep-levels', sizes: [1, 10, 100, 500] },
  { title: 'cancel in mid-queue, after another', unit: 'orders', name: 'cancel-queue', sizes: [16, 256, 4_096] },
  { title: 'take a level once more', unit: 'epochs', name: 'take-epoch', sizes: [2, 10, 100, 1_000] },
  {
    title: 'place at a level of its own',
    unit: 'occupied ticks',
    name: 'place-ticks',
    sizes: [10, 100, 1_000, 10_000],
  },
  { title: 'cancel it', unit: 'occupied ticks', name: 'cancel-ticks', sizes: [10, 100, 1_000, 10_000] },
] as const

/** Taking all of 1, 10 and 100 makers at one level, as measured of peers with one harness. Mangrove takes 74 of the 100 at most. */
const PEERS = [
  { name: 'Clober v2', gas: [175_597, 175_597, 175_609] },
  { name: 'Mangrove', gas: [121_927, 533_958, 3_474_673] },
  { name: 'Kuru', gas: [133_512, 288_033, 2_955_625] },
  { name: 'GTE', gas: [162_996, 529_510, 4_240_646] },
  { name: 'maker-otc', gas: [129_506, 879_086, 8_383_958] },
]

/** Sizes at which other books were measured, by the rows of the gas tables. */
const PEER_ROWS = new Map([
  ['take-orders-1', 'take 1 maker in full'],
  ['take-orders-10', 'take 10 makers, one level'],
  ['take-orders-100', 'take 100 makers, one level'],
  ['sweep-levels-10', 'sweep 10 levels of 1 maker'],
])

const figures = measure()
const rows = SERIES.flatMap(({ title, unit, name, sizes }) =>
  sizes.map((size) => {
    const { gas, created, changed } = figureOf(`${name}-${size}`)
    const peer = peerOf(name, size)
    return [
      title,
      `${number(size)} ${unit}`,
      gas,
      created,
      changed,
      afterRepricing(gas, created, changed),
      peer,
    ] as const
  }),
)

const head = [
  'what',
  'of how many',
  'gas',
  'words created',
  'words changed',
  'gas after the draft repricing',
  'best peer',
]
const table = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? number(cell) : cell)))
print([head, ...table])
insertTable(path.join(ROOT, 'contracts/docs/gas.md'), 'growth', head, table)

const chart: Chart = {
  title: 'One take of all makers at a level',
  x: 'makers at the level',
  y: 'gas',
  lines: [
    { name: 'Gigahour', points: pointsOf('take-orders', [1, 10, 100, 1_000, 10_000]), strong: true },
    ...PEERS.map(({ name, gas }) => ({
      name,
      points: gas.map((each, n): [number, number] => [10 ** n, each]),
      strong: false,
    })),
  ],
}
writeFileSync(path.join(ROOT, 'contracts/docs/growth.svg'), drawChart(chart))
console.log('\nwritten: contracts/docs/gas.md, contracts/docs/growth.svg')

/** The lowest figure of another book for the same, where one was measured. */
function peerOf(name: string, size: number): string {
  const title = PEER_ROWS.get(`${name}-${size}`)
  const row = ROWS.find((each) => each.title === title)
  return row ? `${number(row.peer[0])} ${row.peer[1]}` : ''
}

/** Runs the measurements; answers them by name. */
function measure(): Record<string, string> {
  const forge = path.join(ROOT, 'node_modules/.bin/forge')
  execFileSync(forge, ['test', '--isolate'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      FOUNDRY_TEST: 'contracts/prove/gas',
      FOUNDRY_SNAPSHOTS: OUT,
      FOUNDRY_OUT: `${OUT}/out`,
      FOUNDRY_CACHE_PATH: `${OUT}/cache`,
    },
  })
  return JSON.parse(readFileSync(path.join(ROOT, OUT, 'growth.json'), 'utf8')) as Record<string, string>
}

function figureOf(name: string): { gas: number; created: number; changed: number } {
  const read = (key: string): number => {
    const value = figures[key]
    if (value === undefined) throw new Error(`${key} was not measured.`)
    return Number(value)
  }
  return { gas: read(name), created: read(`${name}.created`), changed: read(`${name}.changed`) }
}

function pointsOf(name: string, sizes: readonly number[]): [number, number][] {
  return sizes.map((size) => [size, figureOf(`${name}-${size}`).gas])
}

function print(lines: readonly (readonly string[])[]): void {
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines) {
    console.log(line.map((cell, n) => (n < 2 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  '))
  }
}

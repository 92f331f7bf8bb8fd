import type { Address } from 'viem'

const BP = 10_000n
const HOUR = 3_600

/**
 * First second of the hour, Unix seconds. Values are taken at it, so that they change with events and once an hour, not with every second.
 */
export const hourOf = (timestamp: number): number => timestamp - (timestamp % HOUR)

/** A sign is beyond its threshold at or above it, coverage below it; all in basis points. */
export const MONITOR_RULES = {
  /**
   * How far the book pays less for a credit than its units cost elsewhere. Financing takes some per cent for the time until the window; 15 % off is more than
   * a year at any rate that a sound issuer pays, 30 % is the price of doubt.
   */
  dropBp: { watch: 1_500, warning: 3_000 },
  /**
   * Bond over what is owed, damages included. 20 % of the price, which a bond is at issue at least, is 18.18 % of price and damages: below it nobody
   * could issue this credit today. Below 15 % the index has run a fifth away from it.
   */
  coverageBp: { watch: 1_818, warning: 1_500 },
  /** Queue over what is delivered until the window closes at the pace of the last days: from 100 % on some will not be served. */
  queueBp: { watch: 7_500, warning: 10_000 },
} as const

export type Sign = 'drop' | 'coverage' | 'queue'
export type RunLevel = 'calm' | 'watch' | 'warning'

/** What the monitor looks at. Prices are micro-USDC per unit, the rest micro-USDC and lots. */
export type Measures = {
  price: bigint | null
  fair: bigint | null
  bond: bigint
  owed: bigint
  queued: bigint
  /** What is delivered until the window closes at the present pace; null where there is no pace yet. */
  capacity: bigint | null
}

/** How a credit looked in one hour: as it was at the hour's last event. */
export type MonitorPoint = Measures & {
  token: Address
  /** Of the hour, Unix seconds. */
  start: number
  deliveredPerDay: bigint
  /** No unit is undelivered: this is the last look at it. */
  isDone: boolean
}

export type Reading = {
  dropBp: number | null
  coverageBp: number | null
  queueBp: number | null
  signs: Sign[]
  level: RunLevel
}

/** Reads the signs of a run out of what was measured: before a revenue figure could tell. */
export function readSigns({ price, fair, bond, owed, queued, capacity }: Measures): Reading {
  const dropBp = price === null || fair === null ? null : ratio(fair - price, fair)
  const coverageBp = ratio(bond, owed)
  const queueBp = capacity === null ? null : ratio(queued, capacity)
  const { dropBp: drop, coverageBp: coverage, queueBp: queue } = MONITOR_RULES
  // Somebody waits and nothing at all is delivered.
  const isStuck = capacity === 0n && queued > 0n
  const degrees: [Sign, number][] = [
    ['drop', degree(dropBp, drop)],
    [
      'coverage',
      degree(coverageBp === null ? null : -coverageBp, { watch: 1 - coverage.watch, warning: 1 - coverage.warning }),
    ],
    ['queue', isStuck ? 2 : degree(queueBp, queue)],
  ]
  const signs = degrees.filter(([, beyond]) => beyond > 0)
  const isWarning = signs.length > 1 || signs.some(([, beyond]) => beyond > 1)
  const level = isWarning ? 'warning' : signs.length > 0 ? 'watch' : 'calm'
  return { dropBp, coverageBp, queueBp, signs: signs.map(([sign]) => sign), level }
}

/** Thresholds passed: 0, 1 or 2. */
const degree = (value: number | null, { watch, warning }: { watch: number; warning: number }): 0 | 1 | 2 => {
  if (value === null || value < watch) return 0
  return value < warning ? 1 : 2
}

/** Basis points, rounded down; null if there is nothing to measure by. */
export function ratio(part: bigint, whole: bigint): number | null {
  if (whole === 0n) return null
  const scaled = part * BP
  const floor = scaled / whole
  return Number(scaled < 0n && floor * whole !== scaled ? floor - 1n : floor)
}

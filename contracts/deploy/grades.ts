import type { GradeTerms } from '../client/listing.ts'
import { type Tick, toTick } from '../client/units.ts'

/** A grade to list, and what its series are expected to cost. */
export type GradePlan = {
  /** Full name, e.g. `H100-US`. */
  name: string
  /** Beginning of its symbols, e.g. `H100`. */
  root: string
  /** False if its series settle in cash only. */
  deliverable: boolean
  /** Lowest and highest cap that a series may have. */
  caps: { lowest: Tick; highest: Tick }
  /** What a GPU-hour costs today. */
  spot: Tick
  /** What the month in a year costs, as a share of spot: below 1 in backwardation. */
  yearAhead: number
}

/** Spot and twelve-month prices of autumn 2026: backwardation, since new chips come and old ones get cheaper. */
export const GRADES: readonly GradePlan[] = [
  {
    name: 'H100-US',
    root: 'H100',
    deliverable: true,
    caps: { lowest: toTick(1_000), highest: toTick(40_000) },
    spot: toTick(2_800),
    yearAhead: 0.81,
  },
  {
    name: 'H200-US',
    root: 'H200',
    deliverable: true,
    caps: { lowest: toTick(1_000), highest: toTick(60_000) },
    spot: toTick(3_950),
    yearAhead: 0.82,
  },
  {
    name: 'B200-US',
    root: 'B200',
    deliverable: true,
    caps: { lowest: toTick(1_000), highest: toTick(80_000) },
    spot: toTick(5_870),
    yearAhead: 0.88,
  },
  {
    name: 'RTX5090',
    root: 'RTX5090',
    deliverable: false,
    caps: { lowest: toTick(1_000), highest: toTick(10_000) },
    spot: toTick(550),
    yearAhead: 0.85,
  },
]

/** What a grade is listed with: its reference price is today's. */
export const termsOf = ({ name, root, deliverable, caps, spot }: GradePlan): GradeTerms => ({
  name,
  root,
  referencePrice: spot,
  minCap: caps.lowest,
  maxCap: caps.highest,
  deliverable,
})

import { expiryOf, type Month } from '@gigahour/contracts/symbol'
import { type Random, randomOf } from '@gigahour/contracts/testing/random'
import { chance, normal } from './draw.ts'

/** What the model needs to know of a grade. */
export type PricedGrade = {
  root: string
  /** What a GPU-hour costs when the model begins, in ticks. */
  spot: number
  /** What the month in a year costs, as a share of spot. */
  yearAhead: number
}

/**
 * Fair prices of every month, as a function of time.
 *
 * The logarithm of spot is the sum of two factors: a short one (shortage or glut, which passes) and a long one (what computing
 * costs). A month is worth what the factors are expected to be then: near months move more than far ones, and the curve falls with
 * the time to delivery, since new chips come.
 *
 * The path follows from the seed and the beginning alone: whoever asks for a time gets the same answer, after any restart.
 */
export type PriceModel = {
  /**
   * Fair price of a month, in ticks; not a whole number.
   *
   * @param time - Unix seconds, not before the beginning.
   */
  fair: (root: string, month: Month, time: number) => number
  /** What a GPU-hour costs now, in ticks; not a whole number. Before the beginning it is what it is at the beginning. */
  spot: (root: string, time: number) => number
}

const DAY = 86_400
const YEAR = 365.25 * DAY
/** Seconds from one point of the path to the next; straight in between. */
const STEP = 60
const STEP_YEARS = STEP / YEAR

// Fitted to the indexes of 2025–26, a year each: volatility 0.35 of H100 spot, half of a shock gone in two and a half months.
const SHORT_DECAY = Math.LN2 / (2.5 / 12)
const SHORT_VOLATILITY = 0.32
const LONG_VOLATILITY = 0.14
const CORRELATION = 0.2
/** Correlation of the grades' moves: the same buyers rent them. */
const SHARED = 0.6

/** Something that befalls all grades now and then, and moves their prices for a while. */
type Episode = {
  /** How often a year. */
  rate: number
  /** What it adds to the logarithm of the price in all. */
  move: number
  /** Seconds that it takes. */
  length: number
}
/** New chips make the old ones cheaper, for good. */
const GENERATION: Episode = { rate: 0.8, move: -0.22, length: 30 * DAY }
/** Demand runs ahead of what can be built, for six weeks. */
const SQUEEZE: Episode = { rate: 0.96, move: 0.24, length: 42 * DAY }

/** @param beginning - Unix seconds at which prices are those of the grades' `spot`. */
export function createPriceModel(grades: readonly PricedGrade[], beginning: number, seed: number): PriceModel {
  const paths = createPaths(grades.length, seed)
  const lookUp = (root: string, time: number): { terms: PricedGrade; point: Point } => {
    const grade = grades.findIndex((each) => each.root === root)
    const terms = grades[grade]
    if (!terms || time < beginning) throw new RangeError(`The model knows no ${root} at ${time}`)
    return { terms, point: paths.at(grade, (time - beginning) / STEP) }
  }
  return {
    spot: (root, time) => {
      const { terms, point } = lookUp(root, Math.max(time, beginning))
      return terms.spot * Math.exp(point.short + point.long)
    },
    fair: (root, month, time) => {
      const { terms, point } = lookUp(root, time)
      const { short, long } = point
      const ahead = Math.max(0, middleOf(month) - time) / YEAR
      return terms.spot * Math.exp(short * Math.exp(-SHORT_DECAY * ahead) + long + Math.log(terms.yearAhead) * ahead)
    },
  }
}

/** A month settles on the mean of its days, so its middle stands for it. Unix seconds. */
const middleOf = (month: Month): number => expiryOf(month) - 15 * DAY

/** Where a grade stands on its path: what is added to the logarithm of its spot price. */
type Point = { short: number; long: number }

type Paths = {
  /** @param steps - Time since the beginning in steps; between two steps the path is straight. */
  at: (grade: number, steps: number) => Point
}

/** The paths of all grades, walked as far as anybody has asked. */
function createPaths(grades: number, seed: number): Paths {
  const random = randomOf(seed)
  const walked: Point[][] = [Array.from({ length: grades }, () => ({ short: 0, long: 0 }))]
  const generation = createEpisodes(GENERATION)
  const squeeze = createEpisodes(SQUEEZE)

  const pointsAt = (step: number): Point[] => {
    while (walked.length <= step) {
      const drift = { long: generation(random), short: squeeze(random) }
      const common = normal(random)
      walked.push((walked.at(-1) as Point[]).map((point) => next(random, point, drift, common)))
    }
    return walked[step] as Point[]
  }

  return {
    at: (grade, steps) => {
      const step = Math.floor(steps)
      const from = pointsAt(step)[grade] as Point
      const to = pointsAt(step + 1)[grade] as Point
      const along = (key: keyof Point): number => from[key] + (to[key] - from[key]) * (steps - step)
      return { short: along('short'), long: along('long') }
    },
  }
}

/** Answers what an episode, if one is under way, adds in the next step. */
function createEpisodes({ rate, move, length }: Episode): (random: Random) => number {
  let left = 0
  return (random) => {
    const begins = chance(random, rate * STEP_YEARS)
    if (left <= 0 && begins) left = length
    if (left <= 0) return 0
    left -= STEP
    return (move * STEP) / length
  }
}

function next(random: Random, { short, long }: Point, drift: Point, common: number): Point {
  const own = Math.sqrt(SHARED) * common + Math.sqrt(1 - SHARED) * normal(random)
  const other = CORRELATION * own + Math.sqrt(1 - CORRELATION ** 2) * normal(random)
  const root = Math.sqrt(STEP_YEARS)
  return {
    short: short * (1 - SHORT_DECAY * STEP_YEARS) + drift.short + SHORT_VOLATILITY * root * own,
    long: long + drift.long + LONG_VOLATILITY * root * other,
  }
}

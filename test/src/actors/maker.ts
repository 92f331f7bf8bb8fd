import { execute, merge, type WriteCall } from '@gigahour/contracts/calls'
import { Action, type Order } from '@gigahour/contracts/instruction'
import { Funding, Side } from '@gigahour/contracts/side'
import type { Random } from '@gigahour/contracts/testing/random'
import { type Lots, toLots, toTick } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { LocalAccount } from '../chain/accounts.ts'
import type { Series } from '../chain/series.ts'
import { type Actor, attention, GPU_HOUR, monthsAhead, type Round, setsOf } from './actor.ts'
import { between, normal, weighted } from './draw.ts'

export type MakerOptions = {
  name: string
  account: LocalAccount
  exchange: Address
  random: Random
}

/** Lots that a maker may be long or short before it leans its quotes fully against more. */
const COMFORT = 40_000n * GPU_HOUR

/** Series in one batch: a grade's year. */
const BATCH = 12

/** Slots kept for a side of a series, one a price level. */
export const MAX_LEVELS = 8

/**
 * Quotes every series on both sides and several levels, around what it is worth.
 *
 * Every quote has its own slot, where the next one replaces it and settles what was filled. In every round it looks at one series:
 * refills what was taken, and merges LONG and SHORT that it holds of the same series.
 */
export function createMaker({ name, account, exchange, random }: MakerOptions): Actor {
  const opinions = createOpinions(random)
  /** Price around which each market was quoted last, in ticks. */
  const quoted = new Map<number, number>()
  /** LONG less SHORT of each market when it was looked at last, in lots. */
  const net = new Map<number, bigint>()

  const middle = (series: Series, round: Round): number => {
    const lean = Math.max(-1, Math.min(1, Number(net.get(series.market) ?? 0n) / Number(COMFORT)))
    return round.fair(series) * opinions(series) - lean * halfSpread(series, round.now)
  }

  const quote = (series: Series, mid: number, round: Round): Order[] => {
    const falls = mid < (quoted.get(series.market) ?? mid)
    quoted.set(series.market, mid)
    const bids = ladder(random, { series, side: Side.Bid, mid }, round)
    const asks = ladder(random, { series, side: Side.Ask, mid }, round)
    // The side that moves away goes first: its old quotes would be in the way of the other's new ones.
    return falls ? [...bids, ...asks] : [...asks, ...bids]
  }

  const move = (round: Round): WriteCall[] => {
    const moved = round.series
      .map((series) => ({ series, mid: middle(series, round) }))
      .map((each) => ({ ...each, urgency: urgency(each.series, each.mid, quoted.get(each.series.market), round.now) }))
      .filter((each) => each.urgency > 1 || !Number.isFinite(round.pace.series))
      .sort((a, b) => b.urgency - a.urgency)
      .slice(0, round.pace.series)
    return chunks(moved, BATCH).map((batch) =>
      execute(
        exchange,
        batch.flatMap(({ series, mid }) => quote(series, mid, round)),
      ),
    )
  }

  const review = async (round: Round): Promise<WriteCall[]> => {
    const series = weighted(random, round.series, (each) => attention(each, round.now))
    const [orders, position] = await Promise.all([
      round.book.orders(account, slotsOf(series)),
      round.book.position(account, series),
    ])
    net.set(series.market, position.long - position.short)
    const taken = orders.some(({ filled }) => filled > 0n)
    const sets = setsOf(position)
    return [
      ...(taken ? [execute(exchange, quote(series, middle(series, round), round))] : []),
      ...(sets > 0n ? [merge(exchange, series.market, sets)] : []),
    ]
  }

  return {
    name,
    account,
    act: async (round) => [...move(round), ...(await review(round))],
  }
}

/** What a maker thinks of a price, as a factor: wanders slowly around 1, a tenth of a percent to either side. */
function createOpinions(random: Random): (series: Series) => number {
  const logarithms = new Map<number, number>()
  return ({ market }) => {
    const next = (logarithms.get(market) ?? 0) * 0.999 + 0.000_04 * normal(random)
    logarithms.set(market, next)
    return Math.exp(next)
  }
}

/** Ticks from the price to the best quote: more for far months, whose price is known less well. */
const halfSpread = (series: Series, now: number): number => 3 + 0.7 * monthsAhead(series, now)

/** How far the price has moved from its quotes, as a multiple of what may be left alone. */
const urgency = (series: Series, mid: number, quoted: number | undefined, now: number): number =>
  quoted === undefined ? Number.POSITIVE_INFINITY : Math.abs(mid - quoted) / (0.6 * halfSpread(series, now))

const slotOf = (series: Series, side: Side, level: number): number => (series.market * 2 + side) * MAX_LEVELS + level

const slotsOf = (series: Series): number[] =>
  [Side.Bid, Side.Ask].flatMap((side) => Array.from({ length: MAX_LEVELS }, (_, level) => slotOf(series, side, level)))

/** Orders of one side, best first: the further from the price, the more lots. */
function ladder(
  random: Random,
  { series, side, mid }: { series: Series; side: Side; mid: number },
  round: Round,
): Order[] {
  const away = side === Side.Bid ? -1 : 1
  const ahead = monthsAhead(series, round.now)
  let distance = halfSpread(series, round.now) + between(random, -1, 1)
  return Array.from({ length: round.pace.levels }, (_, level): Order => {
    const price = Math.round(mid + away * distance)
    distance += 2 + between(random, 0, 3) + 0.4 * ahead
    return {
      action: Action.PostOnly,
      side,
      funding: Funding.Quote,
      slot: slotOf(series, side, level),
      market: series.market,
      tick: toTick(Math.max(1, Math.min(series.cap - 1, price))),
      lots: sizeAt(random, level),
    }
  })
}

/** Tens of GPU-hours near the price, hundreds further out. */
const sizeAt = (random: Random, level: number): Lots =>
  toLots(BigInt(between(random, 4, 16) * (level + 1) * 10) * GPU_HOUR)

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size))

import { execute } from '@gigahour/contracts/calls'
import { Side } from '@gigahour/contracts/side'
import type { Random } from '@gigahour/contracts/testing/random'
import { toLots } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { LocalAccount } from '../chain/accounts.ts'
import type { Series } from '../chain/series.ts'
import { type Actor, attention, GPU_HOUR, type Round } from './actor.ts'
import { between, chance, weighted } from './draw.ts'
import { closingFirst, type Taking } from './taking.ts'

export type SpeculatorOptions = {
  name: string
  account: LocalAccount
  exchange: Address
  random: Random
  /** Probability of trading in a round. */
  activity: number
  /** How often it follows the last move, from 0 to 1; else it guesses. */
  momentum: number
}

/** How far from the fair price a speculator still takes, as a share of it. */
const HASTE = 0.006

/** Takes what is offered on a view of its own: noise and trends. Closes what it holds before it opens more. */
export function createSpeculator(options: SpeculatorOptions): Actor {
  const { name, account, exchange, random, activity, momentum } = options
  /** Fair price of each market when it traded there last, in ticks. */
  const seen = new Map<number, number>()

  const choose = (round: Round, series: Series): Taking => {
    const fair = round.fair(series)
    const trend = fair > (seen.get(series.market) ?? fair) ? Side.Bid : Side.Ask
    seen.set(series.market, fair)
    const side = chance(random, momentum) ? trend : random.pick([Side.Bid, Side.Ask])
    const lots = toLots(BigInt(between(random, 1, 40) * between(random, 1, 5)) * GPU_HOUR)
    return { series, side, lots, limit: side === Side.Bid ? 1 + HASTE : 1 - HASTE }
  }

  return {
    name,
    account,
    act: async (round) => {
      if (!chance(random, activity)) return []
      const drawn = Array.from({ length: round.pace.trades }, () =>
        weighted(random, round.series, (series) => attention(series, round.now)),
      )
      // Once each: what a second trade could close, the first may have closed already.
      const takings = [...new Set(drawn)].map((series) => choose(round, series))
      const orders = await Promise.all(takings.map((taking) => closingFirst(taking, round, account)))
      return [execute(exchange, orders.flat())]
    },
  }
}

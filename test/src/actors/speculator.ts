import { execute } from '@gigahour/contracts/calls'
import { Side } from '@gigahour/contracts/side'
import type { Random } from '@gigahour/contracts/testing/random'
import { toLots } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { LocalAccount } from '../chain/accounts.ts'
import { type Actor, attention, GPU_HOUR } from './actor.ts'
import { between, chance, weighted } from './draw.ts'
import { closingFirst } from './taking.ts'

export type SpeculatorOptions = {
  name: string
  account: LocalAccount
  exchange: Address
  random: Random
  /** Probability of a trade in a round. */
  activity: number
  /** How often it follows the last move, from 0 to 1; else it guesses. */
  momentum: number
}

/** How far from the fair price a speculator still takes, as a share of it. */
const HASTE = 0.02

/** Takes what is offered on a view of its own: noise and trends. Closes what it holds before it opens more. */
export function createSpeculator(options: SpeculatorOptions): Actor {
  const { name, account, exchange, random, activity, momentum } = options
  /** Fair price of each market when it traded there last, in ticks. */
  const seen = new Map<number, number>()

  return {
    name,
    account,
    act: async (round) => {
      if (!chance(random, activity)) return []
      const series = weighted(random, round.series, (each) => attention(each, round.now))
      const fair = round.fair(series)
      const trend = fair > (seen.get(series.market) ?? fair) ? Side.Bid : Side.Ask
      seen.set(series.market, fair)
      const side = chance(random, momentum) ? trend : random.pick([Side.Bid, Side.Ask])
      const lots = toLots(BigInt(between(random, 1, 40) * between(random, 1, 5)) * GPU_HOUR)
      const limit = side === Side.Bid ? 1 + HASTE : 1 - HASTE
      return [execute(exchange, await closingFirst({ series, side, lots, limit }, round, account))]
    },
  }
}

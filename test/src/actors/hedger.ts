import { execute } from '@gigahour/contracts/calls'
import { Action, type Instruction } from '@gigahour/contracts/instruction'
import { Funding, Side } from '@gigahour/contracts/side'
import type { Random } from '@gigahour/contracts/testing/random'
import { toLots, toTick } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { LocalAccount } from '../chain/accounts.ts'
import type { Series } from '../chain/series.ts'
import { type Actor, GPU_HOUR, monthsAhead, type Round } from './actor.ts'
import { between, chance } from './draw.ts'
import { immediate } from './taking.ts'

export type HedgerOptions = {
  name: string
  account: LocalAccount
  exchange: Address
  random: Random
  /** A provider sells the hours of racks to come; a buyer locks the price of hours it will need. */
  side: Side
  /** Probability of a strip in a round. */
  activity: number
}

/** How far from the fair price a hedger takes, as a share of it. */
const TAKES = 0.01
/** How far from the fair price it rests what it can wait for. */
const RESTS = 0.015

/** Trades strips: the same number of hours in consecutive months. Half at once, half resting; holds to expiry. */
export function createHedger({ name, account, exchange, random, side, activity }: HedgerOptions): Actor {
  const worse = side === Side.Bid ? 1 : -1

  const leg = (round: Round, series: Series, hours: number): Instruction[] => {
    const lots = toLots((BigInt(hours) * GPU_HOUR) / 2n)
    const patient = Math.round(round.fair(series) * (1 - worse * RESTS))
    return [
      { action: Action.Settle, slot: series.market },
      immediate({ series, side, lots, limit: 1 + worse * TAKES }, round, Funding.Quote),
      {
        action: Action.PostOnly,
        side,
        funding: Funding.Quote,
        slot: series.market,
        market: series.market,
        tick: toTick(Math.max(1, Math.min(series.cap - 1, patient))),
        lots,
      },
    ]
  }

  return {
    name,
    account,
    act: async (round) => {
      if (!chance(random, activity)) return []
      const { root } = random.pick(round.series)
      const months = between(random, 2, 6)
      const first = between(random, 0, 12 - months)
      const hours = between(random, 1, 20) * 24
      const strip = round.series.filter((series) => {
        const ahead = monthsAhead(series, round.now)
        return series.root === root && ahead >= first && ahead < first + months
      })
      return strip.length === 0
        ? []
        : [
            execute(
              exchange,
              strip.flatMap((series) => leg(round, series, hours)),
            ),
          ]
    },
  }
}

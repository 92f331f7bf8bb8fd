import { execute, merge } from '@gigahour/contracts/calls'
import type { Order } from '@gigahour/contracts/instruction'
import { Funding, Side } from '@gigahour/contracts/side'
import { toLots } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { LocalAccount } from '../chain/accounts.ts'
import type { Series } from '../chain/series.ts'
import { type Actor, GPU_HOUR, type Round, setsOf } from './actor.ts'
import { immediate } from './taking.ts'

export type ArbitrageurOptions = {
  name: string
  account: LocalAccount
  exchange: Address
  /** Series that it looks at in one round. */
  watches: number
}

/** What a quote must be off before it is taken, as a share of the fair price. */
const EDGE = 0.001

const MOST = toLots(800n * GPU_HOUR)

/**
 * Takes quotes that the price has left behind: offers below what a month is worth, bids above it.
 *
 * Looks before it sends: most of the time there is nothing to take.
 */
export function createArbitrageur({ name, account, exchange, watches }: ArbitrageurOptions): Actor {
  let first = 0

  const stale = async (round: Round, series: Series): Promise<Order[]> => {
    const takings = [
      immediate({ series, side: Side.Bid, lots: MOST, limit: 1 - EDGE }, round, Funding.Quote),
      immediate({ series, side: Side.Ask, lots: MOST, limit: 1 + EDGE }, round, Funding.Quote),
    ]
    const { bid, ask } = await round.book.best(series)
    return takings.filter(({ side, tick }) => (side === Side.Bid ? ask <= tick : bid >= tick))
  }

  return {
    name,
    account,
    act: async (round) => {
      // Round the list of series, a few at a time.
      const watched = [...round.series, ...round.series].slice(first, first + watches)
      first = (first + watches) % Math.max(1, round.series.length)
      const [held] = watched
      if (!held) return []
      const [orders, position] = await Promise.all([
        Promise.all(watched.map((series) => stale(round, series))),
        round.book.position(account, held),
      ])
      const taking = orders.flat()
      const sets = setsOf(position)
      return [
        ...(taking.length > 0 ? [execute(exchange, taking)] : []),
        ...(sets > 0n ? [merge(exchange, held.market, sets)] : []),
      ]
    },
  }
}

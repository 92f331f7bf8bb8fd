import type { WriteCall } from '@gigahour/contracts/calls'
import type { Lots } from '@gigahour/contracts/units'
import type { LocalAccount } from '../chain/accounts.ts'
import type { Series } from '../chain/series.ts'

/** A participant of the market: it owns an account, and sends transactions like anybody else. */
export type Actor = {
  name: string
  account: LocalAccount
  /** Decides what to send now, if anything; in this order. */
  act: (round: Round) => Promise<readonly WriteCall[]>
}

/** What an actor sees when it is its turn. */
export type Round = {
  /** Time of the block to come, Unix seconds. */
  now: number
  /** Every series that trades now. */
  series: readonly Series[]
  /** What a series is worth, in ticks; not a whole number. */
  fair: (series: Series) => number
  /** The ledger and the books as of the last block. */
  book: BookView
  pace: Pace
}

/** How busy actors are in a round. */
export type Pace = {
  /** Most series whose quotes a maker moves in one round; with no limit it renews all of them, also those that have not moved. */
  series: number
  /** Price levels a side of a maker's quotes. */
  levels: number
  /** Trades of a speculator that trades. */
  trades: number
}

export type BookView = {
  /** Best bid and ask in ticks; 0 and 2^24 − 1 where there is none. */
  best: (series: Series) => Promise<{ bid: number; ask: number }>
  /** Free balances of LONG and SHORT. */
  position: (account: LocalAccount, series: Series) => Promise<Position>
  /** What stands in slots of an account: lots not yet settled, and how many of these are filled. */
  orders: (account: LocalAccount, slots: readonly number[]) => Promise<readonly SlotState[]>
}

export type Position = { long: Lots; short: Lots }

export type SlotState = { slot: number; lots: bigint; filled: bigint }

/** Whole months from now to a series' delivery month. */
export function monthsAhead({ month }: Series, now: number): number {
  const date = new Date(now * 1_000)
  return (month.year - date.getUTCFullYear()) * 12 + month.month - 1 - date.getUTCMonth()
}

/** How much of the trading falls on a series: most on near months, and on the best-known grade. */
export function attention(series: Series, now: number): number {
  const grade = { H100: 4, H200: 2, B200: 2.5, RTX5090: 1 }[series.root] ?? 1
  return grade / (1 + monthsAhead(series, now)) ** 1.1
}

/** Lots of one GPU-hour. */
export const GPU_HOUR = 1_000n

/** Complete sets in a position: what can be merged. */
export const setsOf = ({ long, short }: Position): Lots => (long < short ? long : short)

import type { Lots, Tick } from '@gigahour/contracts/units'
import type { Address } from 'viem'

/** `trades`: volume-weighted mean of the window; `mid`: of best bid and ask; `index`: the index plus the last basis. */
export type MarkRule = 'trades' | 'mid' | 'index'

/** Micro-USDC per GPU-hour of a tick. */
export const TICK_PRICE = 1_000n

/** What a series was valued at when a day closed. */
export type DailyMark = {
  market: number
  /** Days since 1970-01-01, UTC; it closes at 20:00. */
  day: number
  tick: Tick
  rule: MarkRule
  /** Latest print known at the close, micro-USDC per GPU-hour: that of the day itself is made after it. */
  index: bigint | null
  indexDay: number | null
  /** Mark less index as traded or quoted, micro-USDC per GPU-hour; by the rule `index` the one that it was made with. */
  basis: bigint | null
  openInterest: Lots
}

/** What an account made of a series in the day to a close. */
export type DailyProfit = {
  account: Address
  market: number
  day: number
  net: bigint
  tick: Tick
  /** Since the close before, in units. */
  profit: bigint
  /** Since the beginning, in units. */
  total: bigint
}

/** What is known of a series when a day closes. */
export type Closing = {
  cap: number
  /** Lots, and sum of tick × lots, traded in the window. */
  traded: { volume: bigint; turnover: bigint }
  bid: number | null
  ask: number | null
  /** Micro-USDC per GPU-hour. */
  index: bigint | null
  /** Of the last day that had one. */
  lastBasis: bigint | null
}

/**
 * The mark of a series by the first rule that gives one, rounded half up to the tick, within 0 and the cap.
 *
 * @returns `undefined` if none does: nobody has traded or quoted, and there is no index, or no basis to add to it.
 */
export function markOf(closing: Closing): { tick: Tick; rule: MarkRule; basis: bigint | null } | undefined {
  const { cap, traded, bid, ask, index, lastBasis } = closing
  const marked = (tick: bigint, rule: MarkRule) => ({
    ...{ tick: Number(tick) as Tick, rule, basis: index === null ? null : tick * TICK_PRICE - index },
  })
  if (traded.volume > 0n) return marked(roundedHalfUp(traded.turnover, traded.volume), 'trades')
  if (bid !== null && ask !== null) return marked(roundedHalfUp(BigInt(bid + ask), 2n), 'mid')
  if (index === null || lastBasis === null) return undefined
  const price = index + lastBasis
  const tick = price <= 0n ? 0n : least(roundedHalfUp(price, TICK_PRICE), BigInt(cap))
  return { tick: Number(tick) as Tick, rule: 'index', basis: lastBasis }
}

/** Of numbers that are not negative. */
export const roundedHalfUp = (sum: bigint, count: bigint): bigint => (2n * sum + count) / (2n * count)

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)

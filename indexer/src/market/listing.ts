import type { MarketTerms } from '@gigahour/contracts/funding'
import type { Lots, Tick } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { GradeEvent, MarketEvent } from './event.ts'

/** A token of the exchange's ledger. */
export type Asset = {
  id: number
  token: Address
  /** True for LONG and SHORT of a series. */
  forward: boolean
  symbol: string | null
  decimals: number | null
}

export type Grade = Omit<GradeEvent, 'kind' | 'grade'> & { id: number }

/** What a series adds to its market. */
export type SeriesTerms = {
  grade: number
  year: number
  month: number
  long: Address
  short: Address
}

/** A market: its terms, and what changes with every trade. */
export type Market = MarketTerms & {
  id: number
  /** Of its series, or made of the two assets' symbols. */
  symbol: string
  /** First second at which it no longer trades, Unix seconds; 0 for never. */
  expiry: number
  unitExponent: number
  lotExponent: number
  minLots: Lots
  series: SeriesTerms | null
  /** How many levels were ever taken from. */
  sequence: number
  /** Complete sets outstanding; 0 in a spot market. */
  openInterest: Lots
  /** Last second of its latest halt, Unix seconds; 0 if there was none. */
  haltedUntil: number
  /** What a LONG pays, once that is fixed. */
  settlement: Tick | null
  /** Price of the last fill between two accounts; null before the first. */
  last: Tick | null
  /** Its time, Unix seconds. */
  lastTime: number | null
}

/** A market as it is listed: nobody has traded. */
export function listMarket(event: MarketEvent, symbol: string): Market {
  const { market: id, base, quote, cap, takerFee, expiry, unitExponent, lotExponent, minLotsExponent } = event
  return {
    ...{ id, symbol, base, quote, cap, takerFee, expiry, unitExponent, lotExponent },
    unit: 10n ** BigInt(unitExponent),
    lotSize: 10n ** BigInt(lotExponent),
    minLots: (10n ** BigInt(minLotsExponent)) as Lots,
    series: null,
    sequence: 0,
    openInterest: 0n as Lots,
    haltedUntil: 0,
    settlement: null,
    last: null,
    lastTime: null,
  }
}

/** Whether it no longer trades: it has expired, or is settled. @param now - Unix seconds. */
export const hasEnded = ({ expiry, settlement }: Pick<Market, 'expiry' | 'settlement'>, now: number): boolean =>
  settlement !== null || (expiry > 0 && now >= expiry)

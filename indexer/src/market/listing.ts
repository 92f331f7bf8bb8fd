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

/** How a family comes by its price; the order is the contract's. */
export const FORMULAS = ['month', 'mean', 'difference'] as const
export type Formula = (typeof FORMULAS)[number]

/** What has one settlement price, and series that pay for stretches of it; the fields are the registry's. */
export type Family = {
  family: number
  formula: Formula
  /** 0 of a difference, as its year and month. */
  grade: number
  year: number
  month: number
  months: number
  /** Families of a difference; 0 otherwise. */
  plus: number
  minus: number
  /** Distance of the grid of its bands, in ticks. */
  step: number
  symbol: string
}

/** What the full band of a delivery month adds to its market. */
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
  /** Whose price it pays for; 0 for a spot market. */
  family: number
  /** Price above which a LONG pays, in ticks: the book's ticks count from it. */
  floor: number
  /** Null for a spot market, and for bands of months, means and differences. */
  series: SeriesTerms | null
  /** How many levels were ever taken from. */
  sequence: number
  /** LONG outstanding; 0 in a spot market. */
  openInterest: Lots
  /** SHORT outstanding less LONG, which cutting and joining bands makes differ. */
  shortExcess: bigint
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
    family: event.family,
    floor: event.floor,
    series: null,
    sequence: 0,
    openInterest: 0n as Lots,
    shortExcess: 0n,
    haltedUntil: 0,
    settlement: null,
    last: null,
    lastTime: null,
  }
}

/** A band of a month, a mean or a difference: any series but the full band of a month. */
export const isBand = ({ cap, series }: Pick<Market, 'cap' | 'series'>): boolean => cap > 0 && series === null

/** Whether it no longer trades: it has expired, or is settled. @param now - Unix seconds. */
export const hasEnded = ({ expiry, settlement }: Pick<Market, 'expiry' | 'settlement'>, now: number): boolean =>
  settlement !== null || (expiry > 0 && now >= expiry)

import type { Address } from 'viem'
import { exchangeAbi, seriesRegistryAbi } from './abi.ts'
import type { Month } from './symbol.ts'

// Anyone may list: tokens and spot markets at the exchange, grades and their months at the series registry.

/** Lists a token as an asset of the ledger. */
export const listAsset = (exchange: Address, token: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'listAsset', args: [token] }) as const

/** Id of a token in the ledger; 0 if it is not listed. */
export const assetOf = (exchange: Address, token: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'assetOf', args: [token] }) as const

/** Token of an asset. */
export const tokenOf = (exchange: Address, asset: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'tokenOf', args: [asset] }) as const

export type SpotTerms = {
  /** Asset that is traded. */
  base: number
  /** Asset that it is priced in. */
  quote: number
  /** A lot is 10^this base units of `base`. */
  lotExponent: number
  /** Lot × tick costs 10^this base units of `quote`. */
  unitExponent: number
  /** A resting order has at least 10^this lots. */
  minLotsExponent: number
}

/** Lists a spot market, at the taker fee of the day. */
export const listSpot = (exchange: Address, terms: SpotTerms) => {
  const { base, quote, lotExponent, unitExponent, minLotsExponent } = terms
  return {
    address: exchange,
    abi: exchangeAbi,
    functionName: 'listSpot',
    args: [base, quote, lotExponent, unitExponent, minLotsExponent],
  } as const
}

export type GradeTerms = {
  name: string
  /** Beginning of its symbols. */
  root: string
  /** Price that caps and steps follow until the index has a final print, in ticks. */
  referencePrice: number
  /** Lowest cap that a series may have, in ticks. */
  minCap: number
  /** Highest, in ticks. */
  maxCap: number
  /** False for a grade that is settled in cash alone. */
  deliverable: boolean
}

/** Lists a grade, whose months anyone may then list. */
export const listGrade = (seriesRegistry: Address, grade: GradeTerms) => {
  const { name, root, referencePrice, minCap, maxCap, deliverable } = grade
  return {
    address: seriesRegistry,
    abi: seriesRegistryAbi,
    functionName: 'listGrade',
    args: [name, root, referencePrice, minCap, maxCap, deliverable],
  } as const
}

/** How many grades there are: their ids are 1 … this. */
export const gradeCount = (seriesRegistry: Address) =>
  ({ address: seriesRegistry, abi: seriesRegistryAbi, functionName: 'gradeCount' }) as const

/** What a grade was listed with. */
export const gradeOf = (seriesRegistry: Address, grade: number) =>
  ({ address: seriesRegistry, abi: seriesRegistryAbi, functionName: 'gradeOf', args: [grade] }) as const

/** Lists a token that markets may be priced in. The exchange's owner only. */
export const listQuoteToken = (exchange: Address, token: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'listQuoteToken', args: [token] }) as const

/** Lowers the taker fee of a listed market. The exchange's owner only. @param takerFee - In hundredths of a basis point. */
export const lowerTakerFee = (exchange: Address, market: number, takerFee: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'lowerTakerFee', args: [takerFee, market] }) as const

/** Lists a month of a grade with its full band, under the cap that the rule gives: its market and its LONG and SHORT tokens. */
export const listMonth = (seriesRegistry: Address, { grade, month }: { grade: number; month: Month }) =>
  ({
    address: seriesRegistry,
    abi: seriesRegistryAbi,
    functionName: 'listMonth',
    args: [grade, month.year, month.month],
  }) as const

/** Lists the mean of a quarter's 3 or a calendar year's 12 months, with its full band. @param month - The first. */
export const listMean = (
  seriesRegistry: Address,
  { grade, month, months }: { grade: number; month: Month; months: 3 | 12 },
) =>
  ({
    address: seriesRegistry,
    abi: seriesRegistryAbi,
    functionName: 'listMean',
    args: [grade, month.year, month.month, months],
  }) as const

/** Lists the difference of two months, by their families. */
export const listDifference = (seriesRegistry: Address, { plus, minus }: { plus: number; minus: number }) =>
  ({ address: seriesRegistry, abi: seriesRegistryAbi, functionName: 'listDifference', args: [plus, minus] }) as const

/** Lists a band of a family: [floor, floor + cap], in ticks. */
export const listBand = (
  seriesRegistry: Address,
  { family, floor, cap }: { family: number; floor: number; cap: number },
) =>
  ({ address: seriesRegistry, abi: seriesRegistryAbi, functionName: 'listBand', args: [family, floor, cap] }) as const

/** What a family was listed with. */
export const familyOf = (seriesRegistry: Address, family: number) =>
  ({ address: seriesRegistry, abi: seriesRegistryAbi, functionName: 'familyOf', args: [family] }) as const

/** Market of a symbol; 0 if no series has it. */
export const marketOfSymbol = (seriesRegistry: Address, symbol: string) =>
  ({ address: seriesRegistry, abi: seriesRegistryAbi, functionName: 'marketOf', args: [symbol] }) as const

/** What a market's series was listed with, and its tokens. */
export const seriesOf = (seriesRegistry: Address, market: number) =>
  ({ address: seriesRegistry, abi: seriesRegistryAbi, functionName: 'seriesOf', args: [market] }) as const

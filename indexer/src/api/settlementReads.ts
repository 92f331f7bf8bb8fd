import type { Address } from 'viem'
import type { GradeIndex, Print } from './printSchemas.ts'
import type { PageRequest } from './readModel.ts'
import type { DailyMark, DailyProfit, Redemption, Settlement } from './settlementSchemas.ts'

/** Days since 1970-01-01; `to` is exclusive. */
export type DayRange = { from: number; to: number; limit: number }

/**
 * What the API reads of the index, of settlement and of the daily close. Rows are as they travel. A grade or symbol that does not exist, or is of no
 * series, is `undefined`.
 */
export type SettlementReads = {
  /** In the order in which the grades were listed. */
  index(): GradeIndex[]
  /** From the first day of which something was told to yesterday, and today once something was told of it; newest first. */
  prints(grade: string, range: DayRange): Print[] | undefined
  /** In the order of expiry. */
  settlements(): Settlement[]
  settlement(symbol: string): Settlement | undefined
  /** The newest of each series that has one, in the order of listing. */
  latestMarks(): DailyMark[]
  /** Newest first. @param before - Days before this one alone. */
  marks(symbol: string, limit: number, before?: number): DailyMark[] | undefined
  /** Newest first. */
  redemptions(account: Address, page: PageRequest): Redemption[]
  /** Newest day first. */
  profits(account: Address, range: DayRange): DailyProfit[]
}

import type { Address } from 'viem'
import type { PageRequest } from './readModel.ts'
import type { AccountAccess, LegsTrade } from './tradeSchemas.ts'

/** What the API reads of trades in several markets, and of who may act for an account. Rows are as they travel. */
export type TradeReads = {
  /** Newest first. @param taker - Null for those of all. */
  legs(taker: Address | null, page: PageRequest): LegsTrade[]
  access(account: Address): AccountAccess
}

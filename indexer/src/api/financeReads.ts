import type { Address } from 'viem'
import type { Credit, CreditEvent, Redemption } from './creditSchemas.ts'
import type { Bundle, FinancingRow } from './financingSchemas.ts'
import type { Monitor, MonitorPoint } from './monitorSchemas.ts'
import type { Coupon, Note, NoteRegistration } from './noteSchemas.ts'
import type { AccountFinancing, Provider } from './providerSchemas.ts'
import type { CandleRange, PageRequest } from './readModel.ts'

/**
 * What the API reads of credits, notes and bundles. Rows are as they travel; those in memory stand in the order in which they were issued. A token
 * that no factory issued has no rows.
 */
export type FinanceReads = {
  credits(): Credit[]
  /** In the order of the queue. */
  redemptions(token: Address): Redemption[]
  /** Newest first. @param token - Null for those of all credits. */
  creditEvents(token: Address | null, page: PageRequest): CreditEvent[]
  /** The newest `limit` hours with `from ≤ start < to`, oldest first; the last may not be over. */
  history(token: Address, range: CandleRange): MonitorPoint[]
  notes(): Note[]
  /** Newest first. @param token - Null for those of all notes. */
  coupons(token: Address | null, page: PageRequest): Coupon[]
  registrations(): NoteRegistration[]
  bundles(): Bundle[]
  overview(): FinancingRow[]
  monitor(): Monitor
  account(account: Address): AccountFinancing
  provider(account: Address): Provider
}

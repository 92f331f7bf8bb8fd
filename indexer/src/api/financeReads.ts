import type { Address } from 'viem'
import type { Credit, CreditEvent, Redemption } from './creditSchemas.ts'
import type { Bundle, FinancingRow } from './financingSchemas.ts'
import type { Monitor, MonitorPoint } from './monitorSchemas.ts'
import type { Coupon, Note, NoteRegistration } from './noteSchemas.ts'
import type { AccountFinancing, Provider } from './providerSchemas.ts'
import type { CandleRange, PageRequest, RowPage } from './readModel.ts'

/**
 * What the API reads of credits, notes and bundles. Rows are as they travel; those in memory stand in the order in which they were issued. A token
 * that no factory issued has no rows.
 */
export type FinanceReads = {
  credits(page: PageRequest): RowPage<Credit>
  credit(token: Address): Credit | undefined
  /** In the order of the queue. */
  redemptions(token: Address, page: PageRequest): RowPage<Redemption>
  /** Newest first. @param token - Null for those of all credits. */
  creditEvents(token: Address | null, page: PageRequest): CreditEvent[]
  /** The newest `limit` hours with `from ≤ start < to`, oldest first; the last may not be over. */
  history(token: Address, range: CandleRange): MonitorPoint[]
  notes(page: PageRequest): RowPage<Note>
  note(token: Address): Note | undefined
  /** Newest first. @param token - Null for those of all notes. */
  coupons(token: Address | null, page: PageRequest): Coupon[]
  bundles(page: PageRequest): RowPage<Bundle>
  /** Symbols and tokens of all that were issued. */
  names(kind: 'credits' | 'notes'): string[]
  /** Of what is {@link FinanceReads.live}. */
  overview(): FinancingRow[]
  /** Of credits that are {@link FinanceReads.live}. */
  monitor(): Monitor
  account(account: Address): AccountFinancing
  provider(account: Address): Provider
  live: LiveFinance
}

/** What is told unasked: of each kind a bounded number of rows, those that are not over first. */
export type LiveFinance = {
  credits(): Credit[]
  redemptions(): Redemption[]
  notes(): Note[]
  registrations(): NoteRegistration[]
  bundles(): Bundle[]
}

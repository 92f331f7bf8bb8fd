import type { Address } from 'viem'
import type { AccountDeliveries, Delivery, DeliveryReceipt, DeskAccount, Offer } from './deliverySchemas.ts'
import type { PageRequest, RowPage } from './readModel.ts'

/** What the API reads of the delivery desk. Rows are as they travel; those in memory stand in the order in which they came to be. */
export type DeskReads = {
  offers(page: PageRequest): RowPage<Offer>
  deliveries(page: PageRequest): RowPage<Delivery>
  delivery(election: number): Delivery | undefined
  /** How many elections there are: they are numbered from 1. */
  elections(): number
  /** Newest first. @param election - Null for those of all. */
  receipts(election: number | null, page: PageRequest): DeliveryReceipt[]
  account(account: Address): AccountDeliveries
  live: LiveDesk
}

/** What is told unasked: of each kind a bounded number of rows, those that are not over first. */
export type LiveDesk = {
  offers(): Offer[]
  deliveries(): Delivery[]
  /** Whom the desk owes, or has paid. */
  accounts(): DeskAccount[]
}

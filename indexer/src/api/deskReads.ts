import type { Address } from 'viem'
import type { AccountDeliveries, Delivery, DeliveryReceipt, DeskAccount, Offer } from './deliverySchemas.ts'
import type { PageRequest } from './readModel.ts'

/** What the API reads of the delivery desk. Rows are as they travel; those in memory stand in the order in which they came to be. */
export type DeskReads = {
  offers(): Offer[]
  deliveries(): Delivery[]
  delivery(election: number): Delivery | undefined
  /** Newest first. @param election - Null for those of all. */
  receipts(election: number | null, page: PageRequest): DeliveryReceipt[]
  /** Everyone whom the desk owes or has paid. */
  accounts(): DeskAccount[]
  account(account: Address): AccountDeliveries
}

import type { AccountDeliveries, DeliveryReceipt, Offer } from '@gigahour/indexer/api/delivery'
import type { Address } from 'viem'
import { announced, streamed } from '../indexer/fresh.ts'
import type { Services } from '../services.ts'

export const offersKey = ['offers'] as const
export const offersQuery = (services: Services) => streamed<Offer[]>(services, offersKey, '/v1/offers')

export const accountDeliveriesKey = ['deliveries'] as const
export const accountDeliveriesQuery = (services: Services, address: Address | null) => {
  const account = address?.toLowerCase() ?? null
  const path = account && `/v1/accounts/${account}/deliveries`
  return announced<AccountDeliveries>(services, [...accountDeliveriesKey, account], path)
}

export const receiptsKey = ['receipts'] as const
/** The newest receipts of an election. */
export const receiptsQuery = (services: Services, election: number) =>
  announced<DeliveryReceipt[]>(services, [...receiptsKey, election], `/v1/deliveries/${election}/receipts?limit=100`)

import type { Credit, Redemption } from '@gigahour/indexer/api/credits'
import type { Bundle, FinancingRow } from '@gigahour/indexer/api/financing'
import type { Monitor, MonitorPoint } from '@gigahour/indexer/api/monitor'
import type { Coupon, Note } from '@gigahour/indexer/api/notes'
import type { AccountFinancing } from '@gigahour/indexer/api/provider'
import { announced, streamed } from '../indexer/fresh.ts'
import type { Services } from '../services.ts'

/** Every key begins with it, so that a write has all of it asked for again. */
export const FINANCING = 'financing'

export const overviewKey = [FINANCING, 'all'] as const
export const overviewQuery = (services: Services) => streamed<FinancingRow[]>(services, overviewKey, '/v1/financing')

export const creditsKey = [FINANCING, 'credits'] as const
export const creditsQuery = (services: Services) => streamed<Credit[]>(services, creditsKey, '/v1/credits')

export const notesKey = [FINANCING, 'notes'] as const
export const notesQuery = (services: Services) => streamed<Note[]>(services, notesKey, '/v1/notes')

export const bundlesKey = [FINANCING, 'bundles'] as const
export const bundlesQuery = (services: Services) => streamed<Bundle[]>(services, bundlesKey, '/v1/bundles')

export const monitorKey = [FINANCING, 'monitor'] as const
export const monitorQuery = (services: Services) => streamed<Monitor>(services, monitorKey, '/v1/monitor')

export const historiesKey = [FINANCING, 'history'] as const
/** Hours, oldest first. */
export const historyQuery = (services: Services, token: string) =>
  announced<MonitorPoint[]>(services, [...historiesKey, token], `/v1/credits/${token}/history?limit=500`)

export const redemptionsKey = [FINANCING, 'redemptions'] as const
/** In the order of the queue. */
export const redemptionsQuery = (services: Services, token: string) =>
  announced<Redemption[]>(services, [...redemptionsKey, token], `/v1/credits/${token}/redemptions`)

export const couponsKey = [FINANCING, 'coupons'] as const
/** Newest first. */
export const couponsQuery = (services: Services, token: string) =>
  announced<Coupon[]>(services, [...couponsKey, token], `/v1/notes/${token}/coupons`)

export const ownFinancingKey = [FINANCING, 'account'] as const
export const ownFinancingQuery = (services: Services, address: string | null) => {
  const account = address?.toLowerCase() ?? null
  return announced<AccountFinancing>(
    services,
    [...ownFinancingKey, account],
    account && `/v1/accounts/${account}/financing`,
  )
}

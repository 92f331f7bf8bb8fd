import type { Credit, Redemption } from '@gigahour/indexer/api/credits'
import type { Bundle, FinancingRow } from '@gigahour/indexer/api/financing'
import type { Monitor, MonitorPoint } from '@gigahour/indexer/api/monitor'
import type { Coupon, Note } from '@gigahour/indexer/api/notes'
import type { AccountFinancing } from '@gigahour/indexer/api/provider'
import { polled } from '../indexer/polled.ts'
import type { Services } from '../services.ts'

/** Every key begins with it, so that a write has all of it asked for again. */
export const FINANCING = 'financing'

export const overviewQuery = (services: Services) =>
  polled<FinancingRow[]>(services, [FINANCING, 'all'], '/v1/financing')

export const creditsQuery = (services: Services) => polled<Credit[]>(services, [FINANCING, 'credits'], '/v1/credits')

export const notesQuery = (services: Services) => polled<Note[]>(services, [FINANCING, 'notes'], '/v1/notes')

export const bundlesQuery = (services: Services) => polled<Bundle[]>(services, [FINANCING, 'bundles'], '/v1/bundles')

export const monitorQuery = (services: Services) => polled<Monitor>(services, [FINANCING, 'monitor'], '/v1/monitor')

/** Hours, oldest first. */
export const historyQuery = (services: Services, token: string) =>
  polled<MonitorPoint[]>(services, [FINANCING, 'history', token], `/v1/credits/${token}/history?limit=500`)

/** In the order of the queue. */
export const redemptionsQuery = (services: Services, token: string) =>
  polled<Redemption[]>(services, [FINANCING, 'redemptions', token], `/v1/credits/${token}/redemptions`)

/** Newest first. */
export const couponsQuery = (services: Services, token: string) =>
  polled<Coupon[]>(services, [FINANCING, 'coupons', token], `/v1/notes/${token}/coupons`)

export const ownFinancingQuery = (services: Services, address: string) =>
  polled<AccountFinancing>(services, [FINANCING, 'account', address], `/v1/accounts/${address}/financing`)

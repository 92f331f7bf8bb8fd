import type { GradeIndex, Print } from '@gigahour/indexer/api/prints'
import type { DailyMark, Settlement } from '@gigahour/indexer/api/settlement'
import { polled } from '../indexer/polled.ts'
import type { Services } from '../services.ts'

export const indexQuery = (services: Services) => polled<GradeIndex[]>(services, ['index'], '/v1/index')

/** Newest first. */
export const printsQuery = (services: Services, grade: string) =>
  polled<Print[]>(services, ['prints', grade], `/v1/index/${encodeURIComponent(grade)}?limit=62`)

export const settlementsQuery = (services: Services) =>
  polled<Settlement[]>(services, ['settlements'], '/v1/settlements')

/** Newest first. */
export const marksQuery = (services: Services, symbol: string) =>
  polled<DailyMark[]>(services, ['marks', symbol], `/v1/markets/${encodeURIComponent(symbol)}/marks?limit=62`)

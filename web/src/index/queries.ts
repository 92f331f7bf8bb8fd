import type { GradeIndex, Print } from '@gigahour/indexer/api/prints'
import type { DailyMark, Settlement } from '@gigahour/indexer/api/settlement'
import { announced, streamed } from '../indexer/fresh.ts'
import type { Services } from '../services.ts'

export const indexKey = ['index'] as const
export const indexQuery = (services: Services) => streamed<GradeIndex[]>(services, indexKey, '/v1/index')

export const printsKey = ['prints'] as const
/** Newest first. */
export const printsQuery = (services: Services, grade: string) =>
  announced<Print[]>(services, [...printsKey, grade], `/v1/index/${encodeURIComponent(grade)}?limit=62`)

export const settlementsKey = ['settlements'] as const
export const settlementsQuery = (services: Services) =>
  streamed<Settlement[]>(services, settlementsKey, '/v1/settlements')

export const marksKey = ['marks'] as const
/** Newest first. */
export const marksQuery = (services: Services, symbol: string) =>
  announced<DailyMark[]>(services, [...marksKey, symbol], `/v1/markets/${encodeURIComponent(symbol)}/marks?limit=62`)

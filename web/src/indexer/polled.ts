import { type QueryKey, queryOptions } from '@tanstack/react-query'
import type { Services } from '../services.ts'

/** How often what changes by the hour, not by the second, is asked for again, milliseconds. */
const POLL = 6_000

/** A query of the indexer by REST alone, for pages that change slowly. */
export function polled<Data>({ rest }: Services, key: QueryKey, path: string) {
  return queryOptions({
    queryKey: key,
    queryFn: async ({ signal }): Promise<Data> => (await rest<{ data: Data }>(path, signal)).data,
    staleTime: POLL,
    refetchInterval: POLL,
  })
}

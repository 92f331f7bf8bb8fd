import { useQuery } from '@tanstack/react-query'
import { statusQuery } from '../indexer/queries.ts'
import { useServices } from '../services.ts'

/**
 * Time of the newest block, Unix seconds; null until it is known. Deadlines go by it, never by the reader's clock, which a local
 * chain may be years ahead of.
 */
export function useChainTime(): number | null {
  return useQuery(statusQuery(useServices())).data?.headTimestamp ?? null
}

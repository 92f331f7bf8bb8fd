import { type QueryFunctionContext, type QueryKey, queryOptions, skipToken } from '@tanstack/react-query'
import type { Services } from '../services.ts'

/** While the stream is lost the page asks by REST, this often, milliseconds. */
const POLL_WITHOUT_STREAM = 3_000

type Answer<Data> = { data: Data; next?: string | null }

const everySoOften =
  ({ live }: Services, key: QueryKey) =>
  (): number | false =>
    live.isFresh(key) ? false : POLL_WITHOUT_STREAM

/** A query whose data the stream brings: REST is the start and the fallback. */
export function streamed<Data>(services: Services, key: QueryKey, path: string) {
  const { rest, live } = services
  return queryOptions({
    queryKey: key,
    queryFn: async ({ client, signal }: QueryFunctionContext): Promise<Data> => {
      const answer = await rest<Answer<Data>>(path, signal)
      const newer = live.isFresh(key) ? client.getQueryData<Data>(key) : undefined
      return newer ?? answer.data
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: everySoOften(services, key),
  })
}

/**
 * A query of which the stream says when it changes, and REST what: for a part of a channel, such as one account's or one token's.
 *
 * @param path - Null while it is not known what to ask for.
 */
export function announced<Data>(services: Services, key: QueryKey, path: string | null) {
  return queryOptions({
    queryKey: key,
    queryFn:
      path === null
        ? skipToken
        : async ({ signal }: QueryFunctionContext): Promise<Data> =>
            (await services.rest<Answer<Data>>(path, signal)).data,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: everySoOften(services, key),
  })
}

import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** Puts what the stream says into the cache. */
export function put<Data>(client: QueryClient, key: QueryKey, data: Data): void {
  // A request that is under way may carry an older state: it must not land on top of the stream's.
  void client.cancelQueries({ queryKey: key, exact: true }, { silent: true, revert: false })
  client.setQueryData<Data>(key, data)
}

/** Folds a change into what is cached. False if nothing is, or the fold cannot place it. */
export function change<Data>(client: QueryClient, key: QueryKey, fold: (data: Data) => Data | null): boolean {
  const old = client.getQueryData<Data>(key)
  const next = old === undefined ? null : fold(old)
  if (next === null) return false
  client.setQueryData<Data>(key, next)
  return true
}

/** Has what stands under a key asked for again: at once if it is on the screen, else when it comes there. */
export function tell(client: QueryClient, ...key: QueryKey): void {
  void client.invalidateQueries({ queryKey: key })
}

/** The same for each value with which keys may end. */
export function tellEach(client: QueryClient, key: QueryKey, ends: Iterable<string | number | null>): void {
  for (const end of new Set(ends)) if (end !== null) tell(client, ...key, end)
}

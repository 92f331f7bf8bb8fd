import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useServices } from '../services.ts'
import type { Channel, Stream } from './stream.ts'

/** How a channel fills the cache of queries. */
export type Feed = {
  channel: Channel
  /** The queries that it keeps fresh; each stands for all whose keys begin with it. */
  keys: readonly QueryKey[]
  onSnapshot: (client: QueryClient, data: unknown) => void
  /** False if the delta does not fit what is in the cache: then a snapshot is asked for. */
  onDelta: (client: QueryClient, data: unknown) => boolean
}

export type Live = {
  /** Subscribes while anyone holds the feed. */
  hold: (feed: Feed) => () => void
  /** True while the stream keeps this query fresh: then an answer of REST, which may be older, must not replace it. */
  isFresh: (key: QueryKey) => boolean
}

export function createLive(stream: Stream, client: QueryClient): Live {
  const held = new Map<string, { holders: number; stop: () => void }>()
  const fresh = new Set<string>()

  const start = (feed: Feed) => {
    const hashes = feed.keys.map((key) => hashKey(key))
    const stop = stream.subscribe(feed.channel, {
      onSnapshot: (data) => {
        for (const hash of hashes) fresh.add(hash)
        feed.onSnapshot(client, data)
      },
      onDelta: (data) => feed.onDelta(client, data),
      onLost: () => {
        for (const hash of hashes) fresh.delete(hash)
        // Asked by REST from now on, until the stream is back.
        for (const queryKey of feed.keys) void client.invalidateQueries({ queryKey })
      },
    })
    return () => {
      stop()
      for (const hash of hashes) fresh.delete(hash)
    }
  }

  return {
    hold: (feed) => {
      const name = hashKey([feed.channel])
      const entry = held.get(name) ?? { holders: 0, stop: start(feed) }
      entry.holders += 1
      held.set(name, entry)
      return () => {
        entry.holders -= 1
        if (entry.holders > 0) return
        entry.stop()
        held.delete(name)
      }
    },
    isFresh: (key) => key.some((_, n) => fresh.has(hashKey(key.slice(0, n + 1)))),
  }
}

/** Keeps a feed running while the component is shown. */
export function useFeed(feed: Feed | null): void {
  const { live } = useServices()
  const name = feed ? hashKey([feed.channel]) : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: a feed is made anew at each render, its channel tells whether it changed
  useEffect(() => (feed ? live.hold(feed) : undefined), [live, name])
}

import { decodeBlockLink } from '@gigahour/contracts/blockLink'
import type { SignedBlockQuote } from '@gigahour/contracts/blockQuote'
import { useMemo, useSyncExternalStore } from 'react'
import { useServices } from '../services.ts'

// Quotes that were signed here, as their links: kept so that their maker can cancel them.

const MOST_KEPT = 50
const listeners = new Set<() => void>()

const keyOf = (blockHash: string): string => `gigahour.quotes.v1.${blockHash.slice(0, 18)}`

export function keepQuote(blockHash: string, link: string): void {
  const links = [link, ...read(blockHash)].slice(0, MOST_KEPT)
  try {
    localStorage.setItem(keyOf(blockHash), links.join(' '))
  } catch {
    // Without storage its maker has the link itself.
  }
  for (const listener of listeners) listener()
}

const read = (blockHash: string): string[] => {
  try {
    return (localStorage.getItem(keyOf(blockHash)) ?? '').split(' ').filter(Boolean)
  } catch {
    return []
  }
}

export type OwnQuote = SignedBlockQuote & { link: string }

/** The quotes that an account signed in this browser, newest first. */
export function useOwnQuotes(maker: string | null): OwnQuote[] {
  const { blockHash } = useServices().config.deployment
  const links = useSyncExternalStore(subscribe, () => read(blockHash).join(' '))
  return useMemo(
    () =>
      links
        .split(' ')
        .flatMap(readLink)
        .filter(({ quote }) => quote.maker === maker?.toLowerCase()),
    [links, maker],
  )
}

function readLink(link: string): OwnQuote[] {
  try {
    return [{ ...decodeBlockLink(link), link }]
  } catch {
    return []
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

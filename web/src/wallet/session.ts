import { useSyncExternalStore } from 'react'
import type { Address, Hex } from 'viem'
import { useServices } from '../services.ts'
import { chainNow } from '../ui/useNow.ts'
import { useAddress } from './useWallet.ts'

/** A session key: it signs orders in this page, so that the wallet need not be asked. It can move no funds out of the exchange, and
 * its orders can cost at most its budget. */
export type Session = {
  /** The account that it trades for. */
  owner: Address
  /** The key's own address, which pays the gas. */
  operator: Address
  /** The key itself. It never leaves this browser. */
  key: Hex
  /** Last second at which the exchange takes it, Unix seconds. */
  expiry: number
}

/** The session keys of one chain, kept in this browser. */
export type Sessions = {
  of: (owner: string) => Session | null
  put: (session: Session) => void
  drop: (owner: string) => void
  subscribe: (listener: () => void) => () => void
}

/** @param chain - Tells chains apart: a key is never used on another chain. */
export function createSessions(chain: string, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Sessions {
  const keyOf = (owner: string): string => `gigahour.session.v1.${chain}.${owner.toLowerCase()}`
  const listeners = new Set<() => void>()
  // What was read is kept: a store must answer with the same object until something changes.
  const known = new Map<string, Session | null>()

  const read = (owner: string): Session | null => {
    try {
      const saved: unknown = JSON.parse(storage.getItem(keyOf(owner)) ?? 'null')
      return isSession(saved) ? saved : null
    } catch {
      return null
    }
  }
  const change = (owner: string, session: Session | null): void => {
    known.set(keyOf(owner), session)
    try {
      if (session) storage.setItem(keyOf(owner), JSON.stringify(session))
      else storage.removeItem(keyOf(owner))
    } catch {
      // Without storage the key lasts as long as the page.
    }
    for (const listener of listeners) listener()
  }

  return {
    of: (owner) => {
      const key = keyOf(owner)
      if (!known.has(key)) known.set(key, read(owner))
      return known.get(key) ?? null
    },
    put: (session) => change(session.owner, session),
    drop: (owner) => change(owner, null),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function isSession(saved: unknown): saved is Session {
  if (typeof saved !== 'object' || saved === null) return false
  const { owner, operator, key, expiry } = saved as Record<string, unknown>
  return [owner, operator, key].every((text) => typeof text === 'string') && typeof expiry === 'number'
}

/** The connected account's session key, also one that has expired: its gas can still be fetched back. */
export function useSession(): Session | null {
  const { sessions } = useServices()
  const address = useAddress()
  return useSyncExternalStore(sessions.subscribe, () => (address ? sessions.of(address) : null))
}

/** The session key that signs the next order; null if the wallet will be asked. */
export function activeSession(sessions: Sessions, owner: string): Session | null {
  const session = sessions.of(owner)
  return session && session.expiry > chainNow() ? session : null
}

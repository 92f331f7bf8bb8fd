import { useSyncExternalStore } from 'react'
import type { Hex } from 'viem'

/** Where a write stands on its way from the button to the screen. */
export type TransactionStatus = 'checking' | 'signing' | 'pending' | 'confirmed' | 'failed' | 'rejected' | 'lost'

export type Transaction = {
  id: string
  /** Account that signs. */
  account: string
  /** What it does, in the words of the page. */
  summary: string
  status: TransactionStatus
  hash: Hex | null
  /** Unix milliseconds. */
  sentAt: number
  block: number | null
  /** Why it failed, or what it came to. */
  detail: string | null
  /** Slots that its orders rest in: no other order may take them until the indexer has seen them. */
  slots: number[]
}

const MOST_KEPT = 50

/** The list of writes of one chain. It survives a reload from the moment a transaction has a hash. */
export type Transactions = {
  all: () => readonly Transaction[]
  put: (transaction: Transaction) => void
  clear: () => void
  subscribe: (listener: () => void) => () => void
}

/** @param chain - Tells chains apart, so that a list is never shown on another chain. */
export function createTransactions(chain: string, storage: Pick<Storage, 'getItem' | 'setItem'>): Transactions {
  const key = `gigahour.transactions.v1.${chain}`
  const listeners = new Set<() => void>()
  let list: readonly Transaction[] = read()

  function read(): readonly Transaction[] {
    try {
      const saved: unknown = JSON.parse(storage.getItem(key) ?? '[]')
      return Array.isArray(saved) ? (saved as Transaction[]) : []
    } catch {
      return []
    }
  }

  function set(next: readonly Transaction[]) {
    list = next.slice(0, MOST_KEPT)
    try {
      storage.setItem(key, JSON.stringify(list.filter((transaction) => transaction.hash !== null)))
    } catch {
      // Without storage the list lasts as long as the page.
    }
    for (const listener of listeners) listener()
  }

  return {
    all: () => list,
    put: (transaction) =>
      set(
        list.some((each) => each.id === transaction.id)
          ? list.map((each) => (each.id === transaction.id ? transaction : each))
          : [transaction, ...list],
      ),
    clear: () => set(list.filter((transaction) => isUnderWay(transaction))),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function isUnderWay({ status }: Transaction): boolean {
  return status === 'checking' || status === 'signing' || status === 'pending'
}

export function useTransactionList(transactions: Transactions): readonly Transaction[] {
  return useSyncExternalStore(transactions.subscribe, transactions.all)
}

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { Draft } from './ticket.ts'

const EMPTY: Draft = { side: 'buy', kind: 'limit', price: '', size: '', timeInForce: 'gtc', funding: 'auto' }

type DraftState = { draft: Draft; update: (change: Partial<Draft>) => void }

const DraftContext = createContext<DraftState | null>(null)

/** The order that is being written: the ticket, the book and the keyboard all work on it. */
export function DraftProvider({ children }: { children: ReactNode }) {
  const [draft, setDraft] = useState(EMPTY)
  const value = useMemo(
    () => ({ draft, update: (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change })) }),
    [draft],
  )
  return <DraftContext value={value}>{children}</DraftContext>
}

export function useDraft(): DraftState {
  const value = useContext(DraftContext)
  if (!value) throw new Error('useDraft is called outside of its provider')
  return value
}

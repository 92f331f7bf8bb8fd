import { Draft } from '../../src/market/draft.ts'
import { fold } from '../../src/market/fold.ts'
import { State } from '../../src/market/state.ts'
import type { Acted } from './naiveExchange.ts'

/** Folds events into a state, as if each stood in a transaction of its own in one block. */
export function foldAll(state: State, told: Acted, { block = 1, timestamp = 1_000_000 } = {}): Draft {
  const draft = new Draft(state)
  for (const [logIndex, event] of told.flat().entries()) {
    fold(draft, { ...event, at: { block, logIndex, timestamp, transaction: `0x${'00'.repeat(32)}` } })
  }
  draft.requireCovered()
  state.absorb(draft)
  return draft
}

export const emptyState = (): State => new State()

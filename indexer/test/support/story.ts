import { keccak256, toHex } from 'viem'
import { Draft } from '../../src/market/draft.ts'
import { foldEvents } from '../../src/market/fold.ts'
import { State } from '../../src/market/state.ts'
import { openStore } from '../../src/store/sqlite.ts'
import type { Told } from './naiveExchange.ts'

/** What happened, block by block, folded and stored as a follower would. */
export class Story {
  readonly state = new State()
  readonly store = openStore(':memory:', {
    ...{ chainId: 1, blockHash: '0x01', exchange: '0x02', contracts: [] },
  })
  #block = 0
  /** Time of the last block, Unix seconds. */
  now = 0

  /** One block. @returns What it made of the state. */
  commit(timestamp: number, told: readonly Told[]): Draft {
    const block = this.#block++
    const hash = keccak256(toHex(block))
    const draft = new Draft(this.state)
    foldEvents(
      draft,
      told.map((event, logIndex) => ({ ...event, at: { block, logIndex, timestamp, transaction: hash } })),
      timestamp,
    )
    const header = { number: block, hash, parent: hash, timestamp }
    this.store.commit({ header, draft, undoable: true })
    this.state.absorb(draft)
    this.now = timestamp
    return draft
  }
}

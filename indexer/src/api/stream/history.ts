import type { Change, Checkpoint } from '../readModel.ts'
import { keyOfChange } from './topic.ts'

/** One block's changes, by key. */
export type Entry = { at: Checkpoint; changes: ReadonlyMap<string, Change> }

/**
 * The changes of the last blocks, so that a client that was away for a moment goes on where it was.
 *
 * Bounded by changes and not by blocks: a busy chain fills memory faster. A reorg empties it, since what it holds was
 * taken back.
 */
export class History {
  #entries: Entry[] = []
  #size = 0
  #floor: number
  readonly #capacity: number

  /**
   * @param floor - Sequence of the checkpoint that nothing is known before.
   * @param capacity - Changes kept.
   */
  constructor(floor: number, capacity: number) {
    this.#floor = floor
    this.#capacity = capacity
  }

  push(at: Checkpoint, changes: Change[]): Entry {
    const entry = { at, changes: new Map(changes.map((change) => [keyOfChange(change), change])) }
    if (changes.length === 0) return entry
    this.#entries.push(entry)
    this.#size += entry.changes.size
    let dropped = 0
    for (const oldest of this.#entries) {
      if (this.#size <= this.#capacity) break
      this.#size -= oldest.changes.size
      this.#floor = oldest.at.sequence
      dropped++
    }
    if (dropped > 0) this.#entries = this.#entries.slice(dropped)
    return entry
  }

  clear(floor: number): void {
    this.#entries = []
    this.#size = 0
    this.#floor = floor
  }

  /** Sequence of the last change of `key`; of the floor if none is held. */
  lastOf(key: string): number {
    return this.#entries.findLast((entry) => entry.changes.has(key))?.at.sequence ?? this.#floor
  }

  /** The blocks above `sequence` that changed `key`, oldest first; `undefined` if some may be missing. */
  since(sequence: number, key: string): Entry[] | undefined {
    if (sequence < this.#floor) return undefined
    return this.#entries.filter((entry) => entry.at.sequence > sequence && entry.changes.has(key))
  }
}

import { remedyFor } from '../errors.ts'
import type { Contract } from '../market/contract.ts'
import type { Source, Stretch } from './source.ts'

/** Logs aimed at in one answer: about 6 MB. */
const WANTED = 6_500
const LIMITS = { first: 200, most: 5_000 }

/** Reads final blocks in stretches, as long as the node's answers allow. */
export class Backfill {
  readonly #source: Source
  /** Blocks in the next stretch. */
  #size = LIMITS.first

  constructor(source: Source) {
    this.#source = source
  }

  /**
   * Reads stretch after stretch; the next is on its way while the one before it is worked on.
   *
   * @param from - First block.
   * @param to - Last block; nothing is read if it is before the first.
   * @param children - Contracts announced in what was worked on. If a stretch announced one, the next is read again with it.
   */
  async *run(from: number, to: number, children: () => ReadonlyMap<string, Contract>): AsyncGenerator<Stretch> {
    const read = (first: number) => {
      const known = children().size
      const stretch = this.#read(first, to, [...children().values()])
      // Whoever works on the stretch before may fail first: then nobody waits for this one.
      stretch.catch(() => undefined)
      return { first, known, stretch }
    }
    if (from > to) return
    let next: ReturnType<typeof read> | undefined = read(from)
    while (next !== undefined) {
      const stretch: Stretch = await (next.known === children().size ? next : read(next.first)).stretch
      const { number } = stretch.header
      next = number < to ? read(number + 1) : undefined
      yield stretch
    }
  }

  /** Reads from a block on: as much as the node will tell at once, halving the stretch when that is too much. */
  async #read(from: number, to: number, children: readonly Contract[]): Promise<Stretch> {
    for (;;) {
      const last = Math.min(to, from + this.#size - 1)
      try {
        const stretch = await this.#source.stretch(from, last, children)
        this.#adapt(last - from + 1, stretch.events.length)
        return stretch
      } catch (error) {
        if (remedyFor(error) !== 'narrow' || last === from) throw error
        this.#size = Math.ceil((last - from + 1) / 2)
      }
    }
  }

  #adapt(blocks: number, events: number): void {
    const fitting = Math.floor((blocks * WANTED) / Math.max(events, 1))
    this.#size = Math.max(1, Math.min(fitting, 2 * this.#size, LIMITS.most))
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { ForkError, remedyFor, StopError } from '../errors.ts'
import { Draft } from '../market/draft.ts'
import type { ChainEvent } from '../market/event.ts'
import { foldEvents } from '../market/fold.ts'
import { State } from '../market/state.ts'
import type { Checkpoint, Header, Store } from '../store/store.ts'
import { Backfill } from './backfill.ts'
import type { Source } from './source.ts'

/** What has just been committed. */
export type Progress =
  | { type: 'block'; checkpoint: Checkpoint; draft: Draft; catchingUp: boolean }
  /** The chain took blocks back, or the store was rebuilt: nothing that was told before holds. */
  | { type: 'revert'; checkpoint: Checkpoint }

/** What a follower tells of itself, for logs and metrics. */
export type FollowerEvents = {
  progress: (progress: Progress) => void
  trouble: (error: unknown, remedy: string) => void
}

export type FollowerOptions = {
  source: Source
  store: Store
  /** Block in which the exchange was created. */
  firstBlock: number
  events: FollowerEvents
  /** How long a head below the checkpoint is taken for a node that lags, milliseconds. */
  patience?: number
}

/** Without a node's word, blocks this deep are taken for final. */
const ASSUMED_FINALITY = 64
/** Finality is asked for again after so many blocks. */
const FINALITY_STEP = 8
/** Blocks that are read side by side. */
const READ_AHEAD = 16
const PATIENCE = 2_000
const BACKOFF = { first: 50, most: 2_000 }

/** Follows the chain: reads what comes next, folds it, stores it, and tells. One step at a time. */
export class Follower {
  /** The exchange at the checkpoint. Replaced after a reorg. */
  state: State
  /** The node's newest block. */
  head: Header | undefined
  finalized = 0
  readonly #options: FollowerOptions
  readonly #backfill: Backfill
  /** Head at which finality was last asked for. */
  #finalityAsked = 0
  /** Steps made since the start. */
  #steps = 0
  #checked = false
  #caughtUp = false
  #shortSince: number | undefined

  constructor(options: FollowerOptions) {
    this.#options = options
    this.#backfill = new Backfill(options.source)
    this.state = State.from(options.store.rows())
  }

  /** Whether it has come to the head since it was started. */
  get caughtUp(): boolean {
    return this.#caughtUp
  }

  /**
   * Comes up to the node's head, and repeats whatever may pass by itself until it has.
   *
   * @throws {@link StopError} if only a person, or a rebuild, can help.
   */
  async catchUp(signal: AbortSignal): Promise<void> {
    let pause = BACKOFF.first
    while (!signal.aborted) {
      const before = this.#steps
      try {
        await this.#advance(signal)
        return
      } catch (error) {
        const remedy = remedyFor(error)
        this.#options.events.trouble(error, remedy)
        if (remedy === 'stop') throw error
        pause = this.#steps > before ? BACKOFF.first : Math.min(2 * pause, BACKOFF.most)
        await sleep(remedy === 'wait' ? Math.max(pause, 1_000) : pause, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  /** Throws away what is stored and begins again at the first block. */
  rebuild(): void {
    this.#options.store.clear()
    this.state = new State()
    this.#caughtUp = false
  }

  async #advance(signal: AbortSignal): Promise<void> {
    const { source, store } = this.#options
    if (!this.#checked) {
      await source.requireChain()
      this.#checked = true
    }
    const head = await source.block('latest')
    if (!head) throw new ForkError('The node has no newest block')
    this.head = head
    if (head.number < this.finalized) throw new ForkError(`The node is back at block ${head.number}, below final ones`)

    let checkpoint = store.checkpoint()
    const behind = head.number - (checkpoint?.header.number ?? 0)
    if (!this.#caughtUp || behind > ASSUMED_FINALITY) await this.#askFinality(head)
    if (checkpoint && !(await this.#holds(checkpoint, head))) checkpoint = await this.#revert(checkpoint, head)
    checkpoint = await this.#backfillFrom(checkpoint, signal)
    while (checkpoint && checkpoint.header.number < head.number && !signal.aborted) {
      checkpoint = await this.#next(checkpoint, head)
    }
    if (!checkpoint || signal.aborted) return
    if (!this.#caughtUp) {
      this.#caughtUp = true
      // What was told before the start no longer holds, and what came since was not told.
      this.#options.events.progress({ type: 'revert', checkpoint })
    }
    if (head.number < this.#finalityAsked + FINALITY_STEP) return
    this.#prune(await this.#askFinality(head), checkpoint)
  }

  /** @returns The block that the node calls final, if it knows the word. */
  async #askFinality(head: Header): Promise<Header | undefined> {
    const told = await this.#options.source.block('finalized').catch((error: unknown) => {
      if (remedyFor(error) === 'wait') throw error
      return undefined
    })
    this.#finalityAsked = head.number
    const number = told?.number ?? head.number - ASSUMED_FINALITY
    this.finalized = Math.max(this.finalized, Math.min(number, head.number))
    return told
  }

  /** Forgets the way back below what is final, unless the final block is of another fork: then the way back is needed. */
  #prune(final: Header | undefined, { header }: Checkpoint): void {
    const { store } = this.#options
    const kept = final && store.header(final.number)
    if (kept && kept.hash !== final.hash) return
    store.finalize(Math.min(this.finalized, header.number))
  }

  /** Whether the checkpoint is still part of the chain, as far as the head tells. */
  async #holds({ header }: Checkpoint, head: Header): Promise<boolean> {
    if (head.number > header.number + 1) {
      const same = await this.#options.source.block(header.number)
      this.#shortSince = undefined
      return same?.hash === header.hash
    }
    if (head.number === header.number + 1) return head.parent === header.hash
    if (head.number === header.number) return head.hash === header.hash
    // A shorter chain: the node lags behind the one that was asked before, or blocks vanished.
    if (this.#options.store.header(head.number)?.hash !== head.hash) return false
    this.#shortSince ??= Date.now()
    if (Date.now() - this.#shortSince < (this.#options.patience ?? PATIENCE)) return true
    this.#shortSince = undefined
    return false
  }

  /** Goes back to the newest block that is still part of the chain. */
  async #revert(from: Checkpoint, head: Header): Promise<Checkpoint> {
    const { source, store, events } = this.#options
    for (let number = Math.min(from.header.number, head.number); ; number -= 1) {
      const kept = store.header(number)
      if (!kept) throw new StopError(`The chain was changed below block ${number + 1}, which was final`)
      const found = number === head.number ? head : await source.block(number)
      if (found?.hash !== kept.hash) continue
      const checkpoint = store.rollback(kept)
      this.state = State.from(store.rows())
      events.progress({ type: 'revert', checkpoint })
      return checkpoint
    }
  }

  async #backfillFrom(from: Checkpoint | undefined, signal: AbortSignal): Promise<Checkpoint | undefined> {
    const start = from ? from.header.number + 1 : this.#options.firstBlock
    let checkpoint = from
    const to = Math.max(this.finalized, from ? 0 : this.#options.firstBlock)
    for await (const { header, events } of this.#backfill.run(start, to, () => this.state.records.contracts)) {
      if (signal.aborted) break
      checkpoint = this.#apply(header, events, false)
    }
    return checkpoint
  }

  /** The next blocks, read side by side, each checked to follow the one before it. */
  async #next(from: Checkpoint, head: Header): Promise<Checkpoint> {
    const { source } = this.#options
    const first = from.header.number + 1
    const count = Math.min(READ_AHEAD, head.number - first + 1)
    const numbers = Array.from({ length: count }, (_, n) => first + n)
    const headers = await untilFailure(numbers.map((number) => (number === head.number ? head : source.block(number))))
    const chain: Header[] = []
    for (const header of headers) {
      if (header?.parent !== (chain.at(-1) ?? from.header).hash) break
      chain.push(header)
    }
    if (chain.length === 0) throw new ForkError(`Block ${first} does not follow the one before it`)
    let checkpoint = from
    const children = [...this.state.records.contracts.values()]
    for (const [n, events] of (await untilFailure(chain.map((header) => source.events(header, children)))).entries()) {
      // What was read ahead lacks the logs of a contract that has been announced since.
      if (this.state.records.contracts.size > children.length) break
      checkpoint = this.#apply(chain[n] as Header, events, true)
    }
    return checkpoint
  }

  /** Folds, stores, and only then changes what is read. */
  #apply(header: Header, events: readonly ChainEvent[], undoable: boolean): Checkpoint {
    const draft = new Draft(this.state)
    foldEvents(draft, events, header.timestamp)
    const checkpoint = this.#options.store.commit({ header, draft, undoable })
    this.state.absorb(draft)
    this.#steps += 1
    this.#options.events.progress({ type: 'block', checkpoint, draft, catchingUp: !this.#caughtUp })
    return checkpoint
  }
}

/** What came before the first failure, so that a node that fails now and then does not hold up all. @throws the first, if nothing did. */
async function untilFailure<Result>(answers: readonly (Promise<Result> | Result)[]): Promise<Result[]> {
  const results: Result[] = []
  for (const answer of await Promise.allSettled(answers)) {
    if (answer.status === 'fulfilled') results.push(answer.value)
    else if (results.length === 0) throw answer.reason
    else break
  }
  return results
}

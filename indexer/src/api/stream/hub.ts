import { checkpointOf } from '../answers.ts'
import { ApiFailure } from '../errors.ts'
import type { Change, Checkpoint, Commit, ReadModel } from '../readModel.ts'
import type { Channel, RevertMessage, Subscribe } from '../streamSchemas.ts'
import { type Entry, History } from './history.ts'
import { deltaOf, keyOfSubscribe, readSnapshot } from './topic.ts'

/** Deltas that one who resumes is sent; who missed more is better off with a snapshot. */
const MAX_REPLAYED = 1_000

/** One client's interest in one topic. */
export type Subscriber = {
  /** The client's name for it, put in each message. */
  id: string
  send(message: SharedMessage): void
  /** Nothing more will come: what it was about is gone. */
  end(failure: ApiFailure): void
}

/** A message that many are sent under different ids: what is the same for all is made into text once. */
export class SharedMessage {
  readonly type: 'snapshot' | 'delta' | 'revert'
  readonly #tail: string
  readonly #byId = new Map<string, Buffer>()

  /** @param body - The message without `type` and `id`. */
  constructor(type: SharedMessage['type'], body: object) {
    this.type = type
    this.#tail = JSON.stringify(body).slice(1)
  }

  /** Equal ids, which clients of one program have, share the bytes too. */
  bytesFor(id: string): Buffer {
    const known = this.#byId.get(id)
    if (known) return known
    const bytes = Buffer.from(`{"type":"${this.type}","id":${JSON.stringify(id)},${this.#tail}`)
    this.#byId.set(id, bytes)
    return bytes
  }
}

type Topic = {
  key: string
  subscribe: Subscribe
  /** Sequence of the last message: `previous` of the next delta. */
  last: number
  subscribers: Set<Subscriber>
}

/**
 * Tells subscribers what commits changed.
 *
 * Sequences are those of commits, so they survive a restart. A topic's messages form a chain: `previous` of each is
 * `sequence` of the one before. Who resumes within what the history holds, or from the topic's last message, gets the
 * deltas since; any other a snapshot that replaces what it held.
 */
export class Hub {
  readonly #readModel: ReadModel
  readonly #topics = new Map<string, Topic>()
  readonly #history: History
  /** Snapshots made since the last commit, for all who ask before the next one. */
  readonly #snapshots = new Map<string, SharedMessage>()
  /** Of the last commit heard of. */
  #sequence: number

  /** @param capacity - Changes kept for those who resume. */
  constructor(readModel: ReadModel, capacity: number) {
    this.#readModel = readModel
    this.#sequence = readModel.at()?.sequence ?? 0
    this.#history = new History(this.#sequence, capacity)
  }

  /**
   * Begins a subscription: its snapshot, or the deltas that it missed, are sent within the call.
   *
   * @returns Ends it.
   * @throws {@link ApiFailure} if there is no such market or grade, or no block yet.
   */
  add(subscribe: Subscribe, subscriber: Subscriber): () => void {
    const at = checkpointOf(this.#readModel)
    const key = keyOfSubscribe(subscribe)
    const topic = this.#topics.get(key) ?? {
      key,
      subscribe,
      last: this.#history.lastOf(key),
      subscribers: new Set<Subscriber>(),
    }
    // Read also when only deltas are sent: it fails if there is no such market.
    const snapshot = this.#snapshotOf(topic, at, false)
    if (subscribe.from === undefined) subscriber.send(snapshot)
    else this.#resume(topic, at, subscribe.from, subscriber)

    this.#topics.set(key, topic)
    topic.subscribers.add(subscriber)
    return () => {
      topic.subscribers.delete(subscriber)
      if (topic.subscribers.size === 0 && this.#topics.get(key) === topic) this.#topics.delete(key)
    }
  }

  /**
   * To be called with each commit, while the read model stands at it.
   *
   * After commits that were not told, of a catching up, every subscriber gets a snapshot: what they changed is unknown.
   */
  publish(commit: Commit): void {
    const { at } = commit
    const isGap = at.sequence !== this.#sequence + 1
    this.#sequence = at.sequence
    this.#snapshots.clear()
    if (commit.type === 'revert') this.#restart(at, true)
    else if (isGap) this.#restart(at, false)
    else this.#change(at, commit.changes)
  }

  #change(at: Checkpoint, changes: Change[]): void {
    for (const [key, change] of this.#history.push(at, changes).changes) {
      const topic = this.#topics.get(key)
      if (topic) this.#advance(topic, at, deltaOf(change))
    }
    const status = this.#topics.get('status')
    if (status) this.#advance(status, at, this.#readModel.status())
  }

  #advance(topic: Topic, at: Checkpoint, data: unknown): void {
    const message = deltaMessage(topic.subscribe.channel, topic.last, at, data)
    topic.last = at.sequence
    for (const subscriber of topic.subscribers) subscriber.send(message)
  }

  #resume(topic: Topic, at: Checkpoint, from: number, subscriber: Subscriber): void {
    const missed = from <= at.sequence ? this.#missedBy(topic, from) : undefined
    if (!missed) subscriber.send(this.#snapshotOf(topic, at, true))
    let previous = from
    for (const { at, changes } of missed ?? []) {
      const data = deltaOf(changes.get(topic.key) as Change)
      subscriber.send(deltaMessage(topic.subscribe.channel, previous, at, data))
      previous = at.sequence
    }
  }

  /** `undefined` if it is not known. The status is not kept: it is whole in every message. */
  #missedBy(topic: Topic, from: number): Entry[] | undefined {
    if (topic.key === 'status') return undefined
    if (from >= topic.last) return []
    const missed = this.#history.since(from, topic.key)
    return missed && missed.length <= MAX_REPLAYED ? missed : undefined
  }

  /** Forgets what was, and sends everyone the state at `at`; after a word of the revert, if it is one. */
  #restart(at: Checkpoint, isRevert: boolean): void {
    this.#history.clear(at.sequence)
    for (const topic of this.#topics.values()) {
      topic.last = at.sequence
      try {
        const snapshot = this.#snapshotOf(topic, at, true)
        const revert = isRevert ? revertMessage(topic.subscribe.channel, at) : undefined
        for (const subscriber of topic.subscribers) {
          if (revert) subscriber.send(revert)
          subscriber.send(snapshot)
        }
      } catch (error) {
        // The market was listed in a block that was taken back.
        if (!(error instanceof ApiFailure)) throw error
        this.#topics.delete(topic.key)
        for (const subscriber of topic.subscribers) subscriber.end(error)
      }
    }
  }

  #snapshotOf(topic: Topic, at: Checkpoint, reset: boolean): SharedMessage {
    const name = `${topic.key} ${reset}`
    const known = this.#snapshots.get(name)
    if (known) return known
    const message = new SharedMessage('snapshot', {
      channel: topic.subscribe.channel,
      sequence: topic.last,
      block: at.block,
      hash: at.hash,
      data: readSnapshot(this.#readModel, topic.subscribe, topic.last),
      ...(reset && { reset }),
    })
    this.#snapshots.set(name, message)
    return message
  }
}

const deltaMessage = (
  channel: Channel,
  previous: number,
  { sequence, block, hash, finality }: Checkpoint,
  data: unknown,
) => new SharedMessage('delta', { channel, previous, sequence, block, hash, finality, data })

function revertMessage(channel: Channel, at: Checkpoint): SharedMessage {
  const body: Omit<RevertMessage, 'type' | 'id'> = { channel, toBlock: at.block, toHash: at.hash }
  return new SharedMessage('revert', body)
}

import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bookFeed } from './feeds.ts'
import { createLive } from './live.ts'
import { bookKey } from './queries.ts'
import { createStream, type Stream } from './stream.ts'

/** A socket in the test's hands. */
class FakeSocket {
  static opened: FakeSocket[] = []
  readyState: number = WebSocket.CONNECTING
  sent: Record<string, unknown>[] = []
  onopen?: () => void
  onclose?: () => void
  onmessage?: (event: { data: string }) => void

  constructor() {
    FakeSocket.opened.push(this)
  }

  accept() {
    this.readyState = WebSocket.OPEN
    this.onopen?.()
  }

  send(message: string) {
    this.sent.push(JSON.parse(message))
  }

  close() {
    this.readyState = WebSocket.CLOSED
    this.onclose?.()
  }

  receive(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) })
  }

  /** Number of the subscription that was asked for last. */
  get lastId() {
    return this.sent.findLast(({ op }) => op === 'subscribe')?.id
  }
}

let stream: Stream
let client: QueryClient
const socket = () => FakeSocket.opened.at(-1) as FakeSocket
const level = (tick: number, lots: string) => ({ tick, lots, orders: 1 })
const book = (...bids: ReturnType<typeof level>[]) => ({ symbol: 'H100Z26', sequence: 1, bids, asks: [] })
const snapshot = (sequence: number, data: object) =>
  socket().receive({ type: 'snapshot', id: socket().lastId, channel: 'book', sequence, block: sequence, data })
const delta = (previous: number, sequence: number, ...bids: ReturnType<typeof level>[]) =>
  socket().receive({
    type: 'delta',
    id: socket().lastId,
    channel: 'book',
    previous,
    sequence,
    block: sequence,
    data: { bids, asks: [] },
  })
const bids = () => client.getQueryData<ReturnType<typeof book>>(bookKey('H100Z26'))?.bids.map(({ tick }) => tick)

beforeEach(() => {
  vi.useFakeTimers()
  FakeSocket.opened = []
  client = new QueryClient()
  stream = createStream('ws://test', () => new FakeSocket() as unknown as WebSocket)
})

afterEach(() => {
  stream.close()
  vi.useRealTimers()
})

describe('a feed of the book', () => {
  test('folds deltas onto the snapshot', () => {
    createLive(stream, client).hold(bookFeed('H100Z26'))
    socket().accept()
    snapshot(1, book(level(10, '5')))
    delta(1, 2, level(11, '5'))
    expect(bids()).toEqual([11, 10])
  })

  test('LAG: asks anew after a gap, and takes nothing before the new snapshot', () => {
    createLive(stream, client).hold(bookFeed('H100Z26'))
    socket().accept()
    snapshot(1, book(level(10, '5')))
    const firstId = socket().lastId
    delta(2, 3, level(12, '5'))
    expect(bids(), 'the delta after the gap is not applied').toEqual([10])
    expect(socket().lastId).not.toBe(firstId)
    socket().receive({
      type: 'delta',
      id: firstId,
      channel: 'book',
      previous: 1,
      sequence: 2,
      block: 2,
      data: { bids: [level(99, '1')], asks: [] },
    })
    expect(bids(), 'a late message of the old subscription is nobody’s').toEqual([10])
    snapshot(3, book(level(12, '5')))
    expect(bids()).toEqual([12])
  })

  test('REORG: after a revert waits for the snapshot that follows', () => {
    const live = createLive(stream, client)
    live.hold(bookFeed('H100Z26'))
    socket().accept()
    snapshot(5, book(level(10, '5'), level(9, '5')))
    expect(live.isFresh(bookKey('H100Z26'))).toBe(true)
    socket().receive({ type: 'revert', id: socket().lastId, channel: 'book', toBlock: 3, toHash: '0x' })
    expect(live.isFresh(bookKey('H100Z26'))).toBe(false)
    snapshot(6, book(level(9, '5')))
    delta(6, 7, level(8, '5'))
    expect(bids(), 'what the reorg took back is gone').toEqual([9, 8])
  })

  test('two holders share one subscription, the last one ends it', () => {
    const live = createLive(stream, client)
    socket().accept()
    const releaseFirst = live.hold(bookFeed('H100Z26'))
    const releaseSecond = live.hold(bookFeed('H100Z26'))
    expect(socket().sent).toHaveLength(1)
    releaseFirst()
    expect(socket().sent).toHaveLength(1)
    releaseSecond()
    expect(socket().sent.at(-1)).toMatchObject({ op: 'unsubscribe' })
  })
})

describe('the connection', () => {
  test('is opened again after it was lost, and everything subscribed anew', () => {
    const live = createLive(stream, client)
    live.hold(bookFeed('H100Z26'))
    socket().accept()
    snapshot(1, book(level(10, '5')))
    socket().close()
    expect(stream.state().status).toBe('offline')
    expect(live.isFresh(bookKey('H100Z26'))).toBe(false)
    expect(bids(), 'the old book stays on the screen').toEqual([10])
    vi.advanceTimersByTime(600)
    socket().accept()
    expect(FakeSocket.opened).toHaveLength(2)
    expect(socket().lastId).toBeDefined()
    expect(stream.state().status).toBe('live')
  })

  test('LAG: is stale after two missed heartbeats, and given up after four', () => {
    socket().accept()
    socket().receive({ type: 'heartbeat', block: 7, sequence: 1, head: 9 })
    expect(stream.state()).toEqual({ status: 'live', block: 7, head: 9 })
    vi.advanceTimersByTime(12_000)
    expect(stream.state().status).toBe('stale')
    vi.advanceTimersByTime(11_000)
    expect(FakeSocket.opened.length).toBeGreaterThan(1)
  })
})

import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type Api, startApi } from '../../src/api/server.ts'
import { FakeReadModel } from './fakeReadModel.ts'
import { lots, tick } from './rows.ts'
import { StreamClient } from './streamClient.ts'

let readModel: FakeReadModel
let api: Api
let client: StreamClient

const logger = pino({ enabled: false })
const BOOK = { channel: 'book', symbol: 'H100Z26' } as const

beforeEach(async () => {
  readModel = new FakeReadModel()
  api = await startApi({ readModel, host: '127.0.0.1', port: 0, logger, stream: { heartbeat: 40, maxClients: 3 } })
  client = await StreamClient.connect(api.url)
})

afterEach(() => api.close())

const metrics = async () => (await fetch(`${api.url}/metrics`)).text()

describe('QUERY: what a client must not do', () => {
  it.each([
    ['no JSON', '{', null, { code: 'invalid_message' }],
    ['no object', '7', null, { code: 'invalid_message' }],
    ['nothing', '', null, { code: 'invalid_message' }],
    ['no such op', { op: 'sell', id: 'a' }, 'a', { code: 'invalid_parameter', parameter: 'op' }],
    ['no such channel', { op: 'subscribe', id: 'a', channel: 'gossip' }, 'a', { parameter: 'channel' }],
    ['no symbol', { op: 'subscribe', id: 'a', channel: 'book' }, 'a', { parameter: 'symbol' }],
    ['no id', { op: 'subscribe', ...BOOK }, null, { parameter: 'id' }],
    ['a fraction to resume from', { op: 'subscribe', id: 'a', ...BOOK, from: 1.5 }, 'a', { parameter: 'from' }],
    ['no address', { op: 'subscribe', id: 'a', channel: 'account', address: '0x1' }, 'a', { parameter: 'address' }],
    ['unknown market', { op: 'subscribe', id: 'a', channel: 'book', symbol: 'NONE' }, 'a', { code: 'unknown_symbol' }],
    ['unknown grade', { op: 'subscribe', id: 'a', channel: 'curve', grade: 'NONE' }, 'a', { code: 'unknown_grade' }],
  ])('%s', async (_name, message, id, error) => {
    client.send(message)
    expect(await client.next()).toMatchObject({ type: 'error', id, error })
    await client.settle()
  })

  it('takes an id twice', async () => {
    client.subscribe('b', BOOK)
    await client.next()
    client.subscribe('b', BOOK)
    expect(await client.next()).toMatchObject({ type: 'error', id: 'b', error: { parameter: 'id' } })
  })

  it('subscribes more than 100 times', async () => {
    for (let count = 0; count <= 100; count++) client.subscribe(String(count), { channel: 'status' })
    for (let count = 0; count < 100; count++) expect((await client.next()).type).toBe('snapshot')
    expect(await client.next()).toMatchObject({ type: 'error', id: '100', error: { code: 'too_many_subscriptions' } })
    client.send({ op: 'unsubscribe', id: '0' })
    client.subscribe('100', { channel: 'status' })
    expect(await client.next()).toMatchObject({ type: 'snapshot', id: '100' })
  })

  it('sends a message of more than 4 KiB', async () => {
    client.send({ op: 'ping', rest: 'x'.repeat(5_000) })
    expect(await client.closed()).toBe(1009)
  })

  it('sends without end', async () => {
    for (let count = 0; count < 2_000; count++) client.send({ op: 'ping' })
    expect(await client.closed()).toBe(4029)
  })

  it('connects when there are as many as may be, or to another path', async () => {
    await StreamClient.connect(api.url)
    await StreamClient.connect(api.url)
    await expect(StreamClient.connect(api.url)).rejects.toThrow('503')
    const elsewhere = new WebSocket(`${api.url.replace('http', 'ws')}/v1/markets`)
    await expect(new Promise((_resolve, reject) => elsewhere.on('error', reject))).rejects.toThrow('404')
  })

  it('subscribes before the first block', async () => {
    readModel.checkpoint = undefined
    client.subscribe('b', BOOK)
    expect(await client.next()).toMatchObject({ type: 'error', id: 'b', error: { code: 'not_ready' } })
  })
})

describe('QUERY: a client that does not read', () => {
  const levels = Array.from({ length: 1_000 }, (_, index) => ({ tick: tick(index + 1), lots: lots(1n), orders: 1 }))

  it('is given up before it costs memory, and it alone', async () => {
    await api.close()
    api = await startApi({ readModel, host: '127.0.0.1', port: 0, logger })
    client = await StreamClient.connect(api.url)
    const slow = await StreamClient.connect(api.url)
    for (const each of [slow, client]) {
      each.subscribe('b', BOOK)
      await each.next()
    }

    slow.socket.pause()
    for (let count = 0; count < 300; count++) {
      readModel.commit([{ ...BOOK, bids: levels, asks: [] }])
      expect(await client.next()).toMatchObject({ type: 'delta', previous: 40 + count, sequence: 41 + count })
    }
    expect(await metrics()).toContain('gigahour_stream_dropped_total{reason="too slow"} 1')
    expect(await metrics()).toContain('gigahour_stream_subscriptions 1')
    const code = slow.closed()
    slow.socket.resume()
    expect(await code).toBe(4008)
  }, 30_000)

  it('is given up when it is silent for long', async () => {
    client.socket.pause()
    await vi.waitFor(async () => expect(await metrics()).toContain('gigahour_stream_dropped_total{reason="silent"} 1'))
    expect(await metrics()).toContain('gigahour_stream_clients 0')
  })
})

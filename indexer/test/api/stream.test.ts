import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Change, MarketChange } from '../../src/api/readModel.ts'
import { type Api, startApi } from '../../src/api/server.ts'
import { FakeReadModel } from './fakeReadModel.ts'
import { accountFillAt, fillAt, hashOf, lots, MAKER, stats, tick } from './rows.ts'
import { StreamClient } from './streamClient.ts'

let readModel: FakeReadModel
let api: Api
let client: StreamClient

const HISTORY = 20
const logger = pino({ enabled: false })

beforeEach(async () => {
  readModel = new FakeReadModel()
  const stream = { heartbeat: 40, maxClients: 3, history: HISTORY }
  api = await startApi({ readModel, host: '127.0.0.1', port: 0, logger, stream })
  client = await StreamClient.connect(api.url)
})

afterEach(() => api.close())

const BOOK = { channel: 'book', symbol: 'H100Z26' } as const
const bookChange = (price: number, quantity: bigint): Change => ({
  ...BOOK,
  bids: [{ tick: tick(price), lots: lots(quantity), orders: quantity === 0n ? 0 : 1 }],
  asks: [],
})

/** What a market's change says. */
const turn: MarketChange = {
  symbol: 'H100Z26',
  status: 'halted',
  haltedUntil: 1_790_003_600,
  settlementTick: null,
  stats,
}

describe('a subscription', () => {
  it('begins with a snapshot and goes on with one delta a block, each naming the one before', async () => {
    client.subscribe('b', BOOK)
    const snapshot = await client.next()
    expect(snapshot).toMatchObject({
      type: 'snapshot',
      id: 'b',
      channel: 'book',
      sequence: 40,
      block: 100,
      hash: hashOf(100),
    })
    expect(snapshot).not.toHaveProperty('reset')

    readModel.commit([bookChange(2_810, 700n)])
    readModel.commit([]) // A block without a change of the book: no message, no gap.
    readModel.commit([bookChange(2_810, 0n)])

    const bids = [{ tick: 2_810, lots: '700', orders: 1 }]
    expect(await client.next()).toEqual({
      ...{ type: 'delta', id: 'b', channel: 'book', previous: 40, sequence: 41, block: 101, hash: hashOf(101) },
      ...{ finality: 'latest', data: { bids, asks: [] } },
    })
    const gone = [{ tick: 2_810, lots: '0', orders: 0 }]
    expect(await client.next()).toMatchObject({ previous: 41, sequence: 43, data: { bids: gone } })
  })

  const point = () => readModel.curves()[0]?.points ?? []
  it.each<[string, object, () => Change]>([
    ['fills', { symbol: 'H100Z26' }, () => ({ channel: 'fills', symbol: 'H100Z26', fills: [fillAt(101, 1, 0)] })],
    [
      'candles',
      { symbol: 'H100Z26', interval: '1h' },
      () => ({
        channel: 'candles',
        symbol: 'H100Z26',
        interval: '1h',
        candles: readModel.candles('H100Z26', '1h', { from: 0, to: 1, limit: 1 }) ?? [],
      }),
    ],
    ['curve', { grade: 'H100-US' }, () => ({ channel: 'curve', grade: 'H100-US', points: point() })],
    ['markets', {}, () => ({ channel: 'markets', markets: [turn] })],
    [
      'account',
      { address: `0x${MAKER.slice(2).toUpperCase()}` },
      () => ({
        channel: 'account',
        account: MAKER,
        fills: [accountFillAt(101, 1)],
        balances: readModel.balances(MAKER),
      }),
    ],
  ])('to %s is told its changes as its schema says', async (channel, rest, change) => {
    client.subscribe('x', { channel, ...rest })
    expect(await client.next()).toMatchObject({ type: 'snapshot', id: 'x', channel })
    readModel.commit([change()])
    expect(await client.next()).toMatchObject({ type: 'delta', id: 'x', channel, previous: 40, sequence: 41 })
  })

  it('to the status is told every block', async () => {
    client.subscribe('s', { channel: 'status' })
    await client.next()
    readModel.commit([])
    expect(await client.next()).toMatchObject({ type: 'delta', previous: 40, sequence: 41, data: { indexed: 101 } })
  })

  it('is told its own changes alone, and none after it ended', async () => {
    client.subscribe('other', { channel: 'book', symbol: 'WETH-USDC' })
    await client.next()
    readModel.commit([bookChange(2_810, 1n)])
    await client.settle()

    client.subscribe('b', BOOK)
    await client.next()
    client.send({ op: 'unsubscribe', id: 'b' })
    await client.settle()
    readModel.commit([bookChange(2_811, 1n)])
    await client.settle()
  })

  it('of one topic has the same sequences for all, whatever their ids', async () => {
    const second = await StreamClient.connect(api.url)
    client.subscribe('one', BOOK)
    await client.next()
    readModel.commit([bookChange(2_810, 1n)])
    await client.next()
    readModel.commit([])
    second.subscribe('two', BOOK)
    expect(await second.next()).toMatchObject({ type: 'snapshot', id: 'two', sequence: 41, block: 102 })
    readModel.commit([bookChange(2_811, 1n)])
    expect(await client.next()).toMatchObject({ id: 'one', previous: 41, sequence: 43 })
    expect(await second.next()).toMatchObject({ id: 'two', previous: 41, sequence: 43 })
  })
})

describe('resuming', () => {
  it('sends what was missed, and goes on from there', async () => {
    readModel.commit([bookChange(2_810, 1n)])
    readModel.commit([bookChange(2_811, 1n)])
    readModel.commit([])
    client.subscribe('b', { ...BOOK, from: 40 })
    expect(await client.next()).toMatchObject({ type: 'delta', previous: 40, sequence: 41, block: 101 })
    expect(await client.next()).toMatchObject({ type: 'delta', previous: 41, sequence: 42, block: 102 })
    readModel.commit([bookChange(2_812, 1n)])
    expect(await client.next()).toMatchObject({ type: 'delta', previous: 42, sequence: 44 })
  })

  it('sends nothing if nothing was missed', async () => {
    readModel.commit([bookChange(2_810, 1n)])
    client.subscribe('b', { ...BOOK, from: 41 })
    await client.settle()
  })

  it.each([
    ['before what is kept', 39],
    ['after what there is: another database', 900],
  ])('%s begins anew with a reset', async (_name, from) => {
    client.subscribe('b', { ...BOOK, from })
    expect(await client.next()).toMatchObject({ type: 'snapshot', reset: true, sequence: 40 })
  })

  it('begins anew when more changed since than is kept', async () => {
    for (let count = 0; count <= HISTORY; count++) readModel.commit([bookChange(2_000 + count, 1n)])
    client.subscribe('b', { ...BOOK, from: 40 })
    expect(await client.next()).toMatchObject({ type: 'snapshot', reset: true, sequence: 61 })
    client.subscribe('c', { ...BOOK, from: 60 })
    expect(await client.next()).toMatchObject({ type: 'delta', id: 'c', previous: 60, sequence: 61 })
  })

  it('after a restart goes on if nothing was committed since', async () => {
    await api.close()
    api = await startApi({ readModel, host: '127.0.0.1', port: 0, logger })
    client = await StreamClient.connect(api.url)
    client.subscribe('b', { ...BOOK, from: 40 })
    await client.settle()
    readModel.commit([bookChange(2_810, 1n)])
    expect(await client.next()).toMatchObject({ type: 'delta', previous: 40, sequence: 41 })
  })
})

it('sends the state as a whole after commits that it was not told of', async () => {
  client.subscribe('b', BOOK)
  await client.next()
  readModel.skip(5)
  readModel.commit([bookChange(2_810, 1n)])
  expect(await client.next()).toMatchObject({ type: 'snapshot', reset: true, sequence: 46, block: 106 })
  readModel.commit([bookChange(2_811, 1n)])
  expect(await client.next()).toMatchObject({ type: 'delta', previous: 46, sequence: 47 })
})

describe('a reorg', () => {
  it('is told, followed by the state at the ancestor, then by the blocks instead', async () => {
    client.subscribe('b', BOOK)
    await client.next()
    readModel.commit([bookChange(2_810, 1n)])
    await client.next()

    readModel.revert(100)
    expect(await client.next()).toEqual({ type: 'revert', id: 'b', channel: 'book', toBlock: 100, toHash: hashOf(100) })
    expect(await client.next()).toMatchObject({ type: 'snapshot', reset: true, sequence: 42, block: 100 })

    readModel.commit([bookChange(2_811, 1n)])
    expect(await client.next()).toMatchObject({ type: 'delta', previous: 42, sequence: 43, block: 101 })
  })

  it('REORG: voids what a client that was away holds', async () => {
    readModel.commit([bookChange(2_810, 1n)])
    readModel.revert(100)
    readModel.commit([bookChange(2_811, 1n)])
    client.subscribe('b', { ...BOOK, from: 41 })
    expect(await client.next()).toMatchObject({ type: 'snapshot', reset: true, sequence: 43 })
  })

  it('REORG: that takes back the listing itself ends the subscription', async () => {
    client.subscribe('b', BOOK)
    await client.next()
    readModel.book = () => undefined
    readModel.markets = () => []
    readModel.revert(99)
    expect(await client.next()).toMatchObject({ type: 'error', id: 'b', error: { code: 'unknown_symbol' } })
    readModel.commit([bookChange(2_810, 1n)])
    await client.settle()
  })
})

it('LAG: sends a heartbeat on a quiet chain', async () => {
  await vi.waitFor(() => expect(client.received.length).toBeGreaterThan(2))
  expect(client.received.at(-1)).toEqual({ type: 'heartbeat', block: 100, sequence: 40, head: 101 })
})

it('ends connections when a commit could not be told: what they hold may be old', async () => {
  client.subscribe('b', BOOK)
  await client.next()
  const closed = client.closed()
  readModel.commit([{ ...BOOK, asks: [], bids: undefined as never }])
  await closed
})

it('serves REST on the same port, and frees it', async () => {
  expect((await fetch(`${api.url}/v1/markets`)).status).toBe(200)
  const closed = client.closed()
  await api.close()
  await closed
  expect(readModel.listeners.size).toBe(0)
  await expect(fetch(`${api.url}/healthz`)).rejects.toThrow()
  api = await startApi({ readModel, host: '127.0.0.1', port: 0, logger })
})

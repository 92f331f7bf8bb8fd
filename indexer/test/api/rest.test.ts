import { pino } from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { createApp } from '../../src/api/app.ts'
import { createMetrics } from '../../src/api/metrics.ts'
import {
  AccountFill,
  AccountOrder,
  answerOf,
  Balance,
  Book,
  Candle,
  Curve,
  ErrorBody,
  Fill,
  Market,
  Position,
  pageOf,
  Status,
} from '../../src/api/schemas.ts'
import { FakeReadModel } from './fakeReadModel.ts'
import { HUGE, MAKER } from './rows.ts'

let readModel: FakeReadModel
let app: ReturnType<typeof createApp>

beforeEach(() => {
  readModel = new FakeReadModel()
  const logger = pino({ enabled: false })
  app = createApp({ readModel, metrics: createMetrics(readModel), logger, version: '1.2.3' })
})

/** The answer, checked against the schema that its description promises. */
async function read<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
  const response = await app.request(path)
  expect(response.status).toBe(200)
  const body: unknown = await response.json()
  const parsed = schema.parse(body)
  expect(parsed, 'nothing that the schema does not name').toEqual(body)
  return parsed
}

/** The error, with its status in front of it. */
async function fail(path: string) {
  const response = await app.request(path)
  const { error } = ErrorBody.parse(await response.json())
  return [response.status, error.code, error.parameter, error.message]
}

describe('every route answers what its schema says', () => {
  it.each([
    ['/v1/markets', answerOf(Market.array())],
    ['/v1/markets/H100Z26', answerOf(Market)],
    ['/v1/markets/WETH-USDC', answerOf(Market)],
    ['/v1/markets/H100Z26/book', answerOf(Book)],
    ['/v1/markets/H100Z26/fills', pageOf(Fill)],
    ['/v1/markets/H100Z26/candles?interval=1h', pageOf(Candle)],
    ['/v1/curves', answerOf(Curve.array())],
    ['/v1/curves/H100-US', answerOf(Curve)],
    [`/v1/accounts/${MAKER}/balances`, answerOf(Balance.array())],
    [`/v1/accounts/${MAKER}/orders`, pageOf(AccountOrder)],
    [`/v1/accounts/${MAKER}/fills`, pageOf(AccountFill)],
    [`/v1/accounts/${MAKER}/positions`, answerOf(Position.array())],
    ['/v1/status', answerOf(Status)],
  ])('%s', async (path, schema) => {
    const { at } = await read<z.ZodType<{ at: unknown }>>(path, schema)
    expect(at).toEqual(readModel.checkpoint)
  })

  it('UNKNOWN: gives a change over 24 hours, a half tick and null for what is not known', async () => {
    const { data } = await read('/v1/markets/H100Z26', answerOf(Market))
    expect(data.stats).toMatchObject({ change24h: -10, mid: 2_810.5, previousClose: null })
    expect(data).toMatchObject({ kind: 'series', base: null })
  })

  it('gives what a position was traded for with its fraction', async () => {
    const { data } = await read(`/v1/accounts/${MAKER}/positions`, answerOf(Position.array()))
    expect(data[0]).toMatchObject({ net: '-1500', averagePrice: '2810.000666', unrealised: null })
  })

  it('takes an address in capital letters', async () => {
    const { data } = await read(`/v1/accounts/0x${MAKER.slice(2).toUpperCase()}/balances`, answerOf(Balance.array()))
    expect(data).toHaveLength(1)
  })
})

describe('BIGINT: integers larger than a float travel whole', () => {
  it.each([
    ['/v1/markets/H100Z26', String(HUGE)],
    ['/v1/markets/H100Z26/book', String(2n ** 56n - 1n)],
    ['/v1/markets/H100Z26/candles?interval=1h', String(HUGE)],
    [`/v1/accounts/${MAKER}/balances`, String(HUGE)],
    [`/v1/accounts/${MAKER}/positions`, String(-HUGE)],
  ])('%s', async (path, digits) => {
    expect(await (await app.request(path)).text()).toContain(`"${digits}"`)
  })
})

describe('pages', () => {
  it('QUERY: walk over every fill once, also within one log', async () => {
    const ids: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const path: string = `/v1/markets/H100Z26/fills?limit=4${next && `&before=${next}`}`
      const answer: { data: Fill[]; next: string | null } = await read(path, pageOf(Fill))
      ids.push(...answer.data.map((fill) => fill.id))
      next = answer.next
    }
    expect(ids).toHaveLength(15)
    expect(new Set(ids).size).toBe(15)
    expect(ids.slice(0, 4)).toEqual(['5-7-2', '5-7-1', '5-7-0', '4-7-2'])
  })

  it('of candles go back with `next` as `to`', async () => {
    const newest = await read('/v1/markets/H100Z26/candles?interval=1h&limit=2', pageOf(Candle))
    expect(newest.data.map((candle) => candle.start)).toEqual([3_600, 7_200])
    const older = await read(`/v1/markets/H100Z26/candles?interval=1h&limit=2&to=${newest.next}`, pageOf(Candle))
    expect(older.data.map((candle) => candle.start)).toEqual([0])
    expect(older.next).toBeNull()
  })

  it('of orders are the open ones unless all are asked for', async () => {
    const open = await read(`/v1/accounts/${MAKER}/orders`, pageOf(AccountOrder))
    expect(open.data.map((order) => order.slot)).toEqual([9, 6])
    const all = await read(`/v1/accounts/${MAKER}/orders?status=all`, pageOf(AccountOrder))
    expect(all.data).toHaveLength(4)
  })
})

describe('QUERY: an error names the parameter and the rule', () => {
  const account = `/v1/accounts/${MAKER}`
  it.each([
    ['/v1/markets/H100Z26/book?depth=5000', 'depth', 'depth must be 1 to 1000, got 5000'],
    ['/v1/markets/H100Z26/book?depth=0', 'depth', 'depth must be 1 to 1000, got 0'],
    ['/v1/markets/H100Z26/book?depth=', 'depth', 'depth must be 1 to 1000, got '],
    ['/v1/markets/H100Z26/book?depth=1e2', 'depth', 'depth must be 1 to 1000, got 1e2'],
    ['/v1/markets/H100Z26/book?depth=1&depth=2', 'depth', 'depth must be given once'],
    ['/v1/markets/H100Z26/fills?limit=1001', 'limit', 'limit must be 1 to 1000, got 1001'],
    ['/v1/markets/H100Z26/fills?limit=-1', 'limit', 'limit must be 1 to 1000, got -1'],
    ['/v1/markets/H100Z26/fills?before=x', 'before', 'before must be a `next` of an earlier answer, got x'],
    ['/v1/markets/H100Z26/candles', 'interval', 'interval must be one of 1m, 5m, 15m, 1h, 4h, 1d, got undefined'],
    [
      '/v1/markets/H100Z26/candles?interval=1h&from=2026-01-01',
      'from',
      'from must be 0 to 99999999999, got 2026-01-01',
    ],
    [`${account}/orders?status=closed`, 'status', 'status must be open or all, got closed'],
    [`${account}/orders?limit=9999`, 'limit', 'limit must be 1 to 1000, got 9999'],
    [`${account}/fills?limit=9999`, 'limit', 'limit must be 1 to 1000, got 9999'],
    ['/v1/accounts/0x12/balances', 'address', 'address must be 0x and 40 hexadecimal digits, got 0x12'],
  ])('%s', async (path, parameter, message) => {
    expect(await fail(path)).toEqual([400, 'invalid_parameter', parameter, message])
  })

  it('says which markets and grades there are', async () => {
    const message = 'There is no market NONE; there is H100Z26, WETH-USDC'
    for (const path of ['', '/book', '/fills', '/candles?interval=1m']) {
      expect(await fail(`/v1/markets/NONE${path}`)).toEqual([404, 'unknown_symbol', 'symbol', message])
    }
    const grade = 'There is no grade A100; there is H100-US'
    expect(await fail('/v1/curves/A100')).toEqual([404, 'unknown_grade', 'grade', grade])
  })

  it('repeats what was given only in part, and on one line', async () => {
    const [, , , message] = await fail(`/v1/markets/H100Z26/book?depth=${'%0A'.repeat(5_000)}`)
    expect(String(message).length).toBeLessThan(250)
    expect(message).not.toContain('\n')
  })

  it('says that there is no such route', async () => {
    expect(await fail('/v2/markets')).toEqual([404, 'unknown_route', null, expect.stringContaining('GET /v2/markets')])
  })

  it('says nothing of what failed inside', async () => {
    readModel.markets = () => {
      throw new Error('secret path')
    }
    const [status, code, , message] = await fail('/v1/markets')
    expect([status, code]).toEqual([500, 'internal'])
    expect(message).not.toContain('secret')
  })
})

describe('before the first block', () => {
  beforeEach(() => {
    readModel.checkpoint = undefined
  })

  it.each(['/v1/markets', '/v1/status', '/v1/curves/none', `/v1/accounts/${MAKER}/fills`])('%s', async (path) => {
    expect(await fail(path)).toEqual([503, 'not_ready', null, expect.any(String)])
  })

  it('it is alive and not ready', async () => {
    expect((await app.request('/healthz')).status).toBe(200)
    expect((await app.request('/readyz')).status).toBe(503)
  })
})

it('LAG: is not ready while it says so itself, though it still answers', async () => {
  readModel.isReady = false
  expect((await app.request('/readyz')).status).toBe(503)
  expect((await app.request('/v1/markets')).status).toBe(200)
  readModel.isReady = true
  expect((await app.request('/readyz')).status).toBe(200)
})

it('lets every page read it, and no page frame it or guess its type', async () => {
  const { headers } = await app.request('/v1/markets', { headers: { origin: 'https://a.example' } })
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('cache-control')).toBe('no-store')
})

it('counts requests by route, not by path', async () => {
  await app.request('/v1/markets/H100Z26')
  await app.request('/v1/markets/NONE')
  await app.request('/anything')
  const text = await (await app.request('/metrics')).text()
  expect(text).toContain('gigahour_http_request_seconds_count{route="/v1/markets/:symbol",status="200"} 1')
  expect(text).toContain('gigahour_http_request_seconds_count{route="/v1/markets/:symbol",status="404"} 1')
  expect(text).not.toContain('anything')
  expect(text).toContain('gigahour_indexed_block 100')
})

import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createApp } from '../../src/api/app.ts'
import { createMetrics } from '../../src/api/metrics.ts'
import { FakeReadModel } from './fakeReadModel.ts'

type Operation = { summary?: string; parameters?: { name: string; description?: string }[]; responses: object }
type Description = {
  openapi: string
  info: { version: string }
  paths: Record<string, { get: Operation }>
  components: { schemas: Record<string, unknown> }
}

async function describe(): Promise<{ text: string; description: Description }> {
  const readModel = new FakeReadModel()
  const logger = pino({ enabled: false })
  const app = createApp({ readModel, metrics: createMetrics(readModel), logger, version: '1.2.3' })
  const text = await (await app.request('/openapi.json')).text()
  return { text, description: JSON.parse(text) as Description }
}

it('describes every route, what it takes and what goes wrong', async () => {
  const { description } = await describe()
  expect(description.openapi).toBe('3.1.0')
  expect(description.info.version).toBe('1.2.3')
  expect(Object.keys(description.paths)).toEqual([
    '/v1/markets',
    '/v1/markets/{symbol}',
    '/v1/markets/{symbol}/book',
    '/v1/markets/{symbol}/fills',
    '/v1/markets/{symbol}/candles',
    '/v1/curves',
    '/v1/curves/{grade}',
    '/v1/accounts/{address}/balances',
    '/v1/accounts/{address}/orders',
    '/v1/accounts/{address}/fills',
    '/v1/accounts/{address}/positions',
    '/v1/offers',
    '/v1/deliveries',
    '/v1/deliveries/{election}',
    '/v1/deliveries/{election}/receipts',
    '/v1/credits',
    '/v1/credits/{token}',
    '/v1/credits/{token}/redemptions',
    '/v1/credits/{token}/events',
    '/v1/credits/{token}/history',
    '/v1/notes',
    '/v1/notes/{token}',
    '/v1/notes/{token}/coupons',
    '/v1/bundles',
    '/v1/financing',
    '/v1/monitor',
    '/v1/accounts/{address}/deliveries',
    '/v1/accounts/{address}/financing',
    '/v1/accounts/{address}/provider',
    '/v1/index',
    '/v1/index/{grade}',
    '/v1/settlements',
    '/v1/settlements/{symbol}',
    '/v1/marks',
    '/v1/markets/{symbol}/marks',
    '/v1/legs',
    '/v1/accounts/{address}/legs',
    '/v1/accounts/{address}/access',
    '/v1/accounts/{address}/redemptions',
    '/v1/accounts/{address}/profits',
    '/v1/status',
  ])
  for (const { get } of Object.values(description.paths)) {
    expect(get.summary).toBeTruthy()
    expect(Object.keys(get.responses)).toEqual(['200', '400', '404', '503'])
    for (const { name, description } of get.parameters ?? []) expect(description, name).toBeTruthy()
  }
})

it('points at no schema that it does not have', async () => {
  const { text, description } = await describe()
  const named = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(20)
  expect(Object.keys(description.components.schemas)).toEqual(expect.arrayContaining(named))
})

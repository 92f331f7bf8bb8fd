import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { createApp } from '../../src/api/app.ts'
import { Credit, CreditEvent, Redemption } from '../../src/api/creditSchemas.ts'
import { AccountDeliveries, Delivery, DeliveryReceipt, Offer } from '../../src/api/deliverySchemas.ts'
import { Bundle, FinancingRow } from '../../src/api/financingSchemas.ts'
import { createMetrics } from '../../src/api/metrics.ts'
import { Monitor, MonitorPoint } from '../../src/api/monitorSchemas.ts'
import { Coupon, Note } from '../../src/api/noteSchemas.ts'
import { AccountFinancing, Provider } from '../../src/api/providerSchemas.ts'
import { answerOf, ErrorBody, pageOf } from '../../src/api/schemas.ts'
import { deltaOf, readSnapshot } from '../../src/api/stream/topic.ts'
import { deltaData, snapshotData } from '../../src/api/streamSchemas.ts'
import { FurtherChanges } from '../../src/read/furtherChanges.ts'
import { BUNDLE, CREDIT, financeStory, HOLDER, ISSUER, NOTE } from '../support/financeStory.ts'
import { FakeReadModel } from './fakeReadModel.ts'

const readModel = new FakeReadModel()
const logger = pino({ enabled: false })
const app = createApp({ readModel, metrics: createMetrics(readModel), logger, version: '1.2.3' })

async function read<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
  const response = await app.request(path)
  expect(response.status).toBe(200)
  const body: unknown = await response.json()
  const parsed = schema.parse(body)
  expect(parsed, 'nothing that the schema does not name').toEqual(body)
  return parsed
}

const rows = (value: unknown): number => (Array.isArray(value) ? value.length : 1)

describe('every route answers what its schema says', () => {
  it.each([
    ['/v1/offers', pageOf(Offer)],
    ['/v1/deliveries', pageOf(Delivery)],
    ['/v1/deliveries/1', answerOf(Delivery)],
    ['/v1/deliveries/1/receipts', pageOf(DeliveryReceipt)],
    ['/v1/credits', pageOf(Credit)],
    [`/v1/credits/${CREDIT.toUpperCase().replace('0X', '0x')}`, answerOf(Credit)],
    [`/v1/credits/${CREDIT}/redemptions`, pageOf(Redemption)],
    [`/v1/credits/${CREDIT}/events`, pageOf(CreditEvent)],
    [`/v1/credits/${CREDIT}/history`, pageOf(MonitorPoint)],
    ['/v1/notes', pageOf(Note)],
    [`/v1/notes/${NOTE}`, answerOf(Note)],
    [`/v1/notes/${NOTE}/coupons`, pageOf(Coupon)],
    ['/v1/bundles', pageOf(Bundle)],
    ['/v1/financing', answerOf(FinancingRow.array())],
    ['/v1/monitor', answerOf(Monitor)],
    [`/v1/accounts/${HOLDER}/deliveries`, answerOf(AccountDeliveries)],
    [`/v1/accounts/${HOLDER}/financing`, answerOf(AccountFinancing)],
    [`/v1/accounts/${ISSUER}/provider`, answerOf(Provider)],
  ])('%s', async (path, schema) => {
    const { data } = await read<z.ZodType<{ data: unknown }>>(path, schema)
    expect(rows(data), 'the story has some of each').toBeGreaterThan(0)
  })

  it('pages events from the newest to the oldest', async () => {
    const kinds: string[] = []
    let path: string | null = `/v1/credits/${CREDIT}/events?limit=3`
    while (path) {
      const { data, next }: z.infer<ReturnType<typeof pageOf<typeof CreditEvent>>> = await read(
        path,
        pageOf(CreditEvent),
      )
      kinds.push(...data.map(({ kind }) => kind))
      path = next && `/v1/credits/${CREDIT}/events?limit=3&before=${next}`
    }
    expect(kinds).toEqual(['bondWithdrawn', 'delivered', 'queued', 'queued'])
  })

  it('gives the overview of all three kinds', async () => {
    const { data } = await read('/v1/financing', answerOf(FinancingRow.array()))
    expect(data.map(({ kind, token, issuer, outstanding }) => [kind, token, issuer, outstanding])).toEqual([
      // Without a price at fair: (84 − 5 in reserve) × 0.80, 10 × 1.50, 1 × 3.80.
      ['credit', CREDIT, ISSUER, '63200000'],
      ['note', NOTE, ISSUER, '15000000'],
      ['bundle', BUNDLE, ISSUER, '3800000'],
    ])
  })
})

describe('what is not there', () => {
  it.each([
    ['/v1/deliveries/2', 'unknown_election', 'There is no election 2; there are 1, numbered from 1'],
    ['/v1/deliveries/x', 'invalid_parameter', 'election must be a number from 1 on, got x'],
    [`/v1/credits/${NOTE}`, 'unknown_token', `There is no credit ${NOTE}; there is NW-FEB ${CREDIT}`],
    [`/v1/notes/${CREDIT}/coupons`, 'unknown_token', `There is no note ${CREDIT}; there is NW-27 ${NOTE}`],
    ['/v1/credits/7', 'invalid_parameter', 'token must be 0x and 40 hexadecimal digits, got 7'],
  ])('%s', async (path, code, message) => {
    const { error } = ErrorBody.parse(await (await app.request(path)).json())
    expect([error.code, error.message]).toEqual([code, message])
  })
})

describe('every channel begins with what its schema says', () => {
  it.each(['deliveries', 'credits', 'notes', 'bundles', 'financing', 'monitor'] as const)('%s', (channel) => {
    const data = readSnapshot(readModel, { op: 'subscribe', id: 'a', channel }, 1)
    expect(snapshotData[channel].parse(data)).toEqual(data)
  })
})

it('pushes in every channel what its schema says', () => {
  const story = financeStory()
  const bond = { kind: 'bondAdded', token: CREDIT, from: ISSUER, amount: 1n, bond: 76_000_001n } as const
  const changes = new FurtherChanges(readModel, () => story).of(story.commit(story.now, [bond]))
  expect(changes.map(({ channel }) => channel)).toEqual([
    ...['deliveries', 'credits', 'notes', 'bundles', 'financing', 'monitor'],
  ])
  for (const change of changes) {
    const data = deltaOf(change)
    expect(deltaData[change.channel].parse(data), change.channel).toEqual(data)
  }
})

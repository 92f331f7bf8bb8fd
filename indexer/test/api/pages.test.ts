import { pino } from 'pino'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/api/app.ts'
import { createMetrics } from '../../src/api/metrics.ts'
import { MAX_ROWS } from '../../src/api/parameters.ts'
import { deskModel } from '../../src/read/deskModel.ts'
import { financeModel } from '../../src/read/financeModel.ts'
import { CREDIT } from '../support/financeStory.ts'
import { manyCredits, queueMany } from '../support/manyCredits.ts'
import { FakeReadModel } from './fakeReadModel.ts'

const { story, tokens } = manyCredits(1_203)
const [first] = tokens as [Address]
queueMany(story, first, 1_203)
const readModel = new FakeReadModel()
readModel.desk = deskModel(story.store, () => story)
readModel.finance = financeModel(story.store, () => story)
const app = createApp({ readModel, metrics: createMetrics(readModel), logger: pino({ enabled: false }), version: '1' })

type Row = Record<string, unknown>
type Body = { data: Row[]; next: string | null }
const read = async (path: string): Promise<Body> => (await (await app.request(path)).json()) as Body

/** Every row, oldest first, and how many each page had. */
async function readAll(path: string, limit: number): Promise<{ rows: Row[]; sizes: number[] }> {
  const [rows, sizes]: [Row[], number[]] = [[], []]
  for (let before: string | null = ''; before !== null; ) {
    const { data, next }: Body = await read(`${path}?limit=${limit}${before && `&before=${before}`}`)
    rows.unshift(...data)
    sizes.push(data.length)
    before = next
  }
  return { rows, sizes }
}

describe('pages of what anyone may make many of', () => {
  it('QUERY: credits come in the order of issue, each once', async () => {
    const { rows, sizes } = await readAll('/v1/credits', MAX_ROWS)
    expect(rows.map(({ token }) => token)).toEqual([CREDIT, ...tokens])
    expect(sizes).toEqual([1_000, 204])
  })

  it('QUERY: redemptions come in the order of the queue, each once', async () => {
    const { rows, sizes } = await readAll(`/v1/credits/${first}/redemptions`, 401)
    expect(rows.map(({ redemption }) => redemption)).toEqual(Array.from({ length: 1_203 }, (_, n) => n + 1))
    expect(rows.map(({ ahead }) => ahead)).toEqual(Array.from({ length: 1_203 }, (_, n) => `${n}`))
    expect(sizes, 'the last page is full and says that it is the last').toEqual([401, 401, 401])
  })

  it('QUERY: who asks for no limit gets the newest 500', async () => {
    const { data, next } = await read('/v1/credits')
    expect(data.map(({ token }) => token)).toEqual(tokens.slice(-500))
    expect(next).not.toBeNull()
  })

  it.each([
    ...['/v1/offers', '/v1/deliveries', '/v1/credits', `/v1/credits/${CREDIT}/redemptions`, '/v1/notes', '/v1/bundles'],
  ])('QUERY: %s refuses more than 1,000 rows, and ends', async (path) => {
    expect((await app.request(`${path}?limit=1001`)).status).toBe(400)
    expect((await app.request(`${path}?limit=1000`)).status).toBe(200)
    const { sizes } = await readAll(path, 1_000)
    expect(sizes.at(-1)).toBeGreaterThan(0)
  })
})

import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { deliveriesFeed } from '../delivery/feeds.ts'
import { accountDeliveriesQuery } from '../delivery/queries.ts'
import { creditsFeed, monitorFeed, notesFeed } from '../financing/feeds.ts'
import { creditsQuery, historyQuery, ownFinancingQuery, redemptionsQuery } from '../financing/queries.ts'
import { indexFeed } from '../index/feeds.ts'
import { printsQuery } from '../index/queries.ts'
import { providerQuery } from '../provider/queries.ts'
import type { Services } from '../services.ts'
import { createLive, type Feed } from './live.ts'
import type { Listener, Stream } from './stream.ts'

const [ONE, OTHER] = [`0x${'c1'.repeat(20)}`, `0x${'c2'.repeat(20)}`]

let client: QueryClient
let services: Services
let listeners: Map<string, Listener>
/** Paths that REST was asked for, since they were looked at last. */
let asked: string[]

const settle = () => vi.advanceTimersByTimeAsync(10)
const takeAsked = () => asked.splice(0).sort()
const heard = (feed: Feed) => listeners.get(feed.channel.channel) as Listener

/** Shows queries on the page. @param feeds - With their first snapshots. */
async function show(feeds: readonly [Feed, unknown][], ...queries: { queryKey: readonly unknown[] }[]) {
  for (const [feed, snapshot] of feeds) {
    services.live.hold(feed)
    heard(feed).onSnapshot(snapshot)
  }
  for (const query of queries) new QueryObserver(client, query as never).subscribe(() => {})
  await settle()
  takeAsked()
}

beforeEach(() => {
  vi.useFakeTimers()
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  listeners = new Map()
  asked = []
  const stream: Stream = {
    subscribe: ({ channel }, listener) => {
      listeners.set(channel, listener)
      return () => {}
    },
    state: () => ({ status: 'live', block: 1, head: 1 }),
    onState: () => () => {},
    close: () => {},
  }
  const rest = async (path: string) => {
    asked.push(path)
    return { data: path === '/v1/credits' ? [{ token: ONE, bond: 'by REST' }] : [] }
  }
  services = { live: createLive(stream, client), stream, rest } as unknown as Services
})

afterEach(() => {
  client.clear()
  vi.useRealTimers()
})

const credits = (...rows: object[]) => ({ credits: rows, redemptions: [], events: [] })

test('a changed credit comes by the stream alone, at once', async () => {
  const snapshot = credits({ token: ONE, bond: '1', issuer: ALICE }, { token: OTHER, bond: '1', issuer: ALICE })
  await show([[creditsFeed, snapshot]], creditsQuery(services))
  expect(heard(creditsFeed).onDelta(credits({ token: OTHER, bond: '2', issuer: ALICE }))).toBe(true)
  expect(client.getQueryData(creditsQuery(services).queryKey)).toMatchObject([
    { token: ONE, bond: '1' },
    { token: OTHER, bond: '2' },
  ])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(takeAsked()).toEqual([])
})

test('a credit that is not known has a snapshot asked for', async () => {
  await show([[creditsFeed, credits({ token: ONE, issuer: ALICE })]], creditsQuery(services))
  expect(heard(creditsFeed).onDelta(credits({ token: OTHER, issuer: ALICE }))).toBe(false)
})

test('a redemption has its own queue and its holder asked for, and nothing else', async () => {
  await show(
    [[creditsFeed, credits({ token: ONE, issuer: BOB })]],
    redemptionsQuery(services, ONE),
    redemptionsQuery(services, OTHER),
    ownFinancingQuery(services, ALICE),
    providerQuery(services, BOB),
  )
  heard(creditsFeed).onDelta({ credits: [], redemptions: [{ token: ONE, holder: ALICE }], events: [] })
  await settle()
  expect(takeAsked()).toEqual([`/v1/accounts/${ALICE}/financing`, `/v1/credits/${ONE}/redemptions`])
})

test('a registered note has its holder asked for', async () => {
  const nothing = { notes: [], coupons: [], registrations: [] }
  await show([[notesFeed, nothing]], ownFinancingQuery(services, ALICE), ownFinancingQuery(services, BOB))
  heard(notesFeed).onDelta({ ...nothing, registrations: [{ token: ONE, holder: BOB }] })
  await settle()
  expect(takeAsked()).toEqual([`/v1/accounts/${BOB}/financing`])
})

test('a claim at the delivery desk has its account asked for', async () => {
  const nothing = { offers: [], deliveries: [], receipts: [], accounts: [] }
  await show([[deliveriesFeed, nothing]], accountDeliveriesQuery(services, ALICE), providerQuery(services, ALICE))
  heard(deliveriesFeed).onDelta({ ...nothing, accounts: [{ account: ALICE, claimable: '0' }] })
  await settle()
  expect(takeAsked()).toEqual([`/v1/accounts/${ALICE}/deliveries`, `/v1/accounts/${ALICE}/provider`])
})

test('prints are asked for when their grade changed', async () => {
  const index = [{ grade: 'H100-US' }, { grade: 'H200-US' }]
  await show([[indexFeed, index]], printsQuery(services, 'H100-US'), printsQuery(services, 'H200-US'))
  heard(indexFeed).onDelta([{ grade: 'H200-US' }])
  await settle()
  expect(takeAsked()).toEqual(['/v1/index/H200-US?limit=62'])
})

test('the history of a credit is asked for when an hour is over', async () => {
  const monitor = (start: number, level: string) => ({ credits: [{ token: ONE, level, now: { start } }] })
  await show([[monitorFeed, monitor(3_600, 'calm')]], historyQuery(services, ONE))
  heard(monitorFeed).onDelta(monitor(3_600, 'watch'))
  await settle()
  expect(takeAsked()).toEqual([])
  heard(monitorFeed).onDelta(monitor(7_200, 'watch'))
  await settle()
  expect(takeAsked()).toEqual([`/v1/credits/${ONE}/history?limit=500`])
})

test('while the stream is lost REST is asked, at once and again', async () => {
  await show(
    [[creditsFeed, credits({ token: ONE, bond: '1', issuer: ALICE })]],
    creditsQuery(services),
    redemptionsQuery(services, ONE),
  )
  heard(creditsFeed).onLost?.()
  await settle()
  const both = ['/v1/credits', `/v1/credits/${ONE}/redemptions`]
  expect(takeAsked()).toEqual(both)
  expect(client.getQueryData(creditsQuery(services).queryKey)).toMatchObject([{ bond: 'by REST' }])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(takeAsked()).toEqual(both)
  heard(creditsFeed).onSnapshot(credits({ token: ONE, bond: '3', issuer: ALICE }))
  await settle()
  takeAsked()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(takeAsked()).toEqual([])
})

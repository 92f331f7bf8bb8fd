import type { AccountDeliveries, Delivery, Offer } from '@gigahour/indexer/api/delivery'
import { ALICE, BOB } from './fixture.ts'

const DAY = 86_400
/** December 2026. */
const START = Date.UTC(2026, 11, 1) / 1_000
const END = Date.UTC(2027, 0, 1) / 1_000
export const schedule = { noticeClose: START - 10 * DAY, start: START, end: END, postingEnd: END + 3 * DAY }

const hash = `0x${'ab'.repeat(32)}`

export const fixtureOffer = (change: Partial<Offer> = {}): Offer => ({
  offer: 1,
  symbol: 'H100Z26',
  grade: 'H100-US',
  provider: BOB,
  meter: null,
  site: 'Ashburn, Virginia',
  endpoint: 'http://127.0.0.1:4010',
  terms: '8 × H100 a machine',
  lots: '200000',
  open: '100000',
  elected: '100000',
  withdrawn: '0',
  minimum: '10000',
  state: 'open',
  schedule,
  madeAt: START - 20 * DAY,
  block: 10,
  transaction: hash,
  ...change,
})

export const fixtureDelivery = (change: Partial<Delivery> = {}): Delivery => ({
  election: 1,
  offer: 1,
  symbol: 'H100Z26',
  grade: 'H100-US',
  cap: 7_000,
  provider: BOB,
  buyer: ALICE,
  meter: null,
  site: 'Ashburn, Virginia',
  endpoint: 'http://127.0.0.1:4010',
  lots: '100000',
  delivered: '60000',
  state: 'delivering',
  schedule,
  paid: '420000000',
  receipts: 2,
  lastReceiptAt: START + DAY,
  settlement: null,
  electedAt: START - 15 * DAY,
  settledAt: null,
  block: 11,
  transaction: hash,
  ...change,
})

export const fixtureAccountDeliveries = (change: Partial<AccountDeliveries> = {}): AccountDeliveries => ({
  asBuyer: [],
  asProvider: [],
  offers: [],
  desk: { account: ALICE, credited: '0', claimed: '0', claimable: '0' },
  ...change,
})

import type { Address } from 'viem'
import { ACCOUNTS, listings, type Told } from './naiveExchange.ts'
import { Story } from './story.ts'

export const at = (date: string): number => Date.parse(`${date}Z`) / 1_000

export const [ISSUER, HOLDER] = ACCOUNTS as [Address, Address]
export const METER: Address = `0x${'6'.repeat(40)}`
export const CREDIT: Address = `0x${'c1'.repeat(20)}`
export const NOTE: Address = `0x${'d1'.repeat(20)}`
export const BUNDLE: Address = `0x${'b1'.repeat(20)}`

const issued: Told[] = [
  {
    ...{
      kind: 'creditIssued',
      token: CREDIT,
      issuer: ISSUER,
      lots: 100_000n,
      bond: 80_000_000n,
      issuePrice: 2_800_000n,
    },
    terms: {
      ...{ name: 'Northwind February', symbol: 'NW-FEB', unit: 'GPU-hour', endpoint: 'https://nw.example', grade: 1 },
      ...{ referencePrice: 0n, meter: METER, start: at('2026-02-01T00:00'), end: at('2026-03-01T00:00') },
    },
  },
  {
    ...{ kind: 'noteIssued', token: NOTE, issuer: ISSUER, reserveLots: 5_000n },
    terms: {
      ...{ name: 'Northwind 2027', symbol: 'NW-27', productLine: 'inference', issuePrice: 10_000_000n, lots: 10_000n },
      ...{ shareBp: 700, capBp: 13_500, firstDue: at('2026-01-31T00:00'), coupons: 3, minimumCoupon: 500_000n },
      reserve: CREDIT,
    },
  },
  { kind: 'bundleCreated', token: BUNDLE, credit: CREDIT, note: NOTE, notesPerCredit: 2 },
  { kind: 'bundleWrapped', token: BUNDLE, lots: 1_000n },
]

const offered: Told[] = [
  {
    ...{ kind: 'offerMade', offer: 1, market: 2, provider: ISSUER, lots: 100_000n, minimum: 1_000n, meter: METER },
    ...{ site: 'Oslo', endpoint: 'https://nw.example', terms: 'as usual' },
  },
  { kind: 'elected', election: 1, offer: 1, buyer: HOLDER, lots: 60_000n },
]

/**
 * A provider that delivers half, a credit that is used, a note whose first coupon came and whose second is late. It begins on 10 January 2026 with
 * series of January and February (see {@link listings}), and ends on 5 March, a minute past noon.
 */
export function financeStory(): Story {
  const story = new Story()
  story.commit(at('2026-01-10T12:00'), [...listings(), ...issued, ...offered])
  story.commit(at('2026-01-20T12:00'), [
    { kind: 'notesSold', token: NOTE, lots: 10_000n, paid: 100_000_000n },
    { kind: 'notesRegistered', token: NOTE, holder: HOLDER, lots: 4_000n, paid: 0n },
    { kind: 'offerWithdrawn', offer: 1, lots: 40_000n, open: 0n },
    { kind: 'redemptionQueued', token: CREDIT, redemption: 1, holder: HOLDER, lots: 10_000n, queuedBefore: 0n },
    { kind: 'redemptionQueued', token: CREDIT, redemption: 2, holder: METER, lots: 6_000n, queuedBefore: 10_000n },
  ])
  const half = { redemption: 1, signer: HOLDER, lots: 5_000n, delivered: 5_000n, time: at('2026-02-05T11:00') }
  story.commit(at('2026-02-05T12:00'), [
    // A twentieth of the undelivered lots: 4 of 80 USDC.
    { kind: 'unitsDelivered', token: CREDIT, ...half, released: 4_000_000n, bond: 76_000_000n },
    { kind: 'bondWithdrawn', token: CREDIT, to: ISSUER, amount: 3_000_000n },
    // 10 notes × 0.50; the index is what a lot had: 500 micro-USDC.
    {
      ...{ kind: 'revenueDeposited', token: NOTE, month: 1, revenue: 71_000_000n, amount: 5_000_000n },
      ...{ deposited: 5_000_000n, index: 500n << 96n },
    },
    { kind: 'couponsCollected', token: NOTE, holder: HOLDER, amount: 2_000_000n },
    {
      ...{ kind: 'lotsDelivered', election: 1, lots: 20_000n, delivered: 20_000n, time: at('2026-02-05T11:30') },
      ...{ signer: METER, amount: 140_000_000n },
    },
  ])
  story.commit(at('2026-02-20T12:00'), [
    {
      ...{ kind: 'lotsDelivered', election: 1, lots: 10_000n, delivered: 30_000n, time: at('2026-02-20T09:00') },
      ...{ signer: HOLDER, amount: 70_000_000n },
    },
  ])
  story.commit(at('2026-03-05T12:01'), [
    {
      ...{ kind: 'electionSettled', election: 1, undelivered: 30_000n, tick: 2_500, toBuyer: 88_500_000n },
      ...{ damages: 13_500_000n, toProvider: 121_500_000n },
    },
    { kind: 'deskClaimed', account: ISSUER, amount: 300_000_000n },
  ])
  return story
}

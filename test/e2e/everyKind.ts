import type { Credit } from '@gigahour/indexer/api/credits'
import type { Delivery, Offer } from '@gigahour/indexer/api/delivery'
import type { Bundle } from '@gigahour/indexer/api/financing'
import type { Coupon, Note } from '@gigahour/indexer/api/notes'
import { expect } from 'vitest'
import { people } from '../src/calendar/people.ts'
import type { Stack } from '../src/stack.ts'
import { askApi } from '../src/verify/json.ts'
import { PATIENCE } from './screen.ts'

/** In the first hours of a month nothing of it has been delivered: goes on to the evening on which its first hours are receipted. */
export async function passFirstReceipts({ time }: Stack): Promise<void> {
  const now = new Date(time.now() * 1_000)
  const second = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 2, 21) / 1_000
  if (time.now() < second) await time.travel(second)
}

/** Expects of the API what a first visitor comes to see: of each kind one that is alive, and of credits one that failed. */
export async function expectEveryKind({ apiUrl }: Stack): Promise<void> {
  const northwind = people.northwind.address.toLowerCase()
  const read = async <Row>(route: string): Promise<Row[]> => (await askApi<Row[]>(apiUrl, route)).data
  /** Asked until the indexer has come to where the clock stands. */
  const seen = <Row>(route: string, isIt: (row: Row) => boolean) =>
    expect.poll(async () => (await read<Row>(route)).filter(isIt).length, { timeout: PATIENCE, message: route })

  await seen<Delivery>(
    '/deliveries',
    ({ state, provider, delivered, receipts }) =>
      state === 'delivering' && provider === northwind && BigInt(delivered) > 0n && receipts > 0,
  ).toBe(1)
  await seen<Offer>('/offers', ({ state, open }) => state === 'open' && BigInt(open) > 0n).toBeGreaterThan(0)
  await seen<Credit>(
    '/credits',
    ({ state, queued, delivered, bond }) =>
      state === 'open' && BigInt(queued) > 0n && BigInt(delivered) > 0n && BigInt(bond) > 0n,
  ).toBe(1)
  // It pays what there is: more than nothing, and less than it owes.
  await seen<Credit>(
    '/credits',
    ({ state, default: defaulted }) =>
      state === 'default' && defaulted !== null && defaulted.shareBp > 0 && defaulted.shareBp < 10_000,
  ).toBe(1)
  await seen<Bundle>('/bundles', ({ supply }) => BigInt(supply) > 0n).toBe(1)

  const [note] = await read<Note>('/notes')
  const coupons = await read<Coupon>(`/notes/${note?.token}/coupons`)
  expect(coupons.length, 'a note has paid').toBeGreaterThan(0)
  expect(coupons.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(BigInt(note?.deposited ?? 0))
}

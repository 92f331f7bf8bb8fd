import { expect, test } from 'vitest'
import { fixtureAccountDeliveries, fixtureDelivery, fixtureOffer } from '../../test/deliveries.ts'
import { lockedOf } from './locked.ts'

test('what is neither delivered nor settled is locked, on its own side', () => {
  const account = fixtureAccountDeliveries({
    asBuyer: [
      fixtureDelivery({ lots: '100000', delivered: '60000' }),
      fixtureDelivery({ lots: '50000', delivered: '10000', state: 'settled' }),
    ],
    asProvider: [fixtureDelivery({ lots: '7000', delivered: '0', state: 'elected' })],
    offers: [fixtureOffer({ open: '2000' }), fixtureOffer({ open: '300', state: 'closed' })],
  })
  expect(lockedOf(account)).toEqual({ long: 40_000n, short: 9_300n })
})

test('an account beside the desk has nothing locked', () => {
  expect(lockedOf(fixtureAccountDeliveries())).toEqual({ long: 0n, short: 0n })
})

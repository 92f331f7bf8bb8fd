import type { AccountDeliveries, Delivery } from '@gigahour/indexer/api/delivery'

/** Lots of an account that are locked for delivery: its LONG as a buyer, its SHORT as a provider. */
export function lockedOf({ asBuyer, asProvider, offers }: AccountDeliveries): { long: bigint; short: bigint } {
  const open = offers.reduce((sum, offer) => sum + BigInt(offer.open), 0n)
  return { long: undelivered(asBuyer), short: open + undelivered(asProvider) }
}

const undelivered = (deliveries: readonly Delivery[]): bigint =>
  deliveries
    .filter(({ state }) => state !== 'settled')
    .reduce((sum, { lots, delivered }) => sum + BigInt(lots) - BigInt(delivered), 0n)

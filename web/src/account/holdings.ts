import type { AccountOrder, Balance } from '@gigahour/indexer/api'

/** What can be spent of an asset: free, and what orders were filled with but is not credited yet. */
export function available(balances: readonly Balance[], asset: number): bigint {
  const balance = balances.find((each) => each.asset === asset)
  return balance ? BigInt(balance.free) + BigInt(balance.unsettled) : 0n
}

/** What the account can trade with in a market. */
export type Holdings = { quote: bigint; long: bigint; short: bigint }

/** Slots that hold filled lots which the exchange has not credited yet. Every batch that the page sends settles them. */
export function unsettledSlots(orders: readonly AccountOrder[]): number[] {
  return [...new Set(orders.filter((order) => order.unsettled !== '0').map((order) => order.slot))]
}

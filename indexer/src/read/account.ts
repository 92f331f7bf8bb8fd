import type { Lots } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { BalanceRow, PositionRow } from '../api/readModel.ts'
import { balanceKey } from '../market/balance.ts'
import { earningsOf, escrowOf } from '../market/foldOrder.ts'
import type { Market } from '../market/listing.ts'
import type { Order } from '../market/order.ts'
import { positionKey } from '../market/position.ts'
import type { State } from '../market/state.ts'
import { assetRow } from './rows.ts'

/** Base units of one asset. */
type Holding = { free: bigint; escrowed: bigint; unsettled: bigint }

const liveOrders = (state: State, account: Address): Order[] =>
  [...(state.ordersOf.get(account) ?? [])].flatMap((id) => state.orders.get(id) ?? [])

/** What an account holds by asset: free, in its orders, and earned by filled ones. */
function holdingsOf(state: State, account: Address): Map<number, Holding> {
  const holdings = new Map<number, Holding>()
  const at = (asset: number): Holding => {
    const holding = holdings.get(asset) ?? { free: 0n, escrowed: 0n, unsettled: 0n }
    holdings.set(asset, holding)
    return holding
  }
  for (const asset of state.assetsOf.get(account) ?? []) {
    at(asset).free = state.balances.get(balanceKey(account, asset))?.free ?? 0n
  }
  for (const order of liveOrders(state, account)) {
    const market = state.markets.get(order.market)
    if (!market) continue
    const escrow = escrowOf(market, order, order.open)
    at(escrow.asset).escrowed += escrow.amount
    const earnings = earningsOf(market, order, order.unsettled)
    at(earnings.asset).unsettled += earnings.amount
  }
  return holdings
}

/** By asset id; what is empty is left out unless it is in `keep`. */
export function balancesOf(state: State, account: Address, keep?: ReadonlySet<number>): BalanceRow[] {
  return [...holdingsOf(state, account)]
    .sort(([one], [other]) => one - other)
    .filter(([id, { free, escrowed, unsettled }]) => (keep ? keep.has(id) : free + escrowed + unsettled > 0n))
    .flatMap(([id, holding]) => {
      const asset = state.assets.get(id)
      return asset ? [{ ...assetRow(asset), ...holding }] : []
    })
}

/**
 * An account's positions, in the order of listing.
 *
 * @param markOf - What a market is valued at now, in ticks.
 * @param of - The markets in question.
 */
export function positionsOf(
  state: State,
  account: Address,
  markOf: (market: Market) => number | null,
  of: Iterable<Market> = state.markets.values(),
): PositionRow[] {
  const holdings = holdingsOf(state, account)
  const rows: PositionRow[] = []
  for (const market of of) {
    if (market.series === null) continue
    const long = lotsOf(holdings.get(market.base), market)
    const short = lotsOf(holdings.get(market.base + 1), market)
    const { net, cost, realised } = state.positions.get(positionKey(account, market.id)) ?? NOTHING
    if (long === 0n && short === 0n && realised === 0n) continue
    const mark = markOf(market)
    rows.push({
      ...{ symbol: market.symbol, long, short, mark },
      average: net === 0n || net !== long - short ? null : { cost, lots: net },
      realised: realised * market.unit,
      // The mark may be half a tick, so twice the value is a whole number.
      unrealised: mark === null ? null : ((BigInt(Math.round(2 * mark)) * net - 2n * cost) * market.unit) / 2n,
    })
  }
  return rows
}

const NOTHING = { net: 0n, cost: 0n, realised: 0n }

function lotsOf(holding: Holding | undefined, market: Market): Lots {
  const { free, escrowed, unsettled } = holding ?? { free: 0n, escrowed: 0n, unsettled: 0n }
  return ((free + escrowed + unsettled) / market.lotSize) as Lots
}

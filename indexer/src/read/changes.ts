import { Side } from '@gigahour/contracts/side'
import type { Address } from 'viem'
import type { Change } from '../api/readModel.ts'
import { INTERVALS, type Interval } from '../market/candle.ts'
import type { Draft } from '../market/draft.ts'
import type { Fill } from '../market/fill.ts'
import type { Market } from '../market/listing.ts'
import type { Order } from '../market/order.ts'
import type { State } from '../market/state.ts'
import { balancesOf, positionsOf } from './account.ts'
import { levelRow } from './book.ts'
import { accountFillRows, candleRow, fillRow, orderRow } from './rows.ts'
import { accessJson } from './tradeModel.ts'

const intervalNames = new Map(Object.entries(INTERVALS).map(([name, seconds]) => [seconds, name as Interval]))

/**
 * What a committed draft changed in books, fills, candles and accounts: whole rows as they are after it.
 *
 * @param state - After the draft was absorbed.
 * @param markOf - What a market is valued at now, in ticks.
 */
export function changesOf(state: State, draft: Draft, markOf: (market: Market) => number | null): Change[] {
  const changes: Change[] = []
  for (const market of draft.touchedMarkets()) {
    const row = state.markets.get(market)
    if (row) changes.push(...marketChanges(row, draft))
  }
  for (const [account, touched] of touchedBy(draft)) changes.push(accountChange(state, draft, account, touched, markOf))
  return changes
}

/** What of an account a draft changed. */
type Touched = { orders: Map<number, Order>; fills: Fill[]; assets: Set<number>; access: boolean }

function touchedBy(draft: Draft): Map<Address, Touched> {
  const accounts = new Map<Address, Touched>()
  const at = (account: Address): Touched => {
    const touched = accounts.get(account) ?? { orders: new Map(), fills: [], assets: new Set(), access: false }
    accounts.set(account, touched)
    return touched
  }
  for (const { account, asset } of draft.balances.rows()) at(account).assets.add(asset)
  // Of two orders in one slot the later one counts.
  for (const order of draft.orders.rows()) at(order.owner).orders.set(order.slot, order)
  for (const fill of draft.fills) {
    at(fill.taker).fills.push(fill)
    if (fill.maker !== fill.taker) at(fill.maker).fills.push(fill)
  }
  const { sessionKeys, cancelAfters } = draft.records
  for (const { owner } of [...sessionKeys.rows(), ...cancelAfters.rows()]) at(owner).access = true
  return accounts
}

function marketChanges(market: Market, draft: Draft): Change[] {
  const { symbol } = market
  const changes: Change[] = []
  const levels = [...draft.levels.rows()].filter((level) => level.market === market.id)
  const side = (wanted: Side) => levels.filter((level) => level.side === wanted).map(levelRow)
  if (levels.length > 0) {
    const bids = side(Side.Bid).sort((one, other) => other.tick - one.tick)
    const asks = side(Side.Ask).sort((one, other) => one.tick - other.tick)
    changes.push({ channel: 'book', symbol, bids, asks })
  }
  const fills = draft.fills.filter((fill) => fill.market === market.id)
  if (fills.length > 0) {
    changes.push({ channel: 'fills', symbol, fills: newestFirst(fills).map((fill) => fillRow(fill, market)) })
  }
  const candles = [...draft.candles.rows()].filter((candle) => candle.market === market.id)
  for (const [seconds, interval] of intervalNames) {
    const rows = candles.filter((candle) => candle.interval === seconds).map((candle) => candleRow(candle, market))
    if (rows.length > 0) changes.push({ channel: 'candles', symbol, interval, candles: rows })
  }
  return changes
}

function accountChange(
  state: State,
  draft: Draft,
  account: Address,
  { orders, fills, assets, access }: Touched,
  markOf: (market: Market) => number | null,
): Change {
  const marketOf = (id: number): Market => state.markets.get(id) as Market
  const markets = new Set<Market>()
  for (const order of orders.values()) {
    const market = marketOf(order.market)
    const { base, quote, cap } = market
    for (const asset of cap > 0 ? [base, base + 1, quote] : [base, quote]) assets.add(asset)
    markets.add(market)
  }
  for (const fill of fills) markets.add(marketOf(fill.market))
  for (const asset of assets) {
    const forward = draft.marketOfForward(asset)
    if (forward !== undefined) markets.add(marketOf(forward))
  }
  return {
    channel: 'account',
    account,
    ...(access && { access: accessJson(state, account, state.time) }),
    balances: balancesOf(state, account, assets),
    orders: [...orders.values()].map((order) => orderRow(order, marketOf(order.market))),
    fills: newestFirst(fills).flatMap((fill) => accountFillRows(fill, marketOf(fill.market), account)),
    positions: positionsOf(state, account, markOf, markets),
  }
}

const newestFirst = (fills: readonly Fill[]): Fill[] => fills.toReversed()

import { Side } from '@gigahour/contracts/side'
import type { Address } from 'viem'
import type { Change } from '../api/readModel.ts'
import { INTERVALS, type Interval } from '../market/candle.ts'
import type { Draft } from '../market/draft.ts'
import type { Fill } from '../market/fill.ts'
import type { Market } from '../market/listing.ts'
import type { State } from '../market/state.ts'
import { balancesOf, positionsOf } from './account.ts'
import { levelRow } from './book.ts'
import { accountFillRows, candleRow, fillRow, orderRow } from './rows.ts'

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
  for (const account of draft.touchedAccounts()) changes.push(accountChange(state, draft, account, markOf))
  return changes
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
  markOf: (market: Market) => number | null,
): Change {
  const marketOf = (id: number): Market => state.markets.get(id) as Market
  // Of two orders in one slot the later one counts.
  const orders = new Map(
    [...draft.orders.rows()].filter(({ owner }) => owner === account).map((row) => [row.slot, row]),
  )
  const fills = draft.fills.filter(({ maker, taker }) => maker === account || taker === account)
  const assets = new Set<number>()
  for (const balance of draft.balances.rows()) if (balance.account === account) assets.add(balance.asset)
  const markets = new Set<string>()
  for (const order of orders.values()) {
    const { base, quote, cap, symbol } = marketOf(order.market)
    for (const asset of cap > 0 ? [base, base + 1, quote] : [base, quote]) assets.add(asset)
    markets.add(symbol)
  }
  for (const fill of fills) markets.add(marketOf(fill.market).symbol)
  for (const asset of assets) {
    const forward = draft.marketOfForward(asset)
    if (forward !== undefined) markets.add(marketOf(forward).symbol)
  }
  return {
    channel: 'account',
    account,
    balances: balancesOf(state, account, assets),
    orders: [...orders.values()].map((order) => orderRow(order, marketOf(order.market))),
    fills: newestFirst(fills).flatMap((fill) => accountFillRows(fill, marketOf(fill.market), account)),
    positions: positionsOf(state, account, markOf).filter(({ symbol }) => markets.has(symbol)),
  }
}

const newestFirst = (fills: readonly Fill[]): Fill[] => fills.toReversed()

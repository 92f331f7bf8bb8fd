import type {
  AccountFill,
  AccountOrder,
  Balance,
  Book,
  Candle,
  Curve,
  Fill,
  Interval,
  Market,
  Position,
  Status,
} from '@gigahour/indexer/api'
import type { DeltaData, SnapshotData } from '@gigahour/indexer/api/stream'
import { change, put } from './cache.ts'
import {
  foldAccountFills,
  foldBalances,
  foldBook,
  foldCandles,
  foldCurve,
  foldFills,
  foldMarkets,
  foldOrders,
  foldPositions,
} from './fold.ts'
import type { Feed } from './live.ts'
import {
  accountFillsKey,
  balancesKey,
  bookKey,
  candlesKey,
  curveKey,
  fillsKey,
  marketsKey,
  ordersKey,
  positionsKey,
  statusKey,
} from './queries.ts'

export const bookFeed = (symbol: string): Feed => ({
  channel: { channel: 'book', symbol },
  keys: [bookKey(symbol)],
  onSnapshot: (client, data) => put<Book>(client, bookKey(symbol), data as SnapshotData['book']),
  onDelta: (client, data) => change<Book>(client, bookKey(symbol), (book) => foldBook(book, data as DeltaData['book'])),
})

export const fillsFeed = (symbol: string): Feed => ({
  channel: { channel: 'fills', symbol },
  keys: [fillsKey(symbol)],
  onSnapshot: (client, data) => put<Fill[]>(client, fillsKey(symbol), data as SnapshotData['fills']),
  onDelta: (client, data) =>
    change<Fill[]>(client, fillsKey(symbol), (fills) => foldFills(fills, data as DeltaData['fills'])),
})

export const candlesFeed = (symbol: string, interval: Interval): Feed => {
  const key = candlesKey(symbol, interval)
  return {
    channel: { channel: 'candles', symbol, interval },
    keys: [key],
    onSnapshot: (client, data) => put<Candle[]>(client, key, data as SnapshotData['candles']),
    onDelta: (client, data) =>
      change<Candle[]>(client, key, (candles) => foldCandles(candles, data as DeltaData['candles'])),
  }
}

export const curveFeed = (grade: string): Feed => ({
  channel: { channel: 'curve', grade },
  keys: [curveKey(grade)],
  onSnapshot: (client, data) => put<Curve>(client, curveKey(grade), data as SnapshotData['curve']),
  onDelta: (client, data) =>
    change<Curve>(client, curveKey(grade), (curve) => foldCurve(curve, data as DeltaData['curve'])),
})

export const marketsFeed = (): Feed => ({
  channel: { channel: 'markets' },
  keys: [marketsKey],
  onSnapshot: (client, data) => put<Market[]>(client, marketsKey, data as SnapshotData['markets']),
  onDelta: (client, data) =>
    change<Market[]>(client, marketsKey, (markets) => foldMarkets(markets, data as DeltaData['markets'])),
})

export const accountFeed = (address: string): Feed => ({
  channel: { channel: 'account', address },
  keys: [balancesKey(address), ordersKey(address), accountFillsKey(address), positionsKey(address)],
  onSnapshot: (client, data) => {
    const { balances, orders, fills, positions } = data as SnapshotData['account']
    put<Balance[]>(client, balancesKey(address), balances)
    put<AccountOrder[]>(client, ordersKey(address), orders)
    put<AccountFill[]>(client, accountFillsKey(address), fills)
    put<Position[]>(client, positionsKey(address), positions)
  },
  onDelta: (client, data) => {
    const { balances, orders, fills, positions } = data as DeltaData['account']
    return [
      !balances || change<Balance[]>(client, balancesKey(address), (old) => foldBalances(old, balances)),
      !orders || change<AccountOrder[]>(client, ordersKey(address), (old) => foldOrders(old, orders)),
      !fills || change<AccountFill[]>(client, accountFillsKey(address), (old) => foldAccountFills(old, fills)),
      !positions || change<Position[]>(client, positionsKey(address), (old) => foldPositions(old, positions)),
    ].every(Boolean)
  },
})

export const statusFeed = (): Feed => ({
  channel: { channel: 'status' },
  keys: [statusKey],
  onSnapshot: (client, data) => put<Status>(client, statusKey, data as SnapshotData['status']),
  onDelta: (client, data) => {
    put<Status>(client, statusKey, data as DeltaData['status'])
    return true
  },
})

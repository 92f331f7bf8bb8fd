import type {
  AccountFill,
  AccountOrder,
  Balance,
  Book,
  BookLevel,
  Candle,
  Curve,
  Fill,
  Market,
  Position,
} from '@gigahour/indexer/api'
import type { DeltaData } from '@gigahour/indexer/api/stream'

/** Fills kept of a market: what its panel can show. */
const FILLS_KEPT = 100

/** Fills kept of an account; older ones are paged from REST. */
const ACCOUNT_FILLS_KEPT = 500

/** The book after some levels changed. A level of zero lots is gone. */
export function foldBook(book: Book, delta: DeltaData['book']): Book {
  return {
    ...book,
    bids: foldLevels(book.bids, delta.bids, (a, b) => b.tick - a.tick),
    asks: foldLevels(book.asks, delta.asks, (a, b) => a.tick - b.tick),
  }
}

function foldLevels(
  levels: BookLevel[],
  changed: BookLevel[],
  bestFirst: (a: BookLevel, b: BookLevel) => number,
): BookLevel[] {
  if (changed.length === 0) return levels
  const byTick = new Map(levels.map((level) => [level.tick, level]))
  for (const level of changed) {
    if (level.lots === '0') byTick.delete(level.tick)
    else byTick.set(level.tick, level)
  }
  return [...byTick.values()].sort(bestFirst)
}

/** Newest first, each fill once. */
export function foldFills(fills: Fill[], added: Fill[]): Fill[] {
  return foldNewest(fills, added, FILLS_KEPT)
}

export function foldAccountFills(fills: AccountFill[], added: AccountFill[]): AccountFill[] {
  return foldNewest(fills, added, ACCOUNT_FILLS_KEPT)
}

function foldNewest<F extends { id: string | number; block: number; logIndex: number }>(
  old: F[],
  added: F[],
  kept: number,
): F[] {
  const ids = new Set(added.map((fill) => fill.id))
  return [...added, ...old.filter((fill) => !ids.has(fill.id))]
    .sort((a, b) => b.block - a.block || b.logIndex - a.logIndex)
    .slice(0, kept)
}

/** Oldest first; a changed candle takes the place of the one with the same start. */
export function foldCandles(candles: Candle[], changed: Candle[]): Candle[] {
  const last = candles.at(-1)
  const [only] = changed
  if (changed.length === 1 && only && last && only.start >= last.start) {
    return [...(only.start === last.start ? candles.slice(0, -1) : candles), only]
  }
  const byStart = new Map(candles.map((candle) => [candle.start, candle]))
  for (const candle of changed) byStart.set(candle.start, candle)
  return [...byStart.values()].sort((a, b) => a.start - b.start)
}

/** Null if a month is new: the curve's order is the indexer's to say. */
export function foldCurve(curve: Curve, changed: DeltaData['curve']): Curve | null {
  const points = foldKnown(curve.points, changed, ({ symbol }) => symbol)
  return points && { ...curve, points }
}

/** Null if a market is new: its terms come with a snapshot only. */
export function foldMarkets(markets: Market[], changed: DeltaData['markets']): Market[] | null {
  const bySymbol = new Map(changed.map((change) => [change.symbol, change]))
  const folded = markets.map((market) => ({ ...market, ...bySymbol.get(market.symbol) }))
  return folded.filter((market) => bySymbol.has(market.symbol)).length === bySymbol.size ? folded : null
}

export function foldBalances(balances: Balance[], changed: Balance[]): Balance[] {
  return foldRows(balances, changed, (balance) => balance.asset)
}

/** By slot: what stands there now. An order that is over and fully credited is dropped. */
export function foldOrders(orders: AccountOrder[], changed: AccountOrder[]): AccountOrder[] {
  return foldRows(orders, changed, (order) => order.slot)
    .filter((order) => order.status === 'open' || order.unsettled !== '0')
    .sort((a, b) => b.placedAt - a.placedAt || b.slot - a.slot)
}

export function foldPositions(positions: Position[], changed: Position[]): Position[] {
  return foldRows(positions, changed, (position) => position.symbol)
}

/** Rows that replace those of their key. Null if one is new: its place in the order is the indexer's to say. */
export function foldKnown<Row, Key>(rows: Row[], changed: Row[], key: (row: Row) => Key): Row[] | null {
  const byKey = new Map(changed.map((row) => [key(row), row]))
  const folded = rows.map((row) => byKey.get(key(row)) ?? row)
  return rows.filter((row) => byKey.has(key(row))).length === byKey.size ? folded : null
}

function foldRows<Row, Key>(rows: Row[], changed: Row[], key: (row: Row) => Key): Row[] {
  const byKey = new Map(rows.map((row) => [key(row), row]))
  for (const row of changed) byKey.set(key(row), row)
  return [...byKey.values()]
}

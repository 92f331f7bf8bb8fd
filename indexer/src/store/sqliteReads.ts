import type Database from 'libsql'
import type { Hex } from 'viem'
import type { Candle } from '../market/candle.ts'
import { startOf } from '../market/candle.ts'
import { RECORD_KINDS, RECORDS, type RecordRows } from '../market/records.ts'
import { recordTables } from './recordTables.ts'
import { openHistory } from './sqliteHistory.ts'
import { queryOf } from './sqliteQuery.ts'
import type { Before, Checkpoint, Header, Store } from './store.ts'
import { assets, balances, candles, fills, grades, markets, orders, positions, type Table } from './table.ts'

type Reads = Omit<Store, 'commit' | 'rollback' | 'finalize' | 'clear' | 'close'>

const DAY = 86_400
const MINUTE = 60
/** Comes after every place in the chain. */
const NO_BEFORE: Before = { block: Number.MAX_SAFE_INTEGER, logIndex: 0, part: 0 }

/** Prepares every question that the store answers. */
export function openReads(database: Database.Database): Reads {
  const query = <Row>(table: Table<Row>, rest: string) => queryOf(database, table, rest)
  const headerAt = database.prepare('SELECT number, hash, parent, timestamp FROM header WHERE number = ?').raw()
  const headerLast = database
    .prepare('SELECT number, hash, parent, timestamp FROM header ORDER BY number DESC LIMIT 1')
    .raw()
  const metaRow = database.prepare('SELECT value FROM meta WHERE name = ?').raw()
  const meta = (name: string): number => Number((metaRow.get(name) as [string])[0])
  const highest = (table: string) => {
    const statement = database.prepare(`SELECT max(id) FROM ${table}`).raw()
    return (): number => (statement.get() as [number | null])[0] ?? 0
  }
  const lastOrder = highest('orders')
  const lastFill = highest('fill')
  const all = {
    assets: query(assets, 'ORDER BY id'),
    grades: query(grades, 'ORDER BY id'),
    markets: query(markets, 'ORDER BY id'),
    orders: query(orders, 'WHERE live = 1 ORDER BY id'),
    balances: query(balances, 'ORDER BY account, asset'),
    positions: query(positions, 'ORDER BY account, market'),
  }
  const kept = RECORD_KINDS.filter((kind) => RECORDS[kind].inMemory).map((kind) => {
    const { columns, keys } = recordTables[kind]
    const key = columns.slice(0, keys).map((column) => column.split(' ')[0])
    return [kind, query(recordTables[kind] as Table<unknown>, `ORDER BY ${key}`)] as const
  })
  const records = (): RecordRows => {
    const empty = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, []]))
    return Object.assign(empty, Object.fromEntries(kept.map(([kind, all]) => [kind, all()]))) as unknown as RecordRows
  }
  const newestCandles = query(
    candles,
    'AS c WHERE start = (SELECT max(start) FROM candle WHERE market = c.market AND interval = c.interval)',
  )
  const minutes = query(candles, `WHERE market = ? AND interval = ${MINUTE} AND start > ? ORDER BY start`)
  const blockTrades = query(fills, "WHERE kind = 'block' AND timestamp > ? ORDER BY id")
  const placed = '(block, log_index, part) < (?, ?, ?)'
  const marketFills = query(fills, `WHERE market = ? AND ${placed} ORDER BY id DESC LIMIT ?`)
  const made = query(fills, `WHERE maker = ? AND ${placed} ORDER BY id DESC LIMIT ?`)
  const took = query(fills, `WHERE taker = ? AND maker <> taker AND ${placed} ORDER BY id DESC LIMIT ?`)
  const candleRange = query(
    candles,
    'WHERE market = ? AND interval = ? AND start >= ? AND start < ? ORDER BY start DESC LIMIT ?',
  )
  const accountOrders = query(orders, 'WHERE owner = ? AND (block, log_index) < (?, ?) ORDER BY id DESC LIMIT ?')

  const checkpoint = (): Checkpoint | undefined => {
    const last = headerLast.get() as HeaderColumns | undefined
    if (!last) return undefined
    return { header: headerOf(last), sequence: meta('sequence'), reorgs: meta('reorgs') }
  }
  return {
    ...openHistory(database),
    checkpoint,
    header: (number) => {
      const columns = headerAt.get(number) as HeaderColumns | undefined
      return columns && headerOf(columns)
    },
    rows: () => {
      const markets = all.markets()
      const now = checkpoint()?.header.timestamp ?? 0
      const since = startOf(now, MINUTE) - DAY
      const lastDay = markets.flatMap(({ id }) => minutes(id, since))
      const newest = newestCandles().filter(({ interval, start }) => interval !== MINUTE || start <= since)
      return {
        ...{ markets, assets: all.assets(), grades: all.grades(), orders: all.orders(), balances: all.balances() },
        ...{ positions: all.positions(), candles: [...newest, ...lastDay] satisfies Candle[], records: records() },
        blockTrades: blockTrades(since),
        ...{ lastOrder: lastOrder(), lastFill: lastFill(), time: now },
      }
    },
    fills: (market, limit, { block, logIndex, part } = NO_BEFORE) => marketFills(market, block, logIndex, part, limit),
    accountFills: (account, limit, { block, logIndex, part } = NO_BEFORE) => {
      const both = [...made(account, block, logIndex, part, limit), ...took(account, block, logIndex, part, limit)]
      return both.sort((a, b) => b.id - a.id).slice(0, limit)
    },
    candles: (market, interval, { from, to, limit }) => candleRange(market, interval, from, to, limit).reverse(),
    orders: (account, limit, { block, logIndex } = NO_BEFORE) => accountOrders(account, block, logIndex, limit),
  }
}

type HeaderColumns = [number: number, hash: Hex, parent: Hex, timestamp: number]
const headerOf = ([number, hash, parent, timestamp]: HeaderColumns): Header => ({ number, hash, parent, timestamp })

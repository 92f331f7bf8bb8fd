import type Database from 'libsql'
import { markHistory, profits } from './markTables.ts'
import { legs } from './recordTables.ts'
import { coupons, creditEntries, monitorHistory, receipts } from './rowTables.ts'
import { seriesRedemptions } from './settlementTables.ts'
import { queryOf } from './sqliteQuery.ts'
import type { Before, Store } from './store.ts'
import type { Table, Value } from './table.ts'

type History = Pick<
  Store,
  | 'legs'
  | 'marks'
  | 'profits'
  | 'seriesRedemptions'
  | 'receipts'
  | 'creditEntries'
  | 'claims'
  | 'coupons'
  | 'monitorPoints'
>

/** Prepares every question about rows of delivery and financing that are written once. */
export function openHistory(database: Database.Database): History {
  const query = <Row>(table: Table<Row>, rest: string) => queryOf(database, table, rest)
  /** Newest first. @param where - What the rows have in common, with one value to give. */
  const newest = <Row>(table: Table<Row>, where: string) => {
    const order = 'AND (block, log_index) < (?, ?) ORDER BY block DESC, log_index DESC LIMIT ?'
    const ask = query(table, `WHERE ${where} ${order}`)
    return (value: Value, limit: number, { block, logIndex }: Omit<Before, 'part'> = END): Row[] =>
      ask(value, block, logIndex, limit)
  }
  /** Those of one, or with null of all. */
  const ofOneOrAll = <Row>(table: Table<Row>, column: string) => {
    const [one, all] = [newest(table, `${column} = ?`), newest(table, '1 = ?')]
    return (value: Value, limit: number, before?: Before): Row[] =>
      value === null ? all(1, limit, before) : one(value, limit, before)
  }
  const points = query(monitorHistory, 'WHERE token = ? AND start >= ? AND start < ? ORDER BY start DESC LIMIT ?')
  const marks = query(markHistory, 'WHERE market = ? AND day < ? ORDER BY day DESC LIMIT ?')
  const madeBy = query(profits, 'WHERE account = ? AND day >= ? AND day < ? ORDER BY day DESC, market LIMIT ?')
  return {
    marks: (market, limit, before = Number.MAX_SAFE_INTEGER) => marks(market, before, limit),
    profits: (account, { from, to, limit }) => madeBy(account, from, to, limit),
    legs: ofOneOrAll(legs, 'taker'),
    seriesRedemptions: newest(seriesRedemptions, 'account = ?'),
    receipts: ofOneOrAll(receipts, 'election'),
    creditEntries: ofOneOrAll(creditEntries, 'token'),
    claims: newest(creditEntries, "kind = 'claimed' AND account = ?"),
    coupons: ofOneOrAll(coupons, 'token'),
    monitorPoints: (token, { from, to, limit }) => points(token, from, to, limit).reverse(),
  }
}

/** Comes after every place in the chain. */
const END = { block: Number.MAX_SAFE_INTEGER, logIndex: 0 }

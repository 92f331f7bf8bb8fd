import type { Bundle } from '../market/bundle.ts'
import type { Credit, Redemption } from '../market/credit.ts'
import type { DeliveryReceipt, DeskAccount, Election, Offer } from '../market/delivery.ts'
import type { CreditEntry } from '../market/foldCredit.ts'
import type { MonitorPoint } from '../market/monitor.ts'
import type { Coupon, Note, Registration } from '../market/note.ts'
import type { Table, Value } from './table.ts'

// Rows of delivery and financing are few and read whole: what they are asked for by stands in columns, and all of them in one JSON text.

type Column<Row> = [definition: string, read: (row: Row) => Value]

/** @param keys - How many of the columns, the first ones, are the key. */
function rowTable<Row>(name: string, keys: number, columns: readonly Column<Row>[]): Table<Row> {
  return {
    ...{ name, keys, columns: [...columns.map(([definition]) => definition), 'row TEXT'] },
    encode: (row) => [...columns.map(([, read]) => read(row)), JSON.stringify(row, tagBigints)],
    decode: (values) => JSON.parse(values[columns.length] as string, untagBigints) as Row,
  }
}

/** JSON has no bigints: they stand as an object with one field, which no row has of its own. */
const tagBigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? { bigint: `${value}` } : value)

const untagBigints = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'bigint' in value ? BigInt(value.bigint as string) : value

type Placed = { at: { block: number; logIndex: number } }

/** Key of rows that are written once: their place in the chain. */
const place: readonly Column<Placed>[] = [
  ['block INTEGER', ({ at }) => at.block],
  ['log_index INTEGER', ({ at }) => at.logIndex],
]
const token: Column<{ token: string }> = ['token TEXT', (row) => row.token]

export const offers = rowTable<Offer>('offer', 1, [['offer INTEGER', ({ offer }) => offer]])
export const elections = rowTable<Election>('election', 1, [['election INTEGER', ({ election }) => election]])
export const receipts = rowTable<DeliveryReceipt>('receipt', 2, [
  ...place,
  ['election INTEGER', ({ election }) => election],
])
export const deskAccounts = rowTable<DeskAccount>('desk_account', 1, [['account TEXT', ({ account }) => account]])

export const credits = rowTable<Credit>('credit', 1, [token])
export const redemptions = rowTable<Redemption>('redemption', 2, [
  token,
  ['redemption INTEGER', ({ redemption }) => redemption],
])
export const creditEntries = rowTable<CreditEntry>('credit_entry', 2, [
  ...place,
  token,
  ['kind TEXT', ({ kind }) => kind],
  ['account TEXT', ({ account }) => account],
])

export const notes = rowTable<Note>('note', 1, [token])
export const registrations = rowTable<Registration>('registration', 2, [token, ['holder TEXT', ({ holder }) => holder]])
export const coupons = rowTable<Coupon>('coupon', 2, [...place, token])
export const bundles = rowTable<Bundle>('bundle', 1, [token])

const point: readonly Column<MonitorPoint>[] = [token, ['start INTEGER', ({ start }) => start]]
export const monitorNow = rowTable<MonitorPoint>('monitor_now', 1, point)
export const monitorHistory = rowTable<MonitorPoint>('monitor_history', 2, point)

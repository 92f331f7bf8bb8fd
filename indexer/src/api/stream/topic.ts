import { foundOf } from '../answers.ts'
import { unknownGrade } from '../errors.ts'
import type { Change, ReadModel } from '../readModel.ts'
import type { DeltaData, SnapshotData, Subscribe } from '../streamSchemas.ts'
import {
  wireAccountFill,
  wireBalance,
  wireBook,
  wireCandle,
  wireCurve,
  wireFill,
  wireMarket,
  wireOrder,
  wirePoint,
  wirePosition,
  wireSides,
  wireStats,
} from '../wire.ts'

/** Rows that a snapshot holds at most; older ones are paged from REST. */
const SNAPSHOT_FILLS = 100
const SNAPSHOT_ROWS = 100
const SNAPSHOT_CANDLES = 500
const SNAPSHOT_LEVELS = 1_000
const SNAPSHOT_ORDERS = 1_000

/** Later than any block, Unix seconds. */
const END_OF_TIME = 99_999_999_999

/** Names what a subscription is about: all who ask for the same have the same key, and so has every change of it. */
export function keyOfSubscribe(subscribe: Subscribe): string {
  switch (subscribe.channel) {
    case 'book':
    case 'fills':
      return `${subscribe.channel}:${subscribe.symbol}`
    case 'candles':
      return `candles:${subscribe.symbol}:${subscribe.interval}`
    case 'curve':
      return `curve:${subscribe.grade}`
    case 'account':
      return `account:${subscribe.address.toLowerCase()}`
    default:
      return subscribe.channel
  }
}

export function keyOfChange(change: Change): string {
  if (change.channel === 'account') return `account:${change.account}`
  return keyOfSubscribe({ op: 'subscribe', id: 'change', ...change })
}

/**
 * Reads the whole state of what is subscribed to.
 *
 * @param sequence - Of the message that it travels in.
 * @throws {@link ApiFailure} if there is no such market or grade.
 */
export function readSnapshot(
  readModel: ReadModel,
  subscribe: Subscribe,
  sequence: number,
): SnapshotData[Subscribe['channel']] {
  switch (subscribe.channel) {
    case 'book': {
      const { symbol } = subscribe
      return wireBook(symbol, sequence, foundOf(readModel, symbol, readModel.book(symbol, SNAPSHOT_LEVELS)))
    }
    case 'fills': {
      const fills = readModel.fills(subscribe.symbol, { limit: SNAPSHOT_FILLS })
      return foundOf(readModel, subscribe.symbol, fills).map(wireFill)
    }
    case 'candles': {
      const range = { from: 0, to: END_OF_TIME, limit: SNAPSHOT_CANDLES }
      const candles = readModel.candles(subscribe.symbol, subscribe.interval, range)
      return foundOf(readModel, subscribe.symbol, candles).map(wireCandle)
    }
    case 'curve': {
      const curve = readModel.curve(subscribe.grade)
      if (curve) return wireCurve(curve)
      throw unknownGrade(
        subscribe.grade,
        readModel.curves().map(({ grade }) => grade),
      )
    }
    case 'markets':
      return readModel.markets().map(wireMarket)
    case 'account':
      return readAccount(readModel, subscribe.address.toLowerCase() as `0x${string}`)
    case 'status':
      return readModel.status()
    case 'deliveries': {
      const { live, receipts } = readModel.desk
      const newest = receipts(null, { limit: SNAPSHOT_ROWS })
      return { offers: live.offers(), deliveries: live.deliveries(), receipts: newest, accounts: live.accounts() }
    }
    case 'credits': {
      const { live, creditEvents } = readModel.finance
      const events = creditEvents(null, { limit: SNAPSHOT_ROWS })
      return { credits: live.credits(), redemptions: live.redemptions(), events }
    }
    case 'notes': {
      const { live, coupons } = readModel.finance
      const newest = coupons(null, { limit: SNAPSHOT_ROWS })
      return { notes: live.notes(), coupons: newest, registrations: live.registrations() }
    }
    case 'bundles':
      return readModel.finance.live.bundles()
    case 'financing':
      return readModel.finance.overview()
    case 'monitor':
      return readModel.finance.monitor()
    case 'index':
      return readModel.settlement.index()
    case 'settlements':
      return readModel.settlement.settlements()
    case 'marks':
      return readModel.settlement.latestMarks()
  }
}

const readAccount = (readModel: ReadModel, account: `0x${string}`): SnapshotData['account'] => ({
  balances: readModel.balances(account).map(wireBalance),
  orders: readModel.orders(account, { status: 'open', limit: SNAPSHOT_ORDERS }).map(wireOrder),
  fills: readModel.accountFills(account, { limit: SNAPSHOT_FILLS }).map(wireAccountFill),
  positions: readModel.positions(account).map(wirePosition),
  access: readModel.trades.access(account),
})

/** What the delta of a change holds. */
export function deltaOf(change: Change): DeltaData[Change['channel']] {
  switch (change.channel) {
    case 'book':
      return wireSides(change)
    case 'fills':
      return change.fills.map(wireFill)
    case 'candles':
      return change.candles.map(wireCandle)
    case 'curve':
      return change.points.map(wirePoint)
    case 'markets':
      return change.markets.map(({ stats, ...rest }) => ({ ...rest, stats: wireStats(stats) }))
    case 'account':
      return {
        ...(change.balances && { balances: change.balances.map(wireBalance) }),
        ...(change.orders && { orders: change.orders.map(wireOrder) }),
        ...(change.fills && { fills: change.fills.map(wireAccountFill) }),
        ...(change.access && { access: change.access }),
        ...(change.positions && { positions: change.positions.map(wirePosition) }),
      }
    case 'deliveries':
    case 'credits':
    case 'notes': {
      const { channel: _, ...rows } = change
      return rows
    }
    case 'bundles':
      return change.bundles
    case 'financing':
      return change.rows
    case 'monitor':
      return change.monitor
    case 'index':
      return change.grades
    case 'settlements':
      return change.settlements
    case 'marks':
      return change.marks
  }
}

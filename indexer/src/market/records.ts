import type { CancelAfter, SessionKey } from './access.ts'
import type { Bundle } from './bundle.ts'
import type { Contract } from './contract.ts'
import { type Credit, type Redemption, redemptionKey } from './credit.ts'
import { type DeliveryReceipt, type DeskAccount, type Election, type Offer, placeKey } from './delivery.ts'
import type { CreditEntry } from './foldCredit.ts'
import type { LegsTrade } from './legs.ts'
import type { Family } from './listing.ts'
import type { DailyMark, DailyProfit } from './mark.ts'
import type { MonitorPoint } from './monitor.ts'
import { type Coupon, type Note, type Registration, registrationKey } from './note.ts'
import { Overlay } from './overlay.ts'
import { type PrintDay, printKey } from './print.ts'
import { type Reporter, reporterKey } from './reporter.ts'
import type { SeriesRedemption, Settlement, SettlementRuling } from './settlement.ts'

/** Rows beside those of books and accounts, by their kind. A new kind stands here, in {@link RECORDS}, and in store/recordTables.ts. */
export type Records = {
  contracts: Contract
  offers: Offer
  elections: Election
  receipts: DeliveryReceipt
  deskAccounts: DeskAccount
  credits: Credit
  redemptions: Redemption
  creditEntries: CreditEntry
  notes: Note
  registrations: Registration
  coupons: Coupon
  bundles: Bundle
  /** The newest point of each credit, of an hour that may not be over. */
  monitorNow: MonitorPoint
  /** Points of hours that are over. */
  monitorHistory: MonitorPoint
  sessionKeys: SessionKey
  cancelAfters: CancelAfter
  legs: LegsTrade
  settlements: Settlement
  settlementRules: SettlementRuling
  families: Family
  prints: PrintDay
  reporters: Reporter
  /** The newest of each series. */
  marks: DailyMark
  markHistory: DailyMark
  profits: DailyProfit
  seriesRedemptions: SeriesRedemption
}
export type RecordKind = keyof Records

type RecordRule<Row> = {
  keyOf: (row: Row) => string
  /** True if every row is held in memory too; false for history, which is read from the store alone and written once a key. */
  inMemory: boolean
}

export const RECORDS: { [Kind in RecordKind]: RecordRule<Records[Kind]> } = {
  contracts: { keyOf: ({ address }) => address, inMemory: true },
  offers: { keyOf: ({ offer }) => `${offer}`, inMemory: true },
  elections: { keyOf: ({ election }) => `${election}`, inMemory: true },
  receipts: { keyOf: ({ at }) => placeKey(at), inMemory: false },
  deskAccounts: { keyOf: ({ account }) => account, inMemory: true },
  credits: { keyOf: ({ token }) => token, inMemory: true },
  redemptions: { keyOf: ({ token, redemption }) => redemptionKey(token, redemption), inMemory: true },
  creditEntries: { keyOf: ({ at }) => placeKey(at), inMemory: false },
  notes: { keyOf: ({ token }) => token, inMemory: true },
  registrations: { keyOf: ({ token, holder }) => registrationKey(token, holder), inMemory: true },
  coupons: { keyOf: ({ at }) => placeKey(at), inMemory: false },
  bundles: { keyOf: ({ token }) => token, inMemory: true },
  monitorNow: { keyOf: ({ token }) => token, inMemory: true },
  monitorHistory: { keyOf: ({ token, start }) => `${token}:${start}`, inMemory: false },
  sessionKeys: { keyOf: ({ owner, operator }) => `${owner}:${operator}`, inMemory: true },
  cancelAfters: { keyOf: ({ owner }) => owner, inMemory: true },
  legs: { keyOf: placeKey, inMemory: false },
  settlements: { keyOf: ({ market }) => `${market}`, inMemory: true },
  settlementRules: { keyOf: ({ family }) => `${family}`, inMemory: true },
  families: { keyOf: ({ family }) => `${family}`, inMemory: true },
  prints: { keyOf: ({ grade, day }) => printKey(grade, day), inMemory: true },
  marks: { keyOf: ({ market }) => `${market}`, inMemory: true },
  markHistory: { keyOf: ({ market, day }) => `${market}:${day}`, inMemory: false },
  profits: { keyOf: ({ account, market, day }) => `${account}:${market}:${day}`, inMemory: false },
  reporters: { keyOf: ({ grade, reporter }) => reporterKey(grade, reporter), inMemory: true },
  seriesRedemptions: { keyOf: placeKey, inMemory: false },
}
export const RECORD_KINDS = Object.keys(RECORDS) as RecordKind[]

/** Rows in memory, by kind and key; empty for kinds that are not held there. */
export type RecordMaps = { [Kind in RecordKind]: Map<string, Records[Kind]> }
export type RecordOverlays = { [Kind in RecordKind]: Overlay<string, Records[Kind]> }
export type RecordRows = { [Kind in RecordKind]: readonly Records[Kind][] }

const byKind = <Result>(make: (kind: RecordKind) => unknown): Result =>
  Object.fromEntries(RECORD_KINDS.map((kind) => [kind, make(kind)])) as Result

export const emptyRecords = (): RecordMaps => byKind(() => new Map())

export const overlaysOf = (maps: RecordMaps): RecordOverlays =>
  byKind((kind) => new Overlay<string, Records[RecordKind]>(maps[kind]))

/** Puts rows of one kind into memory, unless the kind is not held there. */
export function holdRecords<Kind extends RecordKind>(
  maps: RecordMaps,
  kind: Kind,
  rows: Iterable<Records[Kind]>,
): void {
  const { keyOf, inMemory } = RECORDS[kind]
  if (!inMemory) return
  for (const row of rows) maps[kind].set(keyOf(row), row)
}

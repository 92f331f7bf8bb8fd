import type { Contract } from './contract.ts'
import { Overlay } from './overlay.ts'

/** Rows beside those of books and accounts, by their kind. A new kind stands here, in {@link RECORDS}, and in store/recordTables.ts. */
export type Records = {
  contracts: Contract
}
export type RecordKind = keyof Records

type RecordRule<Row> = {
  keyOf: (row: Row) => string
  /** True if every row is held in memory too; false for history, which is read from the store alone and written once a key. */
  inMemory: boolean
}

export const RECORDS: { [Kind in RecordKind]: RecordRule<Records[Kind]> } = {
  contracts: { keyOf: ({ address }) => address, inMemory: true },
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

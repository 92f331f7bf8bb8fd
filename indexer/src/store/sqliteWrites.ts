import type Database from 'libsql'
import { StopError } from '../errors.ts'
import type { Draft } from '../market/draft.ts'
import type { Overlay } from '../market/overlay.ts'
import type { RecordKind } from '../market/records.ts'
import { CHANGING, type Changing } from './schema.ts'
import type { Checkpoint, Header, Step, Store } from './store.ts'
import { fills, type Table, type Value } from './table.ts'

type Writes = Pick<Store, 'commit' | 'rollback' | 'finalize' | 'clear'>

const kinds = Object.keys(CHANGING) as Changing[]
const tableOf = (kind: Changing): Table<unknown> => CHANGING[kind] as Table<unknown>
const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ')

/** Prepares every change of the store. @param checkpoint - Reads where it stands. */
export function openWrites(database: Database.Database, checkpoint: Store['checkpoint']): Writes {
  const rows = kinds.map((kind) => openInsert(database, tableOf(kind), 'INSERT OR REPLACE'))
  const removals = kinds.map((kind) => {
    const table = tableOf(kind)
    const keys = table.columns.slice(0, table.keys).map((column) => `${column.split(' ')[0]} = ?`)
    return database.prepare(`DELETE FROM ${table.name} WHERE ${keys.join(' AND ')}`)
  })
  const insertFills = openInsert(database, fills as Table<unknown>, 'INSERT')
  const header = database.prepare('INSERT INTO header VALUES (?, ?, ?, ?)')
  const undo = database.prepare('INSERT INTO undo (block, kind, key, image) VALUES (?, ?, ?, ?)')
  const undone = database.prepare('SELECT kind, key, image FROM undo WHERE block > ? ORDER BY id DESC').raw()
  const raiseMeta = database.prepare('UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = ?')
  const raise = (name: 'sequence' | 'reorgs'): void => void raiseMeta.run(name)
  const transact = <Result>(work: () => Result): Result => {
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      database.exec('COMMIT')
      return result
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
  const stands = (): Checkpoint => {
    const found = checkpoint()
    if (!found) throw new StopError('The store has no checkpoint after a step')
    return found
  }

  const writeRows = (draft: Draft): void => {
    for (const [number, kind] of kinds.entries()) {
      const { encode } = tableOf(kind)
      rows[number]?.(Array.from(overlayOf(draft, kind).rows(), encode))
    }
    insertFills(draft.fills.map(fills.encode))
  }
  const writeImages = (draft: Draft, block: number): void => {
    for (const [number, kind] of kinds.entries()) {
      const { encode, keys } = tableOf(kind)
      for (const image of imagesOf(draft, kind)) {
        const key = encode(image.after).slice(0, keys)
        undo.run(
          block,
          number,
          JSON.stringify(key),
          image.before === undefined ? null : JSON.stringify(encode(image.before)),
        )
      }
    }
  }

  return {
    commit: ({ header: { number, hash, parent, timestamp }, draft, undoable }: Step) =>
      transact(() => {
        if (undoable) writeImages(draft, number)
        writeRows(draft)
        if (!undoable) database.exec('DELETE FROM header')
        header.run(number, hash, parent, timestamp)
        raise('sequence')
        return stands()
      }),
    rollback: ({ number }: Header) =>
      transact(() => {
        for (const [kind, key, image] of undone.all(number) as [number, string, string | null][]) {
          if (image === null) removals[kind]?.run(...(JSON.parse(key) as Value[]))
          else rows[kind]?.([JSON.parse(image) as Value[]])
        }
        for (const [table, column] of [
          ['fill', 'block'],
          ['header', 'number'],
          ['undo', 'block'],
        ] as const) {
          database.prepare(`DELETE FROM ${table} WHERE ${column} > ?`).run(number)
        }
        raise('sequence')
        raise('reorgs')
        return stands()
      }),
    clear: () =>
      transact(() => {
        for (const name of [...kinds.map((kind) => tableOf(kind).name), 'fill', 'header', 'undo']) {
          database.prepare(`DELETE FROM ${name}`).run()
        }
      }),
    finalize: (number) =>
      transact(() => {
        database.prepare('DELETE FROM undo WHERE block <= ?').run(number)
        database
          .prepare('DELETE FROM header WHERE number < ? AND number < (SELECT max(number) FROM header)')
          .run(number)
      }),
  }
}

/** Rows that one statement writes: most of its cost is that of calling it. */
const ROWS_AT_ONCE = 32

/** Writes rows, many with one statement as long as there are enough. */
function openInsert(database: Database.Database, { name, columns }: Table<unknown>, verb: string) {
  const row = `(${marks(columns.length)})`
  const single = database.prepare(`${verb} INTO ${name} VALUES ${row}`)
  const many = database.prepare(`${verb} INTO ${name} VALUES ${Array(ROWS_AT_ONCE).fill(row).join(', ')}`)
  return (values: readonly Value[][]): void => {
    let next = 0
    for (; next + ROWS_AT_ONCE <= values.length; next += ROWS_AT_ONCE) {
      many.run(values.slice(next, next + ROWS_AT_ONCE).flat())
    }
    for (const rest of values.slice(next)) single.run(rest)
  }
}

/** What a draft changes in one table. */
const overlayOf = (draft: Draft, kind: Changing) =>
  (kind in draft.records ? draft.records[kind as RecordKind] : draft[kind as Exclude<Changing, RecordKind>]) as Overlay<
    string | number,
    unknown
  >

type Image = { before: unknown; after: unknown }

/** Every row that a draft changes, as it was and as it is. */
function* imagesOf(draft: Draft, kind: Changing): Generator<Image> {
  const overlay = overlayOf(draft, kind)
  for (const [key, after] of overlay.changed) {
    if (after !== undefined) yield { after, before: overlay.before(key) }
  }
}

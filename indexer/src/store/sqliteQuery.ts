import type Database from 'libsql'
import type { Table, Value } from './table.ts'

/** Prepares a question about the rows of one table. @param rest - What follows the table's name. */
export function queryOf<Row>(database: Database.Database, table: Table<Row>, rest: string) {
  const names = table.columns.map((column) => column.split(' ')[0]).join(', ')
  const statement = database.prepare(`SELECT ${names} FROM ${table.name} ${rest}`).raw()
  return (...values: Value[]): Row[] => (statement.all(...values) as Value[][]).map(table.decode)
}

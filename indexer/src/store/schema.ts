import { recordTables } from './recordTables.ts'
import { assets, balances, candles, fills, grades, markets, orders, positions, type Table } from './table.ts'

/** Raised with every change of a table: an older store is refused, and rebuilt from the chain. */
export const SCHEMA_VERSION = 5

/** Tables whose rows change, and so leave an image of what they were. The order gives them their number in `undo`. */
export const CHANGING = { assets, grades, markets, orders, balances, positions, candles, ...recordTables } as const
export type Changing = keyof typeof CHANGING

const create = <Row>({ name, columns, keys }: Table<Row>): string => {
  const key = columns.slice(0, keys).map((column) => column.split(' ')[0])
  // A single whole number is the table's own row id, anything else would need an index beside the table.
  const rowid = keys === 1 && columns[0]?.endsWith(' INTEGER')
  return `CREATE TABLE ${name} (${columns.join(', ')}, PRIMARY KEY (${key})) STRICT${rowid ? '' : ', WITHOUT ROWID'};`
}

export const SCHEMA = `
${[...Object.values(CHANGING)].map((table) => create(table as Table<unknown>)).join('\n')}
${create(fills)}
CREATE UNIQUE INDEX fill_once ON fill (block, log_index, part);
CREATE INDEX fill_market ON fill (market, id);
CREATE INDEX fill_maker ON fill (maker, id);
CREATE INDEX fill_taker ON fill (taker, id);
CREATE INDEX fill_block_trade ON fill (timestamp) WHERE kind = 'block';
CREATE INDEX legs_taker ON legs (taker, block, log_index);
CREATE INDEX redemption_account ON series_redemption (account, block, log_index);
CREATE INDEX profit_day ON profit (account, day);
CREATE INDEX order_owner ON orders (owner, id);
CREATE INDEX receipt_election ON receipt (election, block, log_index);
CREATE INDEX credit_entry_token ON credit_entry (token, block, log_index);
CREATE INDEX credit_entry_account ON credit_entry (account, block, log_index) WHERE kind = 'claimed';
CREATE INDEX coupon_token ON coupon (token, block, log_index);
CREATE INDEX order_live ON orders (id) WHERE live = 1;
CREATE TABLE header (number INTEGER PRIMARY KEY, hash TEXT, parent TEXT, timestamp INTEGER) STRICT;
CREATE TABLE undo (id INTEGER PRIMARY KEY, block INTEGER, kind INTEGER, key TEXT, image TEXT) STRICT;
CREATE INDEX undo_block ON undo (block);
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;
`

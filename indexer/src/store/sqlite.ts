import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'libsql'
import { StopError } from '../errors.ts'
import { SCHEMA, SCHEMA_VERSION } from './schema.ts'
import { openReads } from './sqliteReads.ts'
import { openWrites } from './sqliteWrites.ts'
import type { Identity, Store } from './store.ts'

const FILE = 'gigahour.sqlite'

/**
 * Opens the store of a folder, or makes it.
 *
 * @param folder - Where the file stands; `:memory:` for a store that ends with the process.
 * @param reset - Throws away what is stored, whatever it is of, to be rebuilt from the chain.
 * @throws {@link StopError} if it is of another chain, contract or version and not reset.
 */
export function openStore(folder: string, identity: Identity, reset = false): Store {
  const inMemory = folder === ':memory:'
  const file = inMemory ? folder : path.join(folder, FILE)
  if (!inMemory) mkdirSync(folder, { recursive: true })
  let database = connect(file)
  const trouble = mismatch(database, identity)
  if (trouble !== undefined || reset) {
    database.close()
    if (!reset) throw new StopError(`${file} ${trouble}. With GIGAHOUR_RESET=1 it is rebuilt from the chain.`)
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
    database = connect(file)
    mismatch(database, identity)
  }
  const reads = openReads(database)
  return {
    ...reads,
    ...openWrites(database, reads.checkpoint),
    close: () => void database.close(),
  }
}

function connect(file: string): Database.Database {
  const database = new Database(file)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384;')
  // The log is written back in larger portions: each waits for the disk.
  database.exec('PRAGMA wal_autocheckpoint = 8000')
  return database
}

/** Compares an existing store with what is followed, and makes a new one. @returns What is wrong. */
function mismatch(
  database: Database.Database,
  { chainId, blockHash, exchange, contracts }: Identity,
): string | undefined {
  const identity = {
    schema: `${SCHEMA_VERSION}`,
    chain: `${chainId}`,
    block: blockHash,
    exchange: exchange.toLowerCase(),
    contracts: contracts.toSorted().join(' '),
  }
  const exists = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'meta'").get() !== undefined
  if (!exists) {
    database.exec(`BEGIN; ${SCHEMA}`)
    const insert = database.prepare('INSERT INTO meta VALUES (?, ?)')
    for (const entry of Object.entries({ ...identity, sequence: '0', reorgs: '0' })) insert.run(...entry)
    database.exec('COMMIT')
    return undefined
  }
  const stored = new Map(database.prepare('SELECT name, value FROM meta').raw().all() as [string, string][])
  const wrong = Object.entries(identity).filter(([name, value]) => stored.get(name) !== value)
  if (wrong.length === 0) return undefined
  return `is of another ${wrong.map(([name, value]) => `${name} (${stored.get(name)}, not ${value})`).join(', ')}`
}

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bytecodeOf } from '@gigahour/contracts/deploy/artifact'
import { type Deployment, parseDeployment } from '@gigahour/contracts/deployment'

/** What is kept beside a chain's state. */
export type ChainRecord = {
  /** Of everything that the chain was made from. */
  fingerprint: string
  deployment: Deployment
  /** Time of the first block, Unix seconds. */
  beginning: number
  /** False while the chain runs: its state is then older than what others have seen of it. */
  saved: boolean
}

const fileIn = (folder: string): string => path.join(folder, 'chain.json')

/** `undefined` if there is none, or it is none of this version. */
export function readRecord(folder: string): ChainRecord | undefined {
  if (!existsSync(fileIn(folder))) return undefined
  try {
    const record = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as ChainRecord
    return { ...record, deployment: parseDeployment(record.deployment) }
  } catch {
    return undefined
  }
}

export function writeRecord(folder: string, record: ChainRecord): void {
  writeFileSync(fileIn(folder), `${JSON.stringify(record, null, 2)}\n`)
}

/** Changes with the contracts, and with who trades in the history and how. */
export function fingerprintOf(historyDays: number): string {
  const hash = createHash('sha256').update(`${historyDays}`)
  for (const contract of ['Exchange', 'SeriesRegistry', 'ForwardToken']) hash.update(bytecodeOf(contract))
  const actors = path.resolve(import.meta.dirname, '../actors')
  for (const file of historyDays > 0 ? readdirSync(actors).toSorted() : []) {
    if (!file.endsWith('.test.ts')) hash.update(readFileSync(path.join(actors, file)))
  }
  return hash.digest('hex')
}

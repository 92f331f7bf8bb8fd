import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bytecodeOf } from '@gigahour/contracts/deploy/artifact'
import { type FullDeployment, parseDeployment } from '@gigahour/contracts/deployment'

/** What is kept beside a chain's state. */
export type ChainRecord = {
  /** Of everything that the chain was made from. */
  fingerprint: string
  deployment: FullDeployment
  /** Time of the first block, Unix seconds. */
  beginning: number
  /** The last day that was lived in each of the two states that are kept: when its history was made, and when it was stopped. */
  lastDay: { history: number; state: number }
  /** False while the chain runs: its state is then older than what others have seen of it. */
  saved: boolean
}

const fileIn = (folder: string): string => path.join(folder, 'chain.json')

/** `undefined` if there is none, or it is none of this version. */
export function readRecord(folder: string): ChainRecord | undefined {
  if (!existsSync(fileIn(folder))) return undefined
  try {
    const record = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as ChainRecord
    if (!record.lastDay) return undefined
    return { ...record, deployment: parseDeployment(record.deployment) as FullDeployment }
  } catch {
    return undefined
  }
}

export function writeRecord(folder: string, record: ChainRecord): void {
  writeFileSync(fileIn(folder), `${JSON.stringify(record, null, 2)}\n`)
}

/** Everything that a deployment creates at once. */
const CONTRACTS = [
  'Exchange',
  'Clearing',
  'SeriesRegistry',
  'ForwardToken',
  'CommitteeArbiter',
  'PriceIndex',
  'Settlement',
  'DeliveryDesk',
  'CreditFactory',
  'NoteFactory',
  'BundleFactory',
] as const

/** Changes with the contracts, and with who trades in the history and how. */
export function fingerprintOf(historyDays: number): string {
  const hash = createHash('sha256').update(`${historyDays}`)
  for (const contract of CONTRACTS) hash.update(bytecodeOf(contract))
  for (const folder of historyDays > 0 ? ['actors', 'calendar'] : []) {
    const actors = path.resolve(import.meta.dirname, '..', folder)
    for (const file of readdirSync(actors).toSorted()) {
      if (!file.endsWith('.test.ts')) hash.update(readFileSync(path.join(actors, file)))
    }
  }
  return hash.digest('hex')
}

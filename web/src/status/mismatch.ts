import type { Status } from '@gigahour/indexer/api'
import type { Config } from '../config.ts'
import type { ChainPulse } from './chainPulse.ts'

/** Ways in which page, chain and indexer can speak of different things. */
export type Mismatch = 'rpc chain' | 'indexer chain' | 'indexer contracts'

export function findMismatches(config: Config, status: Status | undefined, pulse: ChainPulse | undefined): Mismatch[] {
  const { chainId, exchange } = config.deployment
  const mismatches: Mismatch[] = []
  if (pulse && pulse.chainId !== chainId) mismatches.push('rpc chain')
  if (status && status.chainId !== chainId) mismatches.push('indexer chain')
  if (status && status.contracts.exchange.toLowerCase() !== exchange.toLowerCase()) mismatches.push('indexer contracts')
  return mismatches
}

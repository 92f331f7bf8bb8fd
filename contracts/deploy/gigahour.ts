import { getTransactionCount } from 'viem/actions'
import type { Signer } from '../client/actions.ts'
import type { FullDeployment } from '../client/deployment.ts'
import { deployDelivery } from './delivery.ts'
import { deployExchange, EXCHANGE_TRANSACTIONS, type ExchangeOptions } from './exchange.ts'
import { deployFinancing } from './financing.ts'
import { GRADES, termsOf } from './grades.ts'
import { deployIndex, foretellIndex, type IndexOptions } from './index.ts'

export type GigahourOptions = Omit<ExchangeOptions, 'settler' | 'priceIndex' | 'grades'> & Omit<IndexOptions, 'owner'>

/**
 * Deploys the exchange and everything around it.
 *
 * The exchange comes first, so that no event is older than it. It knows its settler, and the registry its index, from the start: their addresses
 * follow from the deployer's nonces, like those of the exchange's own parts.
 */
export async function deployGigahour(signer: Signer, options: GigahourOptions): Promise<FullDeployment> {
  const from = signer.account.address
  const nonce = await getTransactionCount(signer, { address: from, blockTag: 'pending' })
  const { priceIndex, settlement } = foretellIndex(from, nonce + EXCHANGE_TRANSACTIONS)
  const grades = GRADES.map(termsOf)
  const core = await deployExchange(signer, { ...options, settler: settlement, priceIndex, grades })
  const index = await deployIndex(signer, core, options)
  const financing = await deployFinancing(signer, { usdc: core.usdc, priceIndex: index.priceIndex })
  const delivery = await deployDelivery(signer, core)
  return { ...core, ...index, ...delivery, ...financing }
}

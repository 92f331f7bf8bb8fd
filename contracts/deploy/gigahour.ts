import { getTransactionCount } from 'viem/actions'
import type { Signer } from '../client/actions.ts'
import type { FullDeployment } from '../client/deployment.ts'
import { deployDelivery } from './delivery.ts'
import { deployExchange, EXCHANGE_TRANSACTIONS, type ExchangeOptions } from './exchange.ts'
import { deployFinancing } from './financing.ts'
import { deployIndex, type IndexOptions, settlementAt } from './index.ts'

export type GigahourOptions = Omit<ExchangeOptions, 'settler'> & Omit<IndexOptions, 'owner'>

/**
 * Deploys the exchange and everything around it.
 *
 * The exchange comes first, so that no event is older than it. It knows its settler from the start: its address follows from the
 * deployer's nonces, like those of the exchange's own parts.
 */
export async function deployGigahour(signer: Signer, options: GigahourOptions): Promise<FullDeployment> {
  const from = signer.account.address
  const nonce = await getTransactionCount(signer, { address: from, blockTag: 'pending' })
  const settler = settlementAt(from, nonce + EXCHANGE_TRANSACTIONS)
  const core = await deployExchange(signer, { ...options, settler })
  const index = await deployIndex(signer, core, options)
  const financing = await deployFinancing(signer, { usdc: core.usdc, priceIndex: index.priceIndex })
  const delivery = await deployDelivery(signer, core)
  return { ...core, ...index, ...delivery, ...financing }
}

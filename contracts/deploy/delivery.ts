import type { Address } from 'viem'
import { deployContract } from 'viem/actions'
import { deliveryDeskAbi } from '../client/abi.ts'
import type { Signer } from '../client/actions.ts'
import { bytecodeOf } from './artifact.ts'
import { succeeded } from './receipt.ts'

/** Deploys the delivery desk of an exchange. It has no owner and nothing to set. */
export async function deployDelivery(
  signer: Signer,
  { exchange, seriesRegistry }: { exchange: Address; seriesRegistry: Address },
): Promise<{ deliveryDesk: Address }> {
  const hash = await deployContract(signer, {
    abi: deliveryDeskAbi,
    bytecode: bytecodeOf('DeliveryDesk'),
    args: [exchange, seriesRegistry],
  })
  const { contractAddress } = await succeeded(signer, hash)
  if (!contractAddress) throw new Error(`Transaction ${hash} created no contract`)
  return { deliveryDesk: contractAddress }
}

import { computeCreditAbi, creditFactoryAbi } from '@gigahour/contracts/abi'
import { deliverCredit, receiptTypedData } from '@gigahour/contracts/credit'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import type { Lots } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { LocalClient } from '../chain/anvil.ts'
import type { Metered } from './metered.ts'
import { Refusal } from './refusal.ts'

/** Units of a credit that its holder has committed to the endpoint. */
export function createRedemption(
  client: LocalClient,
  { creditFactory }: FullDeployment,
  { credit: address, redemption }: { credit: Address; redemption: bigint },
): Metered {
  const credit = { address, abi: computeCreditAbi } as const
  const factory = { address: creditFactory, abi: creditFactoryAbi } as const

  return {
    terms: async () => {
      // Any contract can say that it is a credit; of the factory's alone it is known what they do with a receipt.
      if (!(await readContract(client, { ...factory, functionName: 'isCredit', args: [address] }))) {
        throw new Refusal(404, 'unknown_credit', `There is no credit ${address}`)
      }
      if (
        redemption < 1n ||
        redemption > (await readContract(client, { ...credit, functionName: 'redemptionCount' }))
      ) {
        throw new Refusal(404, 'unknown_redemption', `Credit ${address} has no redemption ${redemption}`)
      }
      const [{ unit, meter, endpoint, start, end }, { holder, lots }] = await Promise.all([
        readContract(client, { ...credit, functionName: 'terms' }),
        readContract(client, { ...credit, functionName: 'redemptionOf', args: [redemption] }),
      ])
      return {
        ...{ subject: { credit: address, redemption }, user: holder, role: 'holder', lots: lots as Lots, unit },
        ...{ meter, endpoint, start: Number(start), end: Number(end) },
        // Until somebody declares default, which ends it.
        postingEnd: Number.POSITIVE_INFINITY,
      }
    },
    progress: async () => {
      const [{ lots, delivered, left }, { defaultedAt }] = await Promise.all([
        readContract(client, { ...credit, functionName: 'redemptionOf', args: [redemption] }),
        readContract(client, { ...credit, functionName: 'state' }),
      ])
      return { delivered: delivered as Lots, isOver: left || delivered === lots || defaultedAt !== 0n }
    },
    toSign: async (receipt) => {
      const name = await readContract(client, { ...credit, functionName: 'name' })
      return receiptTypedData({ chainId: client.chain.id, address, name }, { redemptionId: redemption, ...receipt })
    },
    toPost: ({ signer, signature, ...receipt }) =>
      deliverCredit(address, { redemptionId: redemption, ...receipt }, signer, signature),
  }
}

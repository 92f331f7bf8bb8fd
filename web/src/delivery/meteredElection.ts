import { receiptTypedData } from '@gigahour/contracts/receipt'
import { toLots } from '@gigahour/contracts/units'
import type { Delivery } from '@gigahour/indexer/api/delivery'
import type { Address } from 'viem'
import type { Metered } from '../gateway/metered.ts'

/** An election as the endpoint meters it. @param unit - Word for GPU-hours. */
export const meteredElection = (desk: Address, delivery: Delivery, unit: string): Metered => ({
  ...{ subject: { election: `${delivery.election}` }, endpoint: delivery.endpoint, unit },
  ...{ meter: delivery.meter, lots: delivery.lots, delivered: delivery.delivered },
  ...{ start: delivery.schedule.start, end: delivery.schedule.end },
  toSign: async (chainId, { deliveredLots, time }) =>
    receiptTypedData(
      { chainId, desk },
      { electionId: BigInt(delivery.election), deliveredLots: toLots(deliveredLots), time },
    ),
  toPost: async ({ deliveredLots, time }, signer, signature) => {
    const { postReceipt } = await import('@gigahour/contracts/delivery')
    const receipt = { electionId: BigInt(delivery.election), deliveredLots: toLots(deliveredLots), time }
    return postReceipt(desk, { ...receipt, signer, signature })
  },
})

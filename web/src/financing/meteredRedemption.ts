import type { Credit, Redemption } from '@gigahour/indexer/api/credits'
import type { Address } from 'viem'
import type { Metered } from '../gateway/metered.ts'

/** A redemption as the endpoint meters it. */
export const meteredRedemption = (
  { token, name, endpoint, unit, meter, start, end }: Credit,
  { redemption, lots, delivered }: Redemption,
): Metered => ({
  ...{ subject: { credit: token, redemption: `${redemption}` }, endpoint, unit, meter, lots, delivered, start, end },
  toSign: async (chainId, receipt) => {
    const { receiptTypedData } = await import('@gigahour/contracts/credit')
    const credit = { chainId, address: token as Address, name }
    return receiptTypedData(credit, { redemptionId: BigInt(redemption), ...receipt })
  },
  toPost: async (receipt, signer, signature) => {
    const { deliverCredit } = await import('@gigahour/contracts/credit')
    return deliverCredit(token as Address, { redemptionId: BigInt(redemption), ...receipt }, signer, signature)
  },
})

import type { Credit, Redemption } from '@gigahour/indexer/api/credits'
import type { Address } from 'viem'
import type { Metered } from '../gateway/metered.ts'

/** A redemption as the endpoint meters it. */
export const meteredRedemption = (
  { token, name, endpoint, unit, start }: Credit,
  { redemption, lots }: Redemption,
): Metered => ({
  ...{ subject: { credit: token, redemption: `${redemption}` }, endpoint, lots, unit, start },
  toSign: async (chainId, receipt) => {
    const { receiptTypedData } = await import('@gigahour/contracts/credit')
    const credit = { chainId, address: token as Address, name }
    return receiptTypedData(credit, { redemptionId: BigInt(redemption), ...receipt })
  },
})

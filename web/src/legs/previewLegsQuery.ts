import { type Leg, previewLegs } from '@gigahour/contracts/legs'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Config as WagmiConfig } from 'wagmi'
import type { Text } from '../i18n/en.ts'
import type { Services } from '../services.ts'
import type { LegTake } from './plan.ts'

/** What legs would come to: net cost in base units, and each leg's take by ascending market. */
export type LegsPreview = readonly [cost: bigint, takes: readonly LegTake[]]

/** As often the books are asked anew, milliseconds. */
const REFRESH = 2_000

/** The exchange's own preview of legs, kept live. Its error is a sentence: which month has too little on offer, for one. */
export const previewLegsQuery = (services: Services, wagmi: WagmiConfig, text: Text, legs: readonly Leg[] | null) =>
  queryOptions({
    queryKey: ['preview legs', text.language, legs?.map((leg) => ({ ...leg, lots: `${leg.lots}` }))],
    queryFn: legs
      ? async (): Promise<LegsPreview> => {
          const { clientOf } = await import('../wallet/chain.ts')
          try {
            return await clientOf(wagmi, services.config).readContract(
              previewLegs(services.config.deployment.exchange, legs),
            )
          } catch (error) {
            const { describeFault, faultOf } = await import('../wallet/fault.ts')
            throw new Error(await describeFault(faultOf(error), text), { cause: error })
          }
        }
      : skipToken,
    refetchInterval: REFRESH,
    gcTime: 10_000,
    retry: false,
  })

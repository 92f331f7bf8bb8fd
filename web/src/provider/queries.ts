import type { Provider } from '@gigahour/indexer/api/provider'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Config as WagmiConfig } from 'wagmi'
import { announced } from '../indexer/fresh.ts'
import type { Services } from '../services.ts'

export const providerKey = ['provider'] as const

/** Everything that the account offers and owes as a provider. */
export const providerQuery = (services: Services, address: Address | null) => {
  const account = address?.toLowerCase() ?? null
  return announced<Provider>(services, [...providerKey, account], account && `/v1/accounts/${account}/provider`)
}

/** What units must be bonded with at least, as the credit factory says: by the index of now, or by the price of the terms where no market is named. */
export const minimumBondQuery = (
  { config }: Services,
  wagmi: WagmiConfig,
  { market, unitPrice, lots }: { market: number | null; unitPrice: bigint; lots: bigint },
) =>
  queryOptions({
    queryKey: ['minimum bond', market, String(unitPrice), String(lots)],
    queryFn:
      (market !== null || unitPrice > 0n) && lots > 0n && config.deployment.creditFactory
        ? async () => {
            const [{ clientOf }, { creditFactoryAbi, seriesRegistryAbi }] = await Promise.all([
              import('../wallet/chain.ts'),
              import('@gigahour/contracts/abi'),
            ])
            const client = clientOf(wagmi, config)
            const registry = { address: config.deployment.seriesRegistry, abi: seriesRegistryAbi } as const
            const gradeOf = async (of: number) => {
              const { family } = await client.readContract({ ...registry, functionName: 'seriesOf', args: [of] })
              return (await client.readContract({ ...registry, functionName: 'familyOf', args: [family] })).grade
            }
            const grade = market === null ? 0 : await gradeOf(market)
            const [bond, price] = await client.readContract({
              address: config.deployment.creditFactory as Address,
              abi: creditFactoryAbi,
              functionName: 'minimumBond',
              args: [grade, market === null ? unitPrice : 0n, lots],
            })
            return { grade, bond, unitPrice: price }
          }
        : skipToken,
    retry: false,
    refetchInterval: 30_000,
  })

import type { Provider } from '@gigahour/indexer/api/provider'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Config as WagmiConfig } from 'wagmi'
import type { Feed } from '../indexer/live.ts'
import type { Services } from '../services.ts'

const providerKey = ['provider'] as const

/** Asked anew this often where the stream is silent, milliseconds. */
const POLL = 10_000

/** Everything that the account offers and owes as a provider. */
export const providerQuery = ({ rest }: Services, address: Address | null) =>
  queryOptions({
    queryKey: [...providerKey, address],
    queryFn: address
      ? async ({ signal }) =>
          (await rest<{ data: Provider }>(`/v1/accounts/${address.toLowerCase()}/provider`, signal)).data
      : skipToken,
    refetchInterval: POLL,
  })

/** The stream says when something changed; what, REST says. */
export const providerFeed = (channel: 'deliveries' | 'credits' | 'notes'): Feed => ({
  channel: { channel },
  keys: [],
  onSnapshot: () => {},
  onDelta: (client) => {
    void client.invalidateQueries({ queryKey: providerKey })
    return true
  },
})

/** What a grade's units must be bonded with at least, as the credit factory says by the index of now. */
export const minimumBondQuery = (
  { config }: Services,
  wagmi: WagmiConfig,
  { market, lots }: { market: number | null; lots: bigint },
) =>
  queryOptions({
    queryKey: ['minimum bond', market, String(lots)],
    queryFn:
      market !== null && lots > 0n && config.deployment.creditFactory
        ? async () => {
            const [{ clientOf }, { creditFactoryAbi, seriesRegistryAbi }] = await Promise.all([
              import('../wallet/chain.ts'),
              import('@gigahour/contracts/abi'),
            ])
            const client = clientOf(wagmi, config)
            const { grade } = await client.readContract({
              address: config.deployment.seriesRegistry,
              abi: seriesRegistryAbi,
              functionName: 'seriesOf',
              args: [market],
            })
            const [bond, unitPrice] = await client.readContract({
              address: config.deployment.creditFactory as Address,
              abi: creditFactoryAbi,
              functionName: 'minimumBond',
              args: [grade, 0n, lots],
            })
            return { grade, bond, unitPrice }
          }
        : skipToken,
    retry: false,
    refetchInterval: 30_000,
  })

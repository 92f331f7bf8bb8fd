import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Config as WagmiConfig } from 'wagmi'
import type { Services } from '../services.ts'

export const walletFundsKey = (address: string, token: string) => ['wallet funds', address, token] as const
export const walletFundsQuery = (services: Services, wagmi: WagmiConfig, address: Address | null, token: Address) =>
  queryOptions({
    queryKey: walletFundsKey(address ?? '', token),
    queryFn: address
      ? async () => (await import('../wallet/chain.ts')).walletFunds(wagmi, services.config, address, token)
      : skipToken,
    refetchInterval: 10_000,
  })

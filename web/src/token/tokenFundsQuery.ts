import { usdcAbi } from '@gigahour/contracts/usdc'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Config as WagmiConfig } from 'wagmi'
import type { Services } from '../services.ts'

export const tokenFundsKey = ['token funds'] as const

/** What the wallet holds of a token, and how much of it a contract may take: base units. */
export const tokenFundsQuery = (
  { config }: Services,
  wagmi: WagmiConfig,
  { account, token, spender }: { account: Address | null; token: Address; spender: Address },
) =>
  queryOptions({
    queryKey: [...tokenFundsKey, account, token, spender],
    queryFn: account
      ? async () => {
          const client = (await import('../wallet/chain.ts')).clientOf(wagmi, config)
          const contract = { address: token, abi: usdcAbi } as const
          const [held, allowance] = await Promise.all([
            client.readContract({ ...contract, functionName: 'balanceOf', args: [account] }),
            client.readContract({ ...contract, functionName: 'allowance', args: [account, spender] }),
          ])
          return { held, allowance }
        }
      : skipToken,
    refetchInterval: 10_000,
  })

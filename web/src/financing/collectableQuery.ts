import type { Note } from '@gigahour/indexer/api/notes'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Config as WagmiConfig } from 'wagmi'
import type { Services } from '../services.ts'
import { FINANCING } from './queries.ts'

/** Coupons that an account's registered notes have earned and that it has not collected, micro-USDC, as the note says. */
export const collectableQuery = (
  { config }: Services,
  wagmi: WagmiConfig,
  { token, deposited }: Pick<Note, 'token' | 'deposited'>,
  account: Address | null,
) =>
  queryOptions({
    // Each deposit is news.
    queryKey: [FINANCING, 'collectable', token, account, deposited],
    queryFn: account
      ? async () =>
          (await import('../wallet/chainReads.ts')).collectableCoupons(wagmi, config, token as Address, account)
      : skipToken,
  })

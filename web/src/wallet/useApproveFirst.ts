import type { Address } from 'viem'
import { useConfig } from 'wagmi'
import { useServices } from '../services.ts'
import { useSend } from './useSend.ts'
import { useAddress } from './useWallet.ts'

export type Allowance = {
  token: Address
  spender: Address
  /** Base units. */
  amount: bigint
  /** What the reader is told of the approval. */
  summary: string
}

/** Has a contract allowed to take exactly what it is about to take, if it may not yet. True if it may then. */
export function useApproveFirst(): (allowance: Allowance) => Promise<boolean> {
  const wagmi = useConfig()
  const { config } = useServices()
  const owner = useAddress()
  const send = useSend()
  return async ({ token, spender, amount, summary }) => {
    if (!owner) return false
    const { allowanceOf } = await import('./chainReads.ts')
    const allowed = await allowanceOf(wagmi, config, { token, owner, spender }).catch(() => 0n)
    if (allowed >= amount) return true
    return (await send({ summary, build: (calls) => calls.approve(token, spender, amount) })).ok
  }
}

import type { Address } from 'viem'
import { useConnection } from 'wagmi'
import { useServices } from '../services.ts'

/** What the page knows of the reader's wallet. Nothing can be signed unless it is `ready`. */
export type Wallet =
  | { status: 'none' }
  | { status: 'connecting' }
  | { status: 'wrong network'; address: Address; chainId: number }
  | { status: 'ready'; address: Address; isDemo: boolean }

export function useWallet(): Wallet {
  const { config } = useServices()
  const { address, chainId, status, connector } = useConnection()
  if (status === 'reconnecting' || status === 'connecting') return { status: 'connecting' }
  if (!address || chainId === undefined) return { status: 'none' }
  if (chainId !== config.deployment.chainId) return { status: 'wrong network', address, chainId }
  return { status: 'ready', address, isDemo: connector?.id === 'demo' }
}

/** Address whose account is shown, on whatever network the wallet is. */
export function useAddress(): Address | null {
  return useConnection().address ?? null
}

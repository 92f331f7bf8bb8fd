import { defineChain } from 'viem'
import { createConfig, http } from 'wagmi'
import type { Config } from '../config.ts'
import { demoConnector } from './demo.ts'

/** Wallets that announce themselves (EIP-6963), and the demo account of a local chain. */
export function createWagmiConfig({ rpcUrl, deployment, demo }: Config) {
  const isLocal = demo !== null
  const chain = defineChain({
    id: deployment.chainId,
    name: isLocal ? 'Gigahour local chain' : `Chain ${deployment.chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  return createConfig({
    chains: [chain],
    connectors: demo ? [demoConnector(demo.privateKey, chain, rpcUrl)] : [],
    transports: { [chain.id]: http(rpcUrl) },
    pollingInterval: 500,
  })
}

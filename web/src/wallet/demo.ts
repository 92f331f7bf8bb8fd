import type { Chain, Hex } from 'viem'
import { ChainNotConfiguredError, createConnector } from 'wagmi'
import type { RpcRequest } from './demoSigner.ts'

/** Remembers that the demo account was connected, so that a reload keeps it. */
const KEY = 'gigahour.demo.connected'

/**
 * The built-in account of a local chain: its key comes with the chain's configuration and signs in the page.
 *
 * Everyone has this key. It is offered on a local chain only, where nothing is worth anything.
 */
export function demoConnector(privateKey: Hex, chain: Chain, rpcUrl: string) {
  const load = async () => (await import('./demoSigner.ts')).createDemoSigner(privateKey, chain, rpcUrl)
  let loaded: ReturnType<typeof load> | undefined
  const signer = () => {
    loaded ??= load()
    return loaded
  }
  const provider = { request: async (request: RpcRequest) => (await signer()).request(request) }

  return createConnector<typeof provider>((config) => ({
    id: 'demo',
    name: 'Demo account',
    type: 'demo',
    async connect() {
      const { address } = await signer()
      localStorage.setItem(KEY, 'yes')
      return { accounts: [address] as never, chainId: chain.id }
    },
    async disconnect() {
      localStorage.removeItem(KEY)
    },
    async getAccounts() {
      return [(await signer()).address]
    },
    async getChainId() {
      return chain.id
    },
    async getProvider() {
      return provider
    },
    async isAuthorized() {
      return localStorage.getItem(KEY) === 'yes'
    },
    async switchChain({ chainId }) {
      if (chainId !== chain.id) throw new ChainNotConfiguredError()
      return chain
    },
    onAccountsChanged() {},
    onChainChanged() {},
    onDisconnect() {
      config.emitter.emit('disconnect')
    },
  }))
}

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import type { Address } from 'viem'
import { createConfig, createConnector, custom, WagmiProvider } from 'wagmi'
import { mock } from 'wagmi/connectors'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Config } from '../src/config.ts'
import { en } from '../src/i18n/en.ts'
import { TextProvider } from '../src/i18n/text.tsx'
import { createLive } from '../src/indexer/live.ts'
import type { Stream } from '../src/indexer/stream.ts'
import { type Services, ServicesProvider } from '../src/services.ts'
import { createSessions } from '../src/wallet/session.ts'
import { createTransactions } from '../src/wallet/transactions.ts'

export const config: Config = {
  rpcUrl: 'http://127.0.0.1:1',
  apiUrl: 'http://127.0.0.1:1',
  deployment: {
    name: 'Test chain',
    chainId: 31_337,
    block: 1,
    blockHash: `0x${'ab'.repeat(32)}`,
    exchange: `0x${'11'.repeat(20)}`,
    seriesRegistry: `0x${'22'.repeat(20)}`,
    forwardToken: `0x${'33'.repeat(20)}`,
    usdc: `0x${'44'.repeat(20)}`,
    usdcAsset: 2,
    deliveryDesk: `0x${'55'.repeat(20)}`,
    creditFactory: `0x${'66'.repeat(20)}`,
    noteFactory: `0x${'77'.repeat(20)}`,
    explorer: null,
  },
  demo: null,
  faucetUrl: null,
  timeUrl: null,
}

const chain = {
  id: config.deployment.chainId,
  name: 'Test chain',
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: [config.rpcUrl] } },
} as const

const silentStream: Stream = {
  subscribe: () => () => {},
  state: () => ({ status: 'live', block: 1, head: 1 }),
  onState: () => () => {},
  close: () => {},
}

type Setup = {
  /** What the indexer answers for a path; an Error is thrown. */
  rest: (path: string) => unknown
  /** The connected account; absent: no wallet. */
  account?: Address
  /** Wallet and node of the account in one; absent: a wallet that nothing is asked of, and no chain answers. */
  node?: Node
  /** Where the page is opened. */
  path?: string
}

type Node = {
  request: (asked: { method: string; params?: unknown }) => Promise<unknown>
  /** What the wallet has switched to, without a word to the page; absent: nothing. */
  account?: () => Address
}

/** A wallet that is connected from the beginning, and passes on to `node` what it is asked. */
const walletOf = (account: Address, node: Node) =>
  createConnector(() => ({
    ...{ id: 'test', name: 'Test wallet', type: 'test' },
    connect: async () => ({ accounts: [account] as never, chainId: chain.id }),
    disconnect: async () => {},
    getAccounts: async () => [node.account?.() ?? account],
    getChainId: async () => Number(await node.request({ method: 'eth_chainId' })),
    getProvider: async () => node,
    isAuthorized: async () => true,
    switchChain: async ({ chainId }) => {
      await node.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: `0x${chainId.toString(16)}` }] })
      return chain
    },
    onAccountsChanged: () => {},
    onChainChanged: () => {},
    onDisconnect: () => {},
  }))

/** Draws a component as a page would: with its indexer, its wallet and its router, none of them real. */
export function renderPage(children: ReactNode, { rest, account, node, path = '/' }: Setup) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const services: Services = {
    config,
    stream: silentStream,
    live: createLive(silentStream, queryClient),
    rest: async <Answer,>(path: string) => {
      const data = rest(path)
      if (data instanceof Error) throw data
      return { data } as Answer
    },
    transactions: createTransactions('test', { getItem: () => null, setItem: () => {} }),
    sessions: createSessions('test', { getItem: () => null, setItem: () => {}, removeItem: () => {} }),
  }
  const idle = account && mock({ accounts: [account], features: { defaultConnected: true, reconnect: true } })
  const wallet = account && node ? walletOf(account, node) : idle
  // Where no chain answers the ticket falls back to the book that it shows.
  const silent: Node = { request: () => Promise.reject(new Error('no chain in this test')) }
  const wagmi = createConfig({
    chains: [chain],
    connectors: wallet ? [wallet] : [],
    transports: { [chain.id]: custom(node ?? silent) },
    storage: null,
  })
  return render(
    <WagmiProvider config={wagmi} reconnectOnMount={account !== undefined}>
      <QueryClientProvider client={queryClient}>
        <TextProvider initial={en}>
          <ServicesProvider value={services}>
            <Router hook={memoryLocation({ path }).hook}>{children}</Router>
          </ServicesProvider>
        </TextProvider>
      </QueryClientProvider>
    </WagmiProvider>,
  )
}

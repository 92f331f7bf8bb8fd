import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { WagmiProvider } from 'wagmi'
import type { Config } from './config.ts'
import { createLive } from './indexer/live.ts'
import { createRest } from './indexer/rest.ts'
import { createStream } from './indexer/stream.ts'
import { Preload } from './router/location.ts'
import { preload } from './router/pages.ts'
import { type Services, ServicesProvider } from './services.ts'
import { Shell } from './shell/Shell.tsx'
import { createSessions } from './wallet/session.ts'
import { createTransactions } from './wallet/transactions.ts'
import { createWagmiConfig } from './wallet/wagmiConfig.ts'

/** Everything that lives as long as the page, made once from the configuration. */
export function App({ config }: { config: Config }) {
  const [{ services, queryClient, wagmi }] = useState(() => assemble(config))
  return (
    <WagmiProvider config={wagmi}>
      <QueryClientProvider client={queryClient}>
        <ServicesProvider value={services}>
          <Preload value={preload}>
            <Shell />
          </Preload>
        </ServicesProvider>
      </QueryClientProvider>
    </WagmiProvider>
  )
}

function assemble(config: Config) {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: 2, refetchOnWindowFocus: false, gcTime: 300_000 } },
  })
  const stream = createStream(`${config.apiUrl.replace(/^http/, 'ws')}/v1/stream`)
  const { chainId, blockHash } = config.deployment
  const chain = `${chainId}.${blockHash.slice(0, 18)}`
  const services: Services = {
    config,
    rest: createRest(config.apiUrl),
    stream,
    live: createLive(stream, queryClient),
    transactions: createTransactions(chain, localStorage),
    sessions: createSessions(chain, localStorage),
  }
  return { services, queryClient, wagmi: createWagmiConfig(config) }
}

import { createContext, useContext } from 'react'
import type { Config } from './config.ts'
import type { Live } from './indexer/live.ts'
import type { Rest } from './indexer/rest.ts'
import type { Stream } from './indexer/stream.ts'
import type { Sessions } from './wallet/session.ts'
import type { Transactions } from './wallet/transactions.ts'

/** What lives as long as the page. Made once at the start, given down by context, so that a test gives its own. */
export type Services = {
  config: Config
  rest: Rest
  stream: Stream
  live: Live
  transactions: Transactions
  sessions: Sessions
}

const ServicesContext = createContext<Services | null>(null)

export const ServicesProvider = ServicesContext.Provider

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('useServices is called outside of its provider')
  return services
}

import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { statusQuery } from '../indexer/queries.ts'
import { useServices } from '../services.ts'
import { useNow } from '../ui/useNow.ts'
import { chainPulseQuery } from './chainPulse.ts'

export type Health = {
  stream: 'connecting' | 'live' | 'stale' | 'offline'
  /** Latest block of the chain, as the page's own RPC endpoint says. */
  head: number | null
  /** Age of that block by its own time, seconds. */
  age: number | null
  /** Latest block that the indexer has served. */
  indexed: number | null
  /** Blocks that the indexer is behind. */
  lag: number | null
  /** Round trip of one RPC request, milliseconds. */
  rpcMilliseconds: number | null
  isRpcDown: boolean
  /** The endpoint answers for another chain than the page was configured for. */
  isOtherChain: boolean
}

/** How fresh everything on the page is. The chain is asked directly, so that an indexer that sleeps cannot hide it. */
export function useHealth(): Health {
  const services = useServices()
  const stream = useSyncExternalStore(services.stream.onState, services.stream.state)
  const { data: status } = useQuery(statusQuery(services))
  const pulse = useQuery(chainPulseQuery(services))
  const now = useNow()
  const indexed = stream.block ?? status?.indexed ?? null
  const known = [pulse.data?.block, stream.head, status?.head].filter((block) => block != null)
  const head = known.length > 0 ? Math.max(...known) : null
  return {
    stream: stream.status,
    head,
    age: pulse.data ? Math.max(0, now - pulse.data.timestamp) : null,
    indexed,
    lag: head !== null && indexed !== null ? Math.max(0, head - indexed) : null,
    rpcMilliseconds: pulse.isError ? null : (pulse.data?.milliseconds ?? null),
    isRpcDown: pulse.isError,
    isOtherChain: pulse.data !== undefined && pulse.data.chainId !== services.config.deployment.chainId,
  }
}

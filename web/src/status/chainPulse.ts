import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../services.ts'
import { heardChainTime } from '../ui/useNow.ts'

export type ChainPulse = {
  chainId: number
  block: number
  /** Unix seconds, by the chain's clock. */
  timestamp: number
  milliseconds: number
}

type RpcAnswer = { result?: unknown; error?: { message: string } }

/** Asks the RPC endpoint for its chain and its latest block, and measures how long one request takes. */
export const chainPulseQuery = ({ config }: Services) =>
  queryOptions({
    queryKey: ['chain pulse', config.rpcUrl],
    queryFn: async ({ signal }): Promise<ChainPulse> => {
      const request = async (method: string, params: unknown[]) => {
        const response = await fetch(config.rpcUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
          signal,
        })
        const answer = (await response.json()) as RpcAnswer
        if (answer.result == null) throw new Error(answer.error?.message ?? 'The RPC endpoint gave no answer.')
        return answer.result
      }
      const started = performance.now()
      const chainId = Number(await request('eth_chainId', []))
      const milliseconds = Math.round(performance.now() - started)
      const block = (await request('eth_getBlockByNumber', ['latest', false])) as { number: string; timestamp: string }
      const timestamp = Number(block.timestamp)
      heardChainTime(timestamp)
      return { chainId, block: Number(block.number), timestamp, milliseconds }
    },
    refetchInterval: 4_000,
    retry: 1,
  })

import { usdcAbi } from '@gigahour/contracts/usdc'
import { type Address, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { remedyFor } from '../errors.ts'
import type { AssetEvent, ChainEvent } from '../market/event.ts'
import type { BareEvent } from './decode.ts'
import type { Rpc } from './rpc.ts'

const MAX_SYMBOL = 12

/**
 * Asks newly listed tokens for symbol and decimals; LONG and SHORT get theirs from their series.
 *
 * Anyone may list a token, so what it says of itself is cut down to printable letters, digits and points.
 * They are asked as of now: nodes keep no older state for long.
 */
export async function nameAssets(rpc: Rpc, events: readonly BareEvent[]): Promise<ChainEvent[]> {
  const named: ChainEvent[] = []
  for (const event of events) {
    if (event.kind !== 'assetListed') named.push(event)
    else if (event.forward) named.push({ ...event, symbol: null, decimals: null })
    else named.push({ ...event, ...(await metadataOf(rpc, event.token)) })
  }
  return named
}

async function metadataOf(rpc: Rpc, token: Address): Promise<Pick<AssetEvent, 'symbol' | 'decimals'>> {
  const ask = async <Answer>(
    functionName: 'symbol' | 'decimals',
    read: (data: Hex) => Answer,
  ): Promise<Answer | null> => {
    const call = { to: token, data: encodeFunctionData({ abi: usdcAbi, functionName }) }
    const data = await rpc.call<Hex>('eth_call', [call, 'latest']).catch((error: unknown) => {
      // A token that has no such function reverts; a node that does not answer is asked again.
      if (isRevert(error)) return '0x' as const
      throw error
    })
    try {
      return read(data)
    } catch {
      return null
    }
  }
  const symbol = await ask('symbol', (data) => decodeFunctionResult({ abi: usdcAbi, functionName: 'symbol', data }))
  const decimals = await ask('decimals', (data) =>
    decodeFunctionResult({ abi: usdcAbi, functionName: 'decimals', data }),
  )
  return { symbol: symbol?.replace(/[^A-Za-z0-9.]/g, '').slice(0, MAX_SYMBOL) || null, decimals }
}

const isRevert = (error: unknown): boolean =>
  remedyFor(error) === 'retry' && error instanceof Error && /revert|invalid opcode|out of gas/i.test(error.message)

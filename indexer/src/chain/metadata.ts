import { usdcAbi } from '@gigahour/contracts/usdc'
import { type Address, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { isAnswer } from '../errors.ts'
import type { AssetEvent, ChainEvent } from '../market/event.ts'
import type { BareEvent } from './decode.ts'
import { quantity, type Rpc } from './rpc.ts'

const MAX_SYMBOL = 12
/** No token in use has more; 10 to the power of what a hostile one claims would take the memory of whoever computes it. */
const MAX_DECIMALS = 36
/** Many times what an honest token needs: bounds the work of one that never ends, and the length of what it returns. */
const GAS = quantity(500_000)

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
    const call = { to: token, data: encodeFunctionData({ abi: usdcAbi, functionName }), gas: GAS }
    const data = await rpc.call<Hex>('eth_call', [call, 'latest']).catch((error: unknown) => {
      // Whatever the node says of the call is the token's own failure, in words that differ from node to node. A node that does not
      // answer is asked again.
      if (isAnswer(error)) return '0x' as const
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
  return {
    symbol: symbol?.replace(/[^A-Za-z0-9.]/g, '').slice(0, MAX_SYMBOL) || null,
    decimals: decimals !== null && decimals <= MAX_DECIMALS ? decimals : null,
  }
}

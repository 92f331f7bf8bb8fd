import { type Chain, type Client, createClient, defineChain, http, type PrivateKeyAccount, type Transport } from 'viem'
import { getChainId } from 'viem/actions'
import { type Child, executable, startChild, untilReady } from '../process.ts'

export const LOCAL_CHAIN_ID = 31_337

export type Anvil = {
  rpcUrl: string
  wsUrl: string
  child: Child
  /** Reads, and steers the chain with anvil's own methods. */
  client: LocalClient
}

export type LocalClient = Client<Transport, Chain> & { steer: Steer }

/** Calls a method of anvil's own (`evm_…`, `anvil_…`). */
export type Steer = (method: string, ...params: readonly unknown[]) => Promise<unknown>

export type AnvilOptions = {
  port: number
  /** Time of the first block, Unix seconds; now if absent. */
  timestamp?: number
  /** A state file to begin from. */
  loadState?: string
  /** Further arguments of anvil. */
  args?: readonly string[]
}

const GAS_LIMIT = 100_000_000

/** Starts a chain that mines each transaction at once; {@link LocalClient} changes that. */
export async function startAnvil({ port, timestamp, loadState, args = [] }: AnvilOptions): Promise<Anvil> {
  const child = startChild({
    name: 'anvil',
    command: executable('anvil'),
    args: [
      ...['--host', '127.0.0.1', '--port', `${port}`, '--chain-id', `${LOCAL_CHAIN_ID}`, '--silent'],
      ...['--gas-limit', `${GAS_LIMIT}`, '--base-fee', '0', '--gas-price', '0'],
      ...(timestamp === undefined ? [] : ['--timestamp', `${timestamp}`]),
      ...(loadState === undefined ? [] : ['--load-state', loadState]),
      ...args,
    ],
  })
  const rpcUrl = `http://127.0.0.1:${port}`
  const client = localClient(rpcUrl)
  await untilReady(child, async () => (await getChainId(client)) === LOCAL_CHAIN_ID)
  return { rpcUrl, wsUrl: `ws://127.0.0.1:${port}`, child, client }
}

const localChain = (rpcUrl: string): Chain =>
  defineChain({
    id: LOCAL_CHAIN_ID,
    name: 'Local chain',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })

/** A client of a local chain. */
export function localClient(rpcUrl: string): LocalClient {
  const client = createClient({ chain: localChain(rpcUrl), transport: http(rpcUrl), pollingInterval: 50 })
  const steer: Steer = (method, ...params) =>
    // viem types the methods of the standard alone.
    (client.request as (call: { method: string; params: readonly unknown[] }) => Promise<unknown>)({ method, params })
  return Object.assign(client, { steer })
}

/** A client of a local chain that signs for an account. */
export const localSigner = (rpcUrl: string, account: PrivateKeyAccount) =>
  createClient({ account, chain: localChain(rpcUrl), transport: http(rpcUrl), pollingInterval: 50 })

import { setTimeout as sleep } from 'node:timers/promises'
import { type Chain, type Client, createClient, defineChain, http, type PrivateKeyAccount, type Transport } from 'viem'
import { getChainId } from 'viem/actions'
import { executable, startChild, untilReady } from '../process.ts'

export const LOCAL_CHAIN_ID = 31_337

export type Anvil = {
  rpcUrl: string
  wsUrl: string
  /** Reads, and steers the chain with anvil's own methods. */
  client: LocalClient
  /** Its process, which leads a group. */
  pid: number
  /** Resolves when the chain has ended. */
  exited: Promise<number>
  /** Ends the chain; waits until its state is written. */
  stop: () => Promise<void>
}

export type LocalClient = Client<Transport, Chain> & { steer: Steer }

/** Calls a method of anvil's own (`evm_…`, `anvil_…`). */
export type Steer = (method: string, ...params: readonly unknown[]) => Promise<unknown>

export type AnvilOptions = {
  port: number
  /** {@link LOCAL_CHAIN_ID} if absent. */
  chainId?: number
  /** Time of the first block, Unix seconds; now if absent. */
  timestamp?: number
  /** State file to begin from. */
  load?: string
  /** State file to write in the end, blocks, receipts and logs included. */
  dump?: string
  /** Keeps no state of past blocks: many blocks are then made in less time. */
  forgetful?: boolean
}

/** Room for the largest batches; chains of today have as much or half. */
const GAS_LIMIT = 100_000_000

/** How long writing the state may take, milliseconds. */
const DUMP_PATIENCE = 60_000

/** Starts a chain on this machine, which puts each transaction into a block of its own until told otherwise. */
export async function startAnvil(options: AnvilOptions): Promise<Anvil> {
  const { port, chainId = LOCAL_CHAIN_ID, timestamp, load, dump, forgetful } = options
  const child = startChild({
    name: 'anvil',
    command: executable('anvil'),
    args: [
      ...['--host', '127.0.0.1', '--port', `${port}`, '--chain-id', `${chainId}`, '--silent'],
      ...['--gas-limit', `${GAS_LIMIT}`, '--order', 'fifo'],
      ...(timestamp === undefined ? [] : ['--timestamp', `${timestamp}`]),
      ...(load === undefined ? [] : ['--load-state', load]),
      // Left alone it writes the state every minute, and answers nobody meanwhile.
      ...(dump === undefined ? [] : ['--dump-state', dump, '--state-interval', '86400']),
      ...(forgetful ? ['--prune-history'] : []),
    ],
  })
  const rpcUrl = `http://127.0.0.1:${port}`
  const client = localClient(rpcUrl, chainId)
  await untilReady(child, async () => (await getChainId(client)) === chainId)
  return {
    rpcUrl,
    wsUrl: `ws://127.0.0.1:${port}`,
    client,
    pid: child.pid,
    exited: child.exited,
    stop: async () => {
      process.kill(child.pid, 'SIGTERM')
      await Promise.race([child.exited, sleep(DUMP_PATIENCE, undefined, { ref: false })])
      await child.stop()
    },
  }
}

const localChain = (rpcUrl: string, id: number): Chain =>
  defineChain({
    id,
    name: 'Local chain',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })

/** A client of a local chain. */
export function localClient(rpcUrl: string, chainId = LOCAL_CHAIN_ID): LocalClient {
  const client = createClient({ chain: localChain(rpcUrl, chainId), transport: http(rpcUrl), pollingInterval: 50 })
  const steer: Steer = (method, ...params) =>
    // viem types the methods of the standard alone.
    (client.request as (call: { method: string; params: readonly unknown[] }) => Promise<unknown>)({ method, params })
  return Object.assign(client, { steer })
}

/** A client of a local chain that signs for an account. */
export const localSigner = (rpcUrl: string, account: PrivateKeyAccount, chainId = LOCAL_CHAIN_ID) =>
  createClient({ account, chain: localChain(rpcUrl, chainId), transport: http(rpcUrl), pollingInterval: 50 })

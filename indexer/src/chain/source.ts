import type { Deployment } from '@gigahour/contracts/deployment'
import type { Hex } from 'viem'
import { ForkError, StopError } from '../errors.ts'
import type { Contract } from '../market/contract.ts'
import type { ChainEvent } from '../market/event.ts'
import type { Header } from '../store/store.ts'
import type { BareEvent } from './decode.ts'
import { Followed } from './followed.ts'
import { nameAssets } from './metadata.ts'
import { quantity, type Rpc, type RpcBlock, type RpcLog } from './rpc.ts'

type Range = { blockHash: Hex } | { fromBlock: Hex; toBlock: Hex }

/** A stretch of the chain, checked: its last header, and all events up to it. */
export type Stretch = { header: Header; events: ChainEvent[] }

/** The chain of one deployment, read block by block or in stretches. */
export class Source {
  readonly #rpc: Rpc
  readonly #deployment: Deployment
  readonly #followed: Followed

  constructor(rpc: Rpc, deployment: Deployment) {
    this.#rpc = rpc
    this.#deployment = deployment
    this.#followed = Followed.of(deployment)
  }

  /** @throws {@link StopError} if the node follows another chain than the deployment is on. */
  async requireChain(): Promise<void> {
    const { chainId, block, blockHash } = this.#deployment
    const id = Number(await this.#rpc.call<Hex>('eth_chainId', []))
    if (id !== chainId) throw new StopError(`The node is on chain ${id}, the deployment on ${chainId}`)
    const found = await this.block(block)
    // A node that has not come to the block yet may be of the right chain.
    if (!found) throw new ForkError(`The node has not come to block ${block} of the deployment yet`)
    if (found.hash !== blockHash) {
      throw new StopError(`Block ${block} of the node is ${found.hash}, not ${blockHash} as the deployment says`)
    }
  }

  async block(at: number | 'latest' | 'finalized' | 'safe'): Promise<Header | undefined> {
    const tag = typeof at === 'number' ? quantity(at) : at
    const block = await this.#rpc.call<RpcBlock | null>('eth_getBlockByNumber', [tag, false])
    return block ? headerOf(block) : undefined
  }

  /**
   * The block's events, asked by its hash: a reorg in between cannot mix two forks.
   *
   * @param children - Contracts announced in blocks before it.
   */
  events(header: Header, children: Iterable<Contract>): Promise<ChainEvent[]> {
    return this.#events({ blockHash: header.hash }, children, async (logs) => {
      const stray = logs.find(({ blockHash }) => blockHash !== header.hash)
      if (stray) throw new ForkError(`A log of block ${stray.blockHash} came for block ${header.hash}`)
      return () => header.timestamp
    })
  }

  /**
   * Events of final blocks, which no reorg can take back.
   *
   * @param from - First block.
   * @param to - Last block.
   * @param children - Contracts announced in blocks before the first.
   */
  async stretch(from: number, to: number, children: Iterable<Contract>): Promise<Stretch> {
    const range = { fromBlock: quantity(from), toBlock: quantity(to) }
    const reading = this.#events(range, children, async (logs) => {
      const stray = logs.find(({ blockNumber }) => Number(blockNumber) < from || Number(blockNumber) > to)
      if (stray) throw new ForkError(`A log of block ${Number(stray.blockNumber)} came for blocks ${from} to ${to}`)
      const times = await this.#timesOf(logs)
      return (log) => Number(log.blockTimestamp ?? times.get(log.blockNumber))
    })
    const [events, header] = await Promise.all([reading, this.block(to)])
    if (!header) throw new ForkError(`Block ${to} vanished`)
    return { header, events }
  }

  /**
   * Events of a range, with those of contracts that are announced in it: a range in which one is announced is read again with its
   * address, so that none of its logs is missed, not even those of the transaction that made it.
   *
   * @param check - Refuses logs that are not of the range. @returns The time of each log.
   */
  async #events(
    range: Range,
    children: Iterable<Contract>,
    check: (logs: readonly RpcLog[]) => Promise<(log: RpcLog) => number>,
  ): Promise<ChainEvent[]> {
    let followed = this.#followed.with(children)
    for (;;) {
      const logs = await this.#rpc.call<RpcLog[]>('eth_getLogs', [{ address: followed.addresses, ...range }])
      requireOrdered(logs)
      const timeOf = await check(logs)
      const events: BareEvent[] = logs.flatMap((log) => followed.decode(log, timeOf(log)) ?? [])
      const announced = followed.unknownIn(events)
      if (announced.length === 0) return nameAssets(this.#rpc, events)
      followed = followed.with(announced)
    }
  }

  /** Block times, by block, of logs that do not tell theirs. */
  async #timesOf(logs: readonly RpcLog[]): Promise<Map<Hex, number>> {
    const blocks = new Set(logs.filter((log) => log.blockTimestamp === undefined).map(({ blockNumber }) => blockNumber))
    const times = new Map<Hex, number>()
    for (const number of blocks) {
      const block = await this.block(Number(number))
      if (!block) throw new ForkError(`Block ${Number(number)} vanished`)
      times.set(number, block.timestamp)
    }
    return times
  }
}

function requireOrdered(logs: readonly RpcLog[]): void {
  if (logs.some(({ removed }) => removed)) throw new ForkError('The node told of removed logs')
  const place = (log: RpcLog): number => Number(log.blockNumber) * 1e6 + Number(log.logIndex)
  const ordered = logs.every((log, n) => n === 0 || place(logs[n - 1] as RpcLog) < place(log))
  if (!ordered) throw new ForkError('The node told of logs out of their order')
}

const headerOf = ({ number, hash, parentHash, timestamp }: RpcBlock): Header => ({
  ...{ number: Number(number), hash, parent: parentHash },
  timestamp: Number(timestamp),
})

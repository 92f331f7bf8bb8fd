import type { Deployment } from '@gigahour/contracts/deployment'
import { encodeAbiParameters, type Hex, keccak256, toHex } from 'viem'
import { quantity, type Rpc, type RpcBlock, type RpcLog } from '../../src/chain/rpc.ts'
import { EXCHANGE, encodeEvent, INDEX, REGISTRY, type Said, SETTLEMENT } from './encode.ts'
import { BUNDLE_FACTORY, CREDIT_FACTORY, DESK, NOTE_FACTORY } from './encodeFinancing.ts'
import { type Acted, listings, NaiveExchange, type NaiveState } from './naiveExchange.ts'

export type FakeBlock = { header: RpcBlock; logs: RpcLog[]; state: NaiveState }

const CHAIN_ID = 31_337
const START = 1_790_000_000

/** A chain of which blocks can be taken back, and a node that can be made to fail. Block 0 is the deployment. */
export class FakeChain {
  blocks: FakeBlock[] = []
  /** What the node calls final; `undefined` if it does not know the word. */
  finalized: number | undefined = 0
  /** Called before each answer: may throw, or change the chain under the one who asks. */
  before: (method: string, params: readonly unknown[]) => void = () => undefined
  #salt = 0
  readonly #blockTime: number

  /** @param blockTime - Seconds from block to block. */
  constructor(blockTime = 7) {
    this.#blockTime = blockTime
    this.mine(() => listings())
  }

  get head(): number {
    return this.blocks.length - 1
  }

  get exchange(): NaiveExchange {
    return new NaiveExchange(this.blocks.at(-1)?.state)
  }

  get deployment(): Deployment {
    const { hash } = (this.blocks[0] as FakeBlock).header
    return {
      ...{ name: 'Fake', chainId: CHAIN_ID, block: 0, blockHash: hash, exchange: EXCHANGE, seriesRegistry: REGISTRY },
      ...{ forwardToken: EXCHANGE, usdc: EXCHANGE, usdcAsset: 2, explorer: null, deliveryDesk: DESK },
      ...{ creditFactory: CREDIT_FACTORY, noteFactory: NOTE_FACTORY, bundleFactory: BUNDLE_FACTORY },
      ...{ priceIndex: INDEX, settlement: SETTLEMENT },
    }
  }

  /** @param work - What happens in the block. @param noise - Logs of others in the same block. */
  mine(work: (exchange: NaiveExchange) => Acted = () => [], noise: Said[] = []): FakeBlock {
    const exchange = new NaiveExchange(this.blocks.at(-1)?.state)
    const told = work(exchange)
    const number = this.blocks.length
    this.#salt += 1
    const hash = keccak256(toHex(`${number} ${this.#salt}`))
    const parentHash = this.blocks.at(-1)?.header.hash ?? keccak256('0x')
    const timestamp = quantity(START + number * this.#blockTime)
    // What stands together happened in one transaction.
    const transactions = [...noise.map((said) => [said]), ...told.map((each) => [each].flat().map(encodeEvent))]
    const logs = transactions
      .flatMap((logs, transaction) => logs.map((said) => ({ said, transaction })))
      .map(
        ({ said, transaction }, n): RpcLog => ({
          ...said,
          ...{ blockNumber: quantity(number), blockHash: hash, blockTimestamp: timestamp, logIndex: quantity(n) },
          transactionHash: keccak256(toHex(`${hash} ${transaction}`)),
        }),
      )
    const block = { header: { number: quantity(number), hash, parentHash, timestamp }, logs, state: exchange.state }
    this.blocks.push(block)
    return block
  }

  /** Takes back the newest blocks. */
  drop(depth: number): void {
    this.blocks.length -= depth
  }

  readonly rpc: Rpc = {
    call: async <Result>(method: string, params: readonly unknown[]) => {
      await Promise.resolve()
      this.before(method, params)
      return structuredClone(this.#answer(method, params)) as Result
    },
  }

  #answer(method: string, params: readonly unknown[]): unknown {
    switch (method) {
      case 'eth_chainId':
        return quantity(CHAIN_ID)
      case 'eth_getBlockByNumber':
        return this.#block(params[0] as string)?.header ?? null
      case 'eth_getLogs':
        return this.#logs(params[0] as { blockHash?: Hex; fromBlock?: Hex; toBlock?: Hex; address: Hex[] })
      case 'eth_call': {
        const { data } = params[0] as { data: Hex }
        return data === '0x95d89b41'
          ? encodeAbiParameters([{ type: 'string' }], ['USDC'])
          : encodeAbiParameters([{ type: 'uint8' }], [6])
      }
      default:
        throw new Error(`The fake node does not know ${method}`)
    }
  }

  #block(tag: string): FakeBlock | undefined {
    if (tag === 'latest') return this.blocks.at(-1)
    if (tag === 'finalized') {
      if (this.finalized === undefined) throw new Error('unknown block tag')
      return this.blocks[Math.min(this.finalized, this.head)]
    }
    return this.blocks[Number(tag)]
  }

  #logs({
    blockHash,
    fromBlock,
    toBlock,
    address,
  }: {
    blockHash?: Hex
    fromBlock?: Hex
    toBlock?: Hex
    address: Hex[]
  }) {
    const wanted =
      blockHash === undefined
        ? this.blocks.slice(Number(fromBlock), Number(toBlock) + 1)
        : this.blocks.filter(({ header }) => header.hash === blockHash)
    if (wanted.length === 0) throw new Error('unknown block')
    return wanted.flatMap(({ logs }) => logs).filter((log) => address.includes(log.address))
  }
}

import { exchangeAbi } from '@gigahour/contracts/abi'
import { Side } from '@gigahour/contracts/side'
import { type Address, type ContractFunctionArgs, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import type { State } from '../market/state.ts'
import { sideOf } from '../read/book.ts'
import type { Header } from '../store/store.ts'
import type { Rpc } from './rpc.ts'

/** Something that the state says and the chain does not. */
export type Difference = { what: string; ours: string; theirs: string }

/** Levels of a side that are compared, best first. */
const MAX_LEVELS = 1_000
const SAMPLE = { markets: 4, balances: 16 }

type View = 'depth' | 'balanceOf'
type Arguments<Name extends View> = ContractFunctionArgs<typeof exchangeAbi, 'view', Name>

/**
 * Compares a state with the exchange's own views at the same block: whole books, and free balances.
 *
 * A few of each at a time, the next ones the next time, so that all are compared in turn.
 */
export class Reconciler {
  readonly #rpc: Rpc
  readonly #exchange: Address
  #turn = 0

  constructor(rpc: Rpc, exchange: Address) {
    this.#rpc = rpc
    this.#exchange = exchange
  }

  /**
   * The state must not change in between, so what is compared is read from it before the chain is asked.
   *
   * @param whole - Compares everything there is.
   */
  async compare(state: State, { hash }: Header, whole = false): Promise<Difference[]> {
    const turn = this.#turn
    this.#turn += 1
    const checks = [
      ...sample([...state.markets.keys()], turn, whole ? Infinity : SAMPLE.markets).flatMap((market) =>
        [Side.Bid, Side.Ask].map((side) => ({
          market,
          side,
          ours: depthText(sideOf(state, market, side, MAX_LEVELS)),
        })),
      ),
      ...sample([...state.balances.values()], turn, whole ? Infinity : SAMPLE.balances),
    ]
    const differences = await Promise.all(
      checks.map(async (check): Promise<Difference[]> => {
        if ('free' in check) {
          const { account, asset, free } = check
          const theirs = await this.#view('balanceOf', [account, asset], hash)
          return differing(`asset ${asset} of ${account}`, `${free}`, `${theirs}`)
        }
        const { market, side, ours } = check
        const theirs = await this.#view('depth', [market, side, BigInt(MAX_LEVELS)], hash)
        return differing(`book of market ${market}, side ${side}`, ours, depthText(theirs))
      }),
    )
    return differences.flat()
  }

  async #view<Name extends View>(functionName: Name, args: Arguments<Name>, blockHash: Hex) {
    const data = encodeFunctionData({ abi: exchangeAbi, functionName, args } as Parameters<
      typeof encodeFunctionData
    >[0])
    const answer = await this.#rpc.call<Hex>('eth_call', [{ to: this.#exchange, data }, { blockHash }])
    return decodeFunctionResult<typeof exchangeAbi, Name>({ abi: exchangeAbi, functionName, data: answer } as never)
  }
}

const depthText = (levels: readonly { tick: number; lots: bigint }[]): string =>
  levels.map(({ tick, lots }) => `${tick}:${lots}`).join(' ')

const differing = (what: string, ours: string, theirs: string): Difference[] =>
  ours === theirs ? [] : [{ what, ours, theirs }]

/** The next few of a list, round and round. */
function sample<Item>(items: readonly Item[], turn: number, size: number): Item[] {
  if (items.length <= size) return [...items]
  return Array.from({ length: size }, (_, n) => items[(turn * size + n) % items.length] as Item)
}

import type { Address, Hex } from 'viem'
import type { State } from '../market/state.ts'
import type { Header } from '../store/store.ts'
import { type Check, checkOfBalance, checksOfAccess, checksOfMarket, checksOfPrints } from './checks.ts'
import type { Rpc } from './rpc.ts'

/** Something that the state says and the chain does not. */
export type Difference = { what: string; ours: string; theirs: string }

const SAMPLE = { markets: 4, balances: 16, access: 8, prints: 8 }

/**
 * Compares a state with the contracts' own views at the same block: whole books, halts and settlement prices, free balances, session keys, and prints
 * as the clock has them.
 *
 * A few of each at a time, the next ones the next time, so that all are compared in turn.
 */
export class Reconciler {
  readonly #rpc: Rpc
  readonly #contracts: { exchange: Address; priceIndex?: Address | undefined }
  #turn = 0

  constructor(rpc: Rpc, { exchange, priceIndex }: { exchange: Address; priceIndex?: Address | undefined }) {
    this.#rpc = rpc
    this.#contracts = { exchange, priceIndex }
  }

  /**
   * The state must not change in between, so what is compared is read from it before the chain is asked.
   *
   * @param whole - Compares everything there is.
   */
  async compare(state: State, { hash, timestamp }: Header, whole = false): Promise<Difference[]> {
    const turn = this.#turn
    this.#turn += 1
    const some = <Item>(items: readonly Item[], size: number) => sample(items, turn, whole ? Infinity : size)
    const contracts = this.#contracts
    const checks = [
      ...some([...state.markets.keys()], SAMPLE.markets).flatMap((id) => checksOfMarket(state, contracts, id)),
      ...some([...state.balances.values()], SAMPLE.balances).map(({ account, asset, free }) =>
        checkOfBalance(contracts, [account, asset, free]),
      ),
      ...some(checksOfAccess(state, contracts), SAMPLE.access),
      ...some(checksOfPrints(state, contracts, timestamp), SAMPLE.prints),
    ]
    const differences = await Promise.all(checks.map((check) => this.#differenceOf(check, hash)))
    return differences.flat()
  }

  async #differenceOf({ what, ours, to, data, theirs }: Check, blockHash: Hex): Promise<Difference[]> {
    const answer = theirs(await this.#rpc.call<Hex>('eth_call', [{ to, data }, { blockHash }]))
    return ours === answer ? [] : [{ what, ours, theirs: answer }]
  }
}

/** The next few of a list, round and round. */
function sample<Item>(items: readonly Item[], turn: number, size: number): Item[] {
  if (items.length <= size) return [...items]
  return Array.from({ length: size }, (_, n) => items[(turn * size + n) % items.length] as Item)
}

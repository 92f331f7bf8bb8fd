import { calldataOf, type WriteCall } from '@gigahour/contracts/calls'
import { type Client, type Hex, size } from 'viem'
import { getTransactionCount } from 'viem/actions'
import type { LocalAccount } from '../chain/accounts.ts'
import { LOCAL_CHAIN_ID } from '../chain/anvil.ts'

/** Signs an account's transactions one after another, without asking the node in between. */
export type Wallet = {
  sign: (call: WriteCall) => Promise<Hex>
  /** Asks the node for the next nonce: at the beginning, and after a transaction was refused. */
  resync: () => Promise<void>
}

const MAX_FEE_PER_GAS = 1_000_000_000_000n
/** Enough for any call, and for each order of a batch that takes from a level or two. */
const GAS = 150_000n
/** Bytes of an order in a batch. */
const ORDER_BYTES = 25

export function createWallet(client: Client, account: LocalAccount): Wallet {
  let nonce = 0
  return {
    sign: (call) => {
      const data = calldataOf(call)
      return account.signTransaction({
        type: 'eip1559',
        chainId: LOCAL_CHAIN_ID,
        to: call.address,
        data,
        nonce: nonce++,
        gas: GAS + (GAS * BigInt(size(data))) / BigInt(ORDER_BYTES),
        maxFeePerGas: MAX_FEE_PER_GAS,
        maxPriorityFeePerGas: 0n,
      })
    },
    resync: async () => {
      nonce = await getTransactionCount(client, { address: account.address, blockTag: 'pending' })
    },
  }
}

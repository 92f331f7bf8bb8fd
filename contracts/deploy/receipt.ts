import type { Hex, TransactionReceipt } from 'viem'
import { waitForTransactionReceipt } from 'viem/actions'
import type { Signer } from '../client/actions.ts'

/** Waits until a transaction is in a block. @throws if it reverted. */
export async function succeeded(signer: Signer, hash: Hex): Promise<TransactionReceipt> {
  const receipt = await waitForTransactionReceipt(signer, { hash, pollingInterval: 100 })
  if (receipt.status !== 'success') throw new Error(`Transaction ${hash} reverted in block ${receipt.blockNumber}`)
  return receipt
}

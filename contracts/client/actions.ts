import type { Account, Address, Chain, Client, TransactionReceipt, Transport } from 'viem'
import { readContract, simulateContract, waitForTransactionReceipt, writeContract } from 'viem/actions'
import { approve, deposit, type WriteCall } from './calls.ts'
import { type Revert, revertOf, sentenceOf } from './errors.ts'
import { usdcAbi } from './usdc.ts'

/** A viem client that can sign. */
export type Signer = Client<Transport, Chain, Account>

/** Thrown when a call would revert, or did. */
export class RevertedError extends Error {
  override name = 'RevertedError'
  readonly revert: Revert

  constructor(revert: Revert, cause?: unknown) {
    super(sentenceOf(revert), { cause })
    this.revert = revert
  }
}

/**
 * Simulates a call, signs and sends it, and waits until it is in a block.
 *
 * @throws {@link RevertedError} if it would revert, before anything is signed; or if it did, since the chain had moved on.
 */
export async function perform(signer: Signer, call: WriteCall): Promise<TransactionReceipt> {
  const { request } = await simulate(signer, call)
  const hash = await writeContract(signer, request)
  const receipt = await waitForTransactionReceipt(signer, { hash })
  if (receipt.status === 'reverted') {
    await simulate(signer, call)
    throw new RevertedError({ name: 'Error', args: ['the chain had moved on'] })
  }
  return receipt
}

async function simulate(signer: Signer, call: WriteCall) {
  try {
    return await simulateContract(signer, { ...call, account: signer.account })
  } catch (error) {
    const revert = revertOf(error)
    throw revert ? new RevertedError(revert, error) : error
  }
}

/**
 * Deposits an ERC-20 into the signer's own free balance; approves exactly the amount first, if less is approved.
 *
 * @param amount - Base units of the token.
 */
export async function depositToken(
  signer: Signer,
  { exchange, token, asset, amount }: { exchange: Address; token: Address; asset: number; amount: bigint },
): Promise<TransactionReceipt> {
  const owner = signer.account.address
  const allowed = await readContract(signer, {
    address: token,
    abi: usdcAbi,
    functionName: 'allowance',
    args: [owner, exchange],
  })
  if (allowed < amount) await perform(signer, approve(token, exchange, amount))
  return perform(signer, deposit(exchange, { asset, amount, to: owner }))
}

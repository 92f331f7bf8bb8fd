import type { Account, Address, Chain, Client, TransactionReceipt, Transport } from 'viem'
import { readContract, simulateContract, waitForTransactionReceipt, writeContract } from 'viem/actions'
import { approve, cancel, deposit, ordersOf, type WriteCall } from './calls.ts'
import { type Revert, revertOf, sentenceOf } from './errors.ts'
import type { OwnOrder } from './ownOrders.ts'
import type { Side } from './side.ts'
import type { Lots, Tick } from './units.ts'
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

const simulate = (signer: Signer, call: WriteCall) =>
  explained(simulateContract(signer, { ...call, account: signer.account }))

/** What a call comes to. @throws {@link RevertedError} where it reverts, in place of viem's error. */
export async function explained<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked
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

/** Slots that one read asks about. */
export const SLOTS_A_READ = 500

/** An account's orders in slots 0 … `slotCount` − 1, resting or filled and not yet settled. */
export async function readOwnOrders(
  client: Client,
  { exchange, owner, slotCount }: { exchange: Address; owner: Address; slotCount: number },
): Promise<OwnOrder[]> {
  const pages = Array.from({ length: Math.ceil(slotCount / SLOTS_A_READ) }, (_, page) => {
    const from = page * SLOTS_A_READ
    const slots = Array.from({ length: Math.min(SLOTS_A_READ, slotCount - from) }, (_, n) => from + n)
    return readContract(client, ordersOf(exchange, owner, slots))
  })
  const read = await Promise.all(pages)
  return read
    .flat()
    .filter(({ lots }) => lots > 0n)
    .map(({ slot, market, side, tick, lots, filled }) => ({
      slot,
      market,
      side: side as Side,
      tick: tick as Tick,
      lots: lots as Lots,
      filled: filled as Lots,
    }))
}

/**
 * Cancels every order of the signer in slots 0 … `slotCount` − 1, in one transaction; what was filled is credited.
 *
 * @returns The slots that were freed; none was sent if there was nothing to cancel.
 */
export async function cancelAll(
  signer: Signer,
  { exchange, slotCount }: { exchange: Address; slotCount: number },
): Promise<number[]> {
  const orders = await readOwnOrders(signer, { exchange, owner: signer.account.address, slotCount })
  const slots = orders.map(({ slot }) => slot)
  if (slots.length > 0) await perform(signer, cancel(exchange, slots))
  return slots
}

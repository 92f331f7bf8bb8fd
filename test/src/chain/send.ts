import { setTimeout as sleep } from 'node:timers/promises'
import { calldataOf, type WriteCall } from '@gigahour/contracts/calls'
import { decodeRevert, sentenceOf } from '@gigahour/contracts/errors'
import { type Hex, isHex } from 'viem'
import { getTransactionCount } from 'viem/actions'
import type { LocalAccount } from './accounts.ts'
import { LOCAL_CHAIN_ID, localClient } from './anvil.ts'
import { type RpcAnswer, sendBatch } from './rpc.ts'

/** Room for whatever an actor does by the calendar. */
const GAS = 6_000_000n
const MAX_FEE_PER_GAS = 1_000_000_000_000n
/** How long a transaction may stay out of a block, and how often one looks. Milliseconds. */
const PATIENCE = 30_000
const LOOK = 100

/** Thrown when the chain refused a call, or it reverted: names the call and the rule. */
export class CallFailed extends Error {
  override name = 'CallFailed'
}

/**
 * Sends an account's calls in one request and waits until all are in blocks: one after another, each may build on the ones before.
 *
 * @throws {@link CallFailed} at the first that failed.
 */
export async function sendAll(rpcUrl: string, account: LocalAccount, calls: readonly WriteCall[]): Promise<void> {
  if (calls.length === 0) return
  const client = localClient(rpcUrl)
  const nonce = await getTransactionCount(client, { address: account.address, blockTag: 'pending' })
  const signed = await Promise.all(calls.map((call, n) => sign(account, call, nonce + n)))
  const answers = await sendBatch(
    rpcUrl,
    signed.map((transaction) => ({ method: 'eth_sendRawTransaction', params: [transaction] })),
  )
  const hashes = answers.map(({ result, error }, n): Hex => {
    if (isHex(result)) return result
    throw new CallFailed(`${calls[n]?.functionName} was refused: ${error?.message}`)
  })
  const receipts = await receiptsOf(rpcUrl, hashes)
  for (const [n, call] of calls.entries()) {
    if (receipts[n]?.status === '0x0')
      throw new CallFailed(`${call.functionName} reverted: ${await reasonOf(rpcUrl, account, call)}`)
  }
}

const sign = (account: LocalAccount, call: WriteCall, nonce: number): Promise<Hex> =>
  account.signTransaction({
    type: 'eip1559',
    chainId: LOCAL_CHAIN_ID,
    to: call.address,
    data: calldataOf(call),
    nonce,
    gas: GAS,
    maxFeePerGas: MAX_FEE_PER_GAS,
    maxPriorityFeePerGas: 0n,
  })

async function receiptsOf(rpcUrl: string, hashes: readonly Hex[]): Promise<{ status: Hex }[]> {
  const asked = hashes.map((hash) => ({ method: 'eth_getTransactionReceipt', params: [hash] }))
  const until = performance.now() + PATIENCE
  for (;;) {
    const answers = await sendBatch(rpcUrl, asked)
    if (answers.every(({ result }) => result)) return answers.map(({ result }) => result as { status: Hex })
    if (performance.now() > until) throw new CallFailed(`No block took ${hashes.join(', ')}`)
    await sleep(LOOK)
  }
}

/** Asks again what was refused: on the state after it, which is near enough for the reason. */
async function reasonOf(rpcUrl: string, account: LocalAccount, call: WriteCall): Promise<string> {
  const params = [{ from: account.address, to: call.address, data: calldataOf(call) }, 'latest']
  const [answer]: RpcAnswer[] = await sendBatch(rpcUrl, [{ method: 'eth_call', params }])
  const revert = isHex(answer?.error?.data) ? decodeRevert(answer.error.data) : undefined
  return revert ? sentenceOf(revert) : (answer?.error?.message ?? 'not any more')
}

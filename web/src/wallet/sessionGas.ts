import { type Address, createWalletClient, custom } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { Config as WagmiConfig } from 'wagmi'
import type { Config } from '../config.ts'
import { clientOf } from './chain.ts'
import type { Session } from './session.ts'

/** Gas of an order that takes from a few levels. */
const ORDER_GAS = 200_000n
/** A key begins with gas for so many orders. */
export const ORDERS_AT_START = 100
const TRANSFER_GAS = 21_000n

/** A new key, known to nobody yet. */
export function createKey(): Pick<Session, 'key' | 'operator'> {
  const key = generatePrivateKey()
  return { key, operator: privateKeyToAccount(key).address }
}

export type KeyGas = {
  /** Wei that the key holds. */
  held: bigint
  /** Orders that this pays for at the gas price of now. */
  orders: bigint
  /** Wei that {@link ORDERS_AT_START} orders need. */
  start: bigint
}

/** @param operator - The key's address; null before there is a key. */
export async function readKeyGas(wagmi: WagmiConfig, config: Config, operator: Address | null): Promise<KeyGas> {
  const client = clientOf(wagmi, config)
  const [held, { maxFeePerGas }] = await Promise.all([
    operator ? client.getBalance({ address: operator }) : 0n,
    client.estimateFeesPerGas(),
  ])
  const order = ORDER_GAS * (maxFeePerGas > 0n ? maxFeePerGas : 1n)
  return { held, orders: held / order, start: order * BigInt(ORDERS_AT_START) }
}

/** Sends back to the owner what the key has left, less the gas of doing so; nothing if that is all it has. */
export async function sweepKey(wagmi: WagmiConfig, config: Config, { key, owner, operator }: Session): Promise<void> {
  const client = clientOf(wagmi, config)
  const [held, { maxFeePerGas }] = await Promise.all([
    client.getBalance({ address: operator }),
    client.estimateFeesPerGas(),
  ])
  const value = held - TRANSFER_GAS * maxFeePerGas
  if (value <= 0n) return
  const account = privateKeyToAccount(key)
  const wallet = createWalletClient({ account, chain: client.chain, transport: custom(client) })
  const hash = await wallet.sendTransaction({
    to: owner,
    value,
    gas: TRANSFER_GAS,
    maxFeePerGas,
    maxPriorityFeePerGas: 0n,
  })
  await client.waitForTransactionReceipt({ hash })
}

import { type Address, bytesToBigInt } from 'viem'
import { exchangeAbi } from './abi.ts'

// Nonces of signatures are unordered: an account uses them in any order, each once. 256 of them share a word of the chain's storage.

/** A nonce that nobody has used, and nobody can foresee. */
export const randomNonce = (): bigint => bytesToBigInt(crypto.getRandomValues(new Uint8Array(32)))

/** Nonces by the word they stand in, each with the mask of their bits. */
export function noncesByWord(nonces: readonly bigint[]): { word: bigint; mask: bigint }[] {
  const masks = new Map<bigint, bigint>()
  for (const nonce of nonces) {
    const word = nonce >> 8n
    masks.set(word, (masks.get(word) ?? 0n) | (1n << (nonce & 255n)))
  }
  return [...masks].map(([word, mask]) => ({ word, mask }))
}

/** Makes nonces of the caller unusable: those of one word, see {@link noncesByWord}. */
export const cancelNonces = (exchange: Address, { word, mask }: { word: bigint; mask: bigint }) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'cancelNonces', args: [word, mask] }) as const

/** True if the account can no longer sign with the nonce, having done so or cancelled it. */
export const isNonceUsed = (exchange: Address, account: Address, nonce: bigint) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'isNonceUsed', args: [account, nonce] }) as const

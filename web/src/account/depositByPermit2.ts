import type { WriteCall } from '@gigahour/contracts/calls'
import { randomNonce } from '@gigahour/contracts/nonce'
import { depositWithPermit2, tokenTransferTypedData } from '@gigahour/contracts/permit2'
import type { Address } from 'viem'
import type { ChainClock, SignTypedData } from '../wallet/write.ts'

/** How long the signature may be used, seconds. */
const LIFETIME = 3_600

type Deposit = {
  asset: number
  token: Address
  to: Address
  amount: bigint
  chainId: number
  sign: SignTypedData
  now: ChainClock
}

/** Has the wallet sign a transfer of exactly the amount through Permit2, and builds the deposit that carries it. */
export async function depositByPermit2(
  exchange: Address,
  { asset, token, to, amount, chainId, sign, now }: Deposit,
): Promise<WriteCall> {
  const transfer = { token, amount, nonce: randomNonce(), deadline: BigInt((await now()) + LIFETIME) }
  const signature = await sign(tokenTransferTypedData({ chainId, exchange }, transfer))
  return depositWithPermit2(exchange, { asset, to, transfer, signature })
}

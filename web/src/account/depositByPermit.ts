import type { WriteCall } from '@gigahour/contracts/calls'
import { depositWithPermit, type PermitTerms, permitTypedData } from '@gigahour/contracts/permit'
import type { Address } from 'viem'
import type { ChainClock, SignTypedData } from '../wallet/write.ts'

/** How long the signature may be used, seconds. */
const LIFETIME = 3_600

type Deposit = { asset: number; to: Address; amount: bigint; terms: PermitTerms; sign: SignTypedData; now: ChainClock }

/** Has the wallet sign a permit for exactly the amount, and builds the deposit that carries it. */
export async function depositByPermit(
  exchange: Address,
  { asset, to, amount, terms, sign, now }: Deposit,
): Promise<WriteCall> {
  const deadline = BigInt((await now()) + LIFETIME)
  const permit = { owner: to, spender: exchange, value: amount, nonce: terms.nonce, deadline }
  const signature = await sign(permitTypedData(terms.domain, permit))
  return depositWithPermit(exchange, { asset, to, permit, signature })
}

import { type Address, maxUint256 } from 'viem'
import { getBlock, getCode, readContract, signTypedData } from 'viem/actions'
import { depositToken, perform, type Signer } from './actions.ts'
import { approve, type WriteCall } from './calls.ts'
import type { Deployment } from './deployment.ts'
import { randomNonce } from './nonce.ts'
import { depositWithPermit, permitTypedData, readPermitTerms } from './permit.ts'
import { depositWithPermit2, PERMIT2, tokenTransferTypedData } from './permit2.ts'
import { usdcAbi } from './usdc.ts'

/** How long a signature for a deposit may be used, seconds. */
const PERMIT_LIFETIME = 1_200n

/** Tokens of the signer's wallet that become its free balance. */
export type TokenDeposit = {
  token: Address
  /** The token's id in the ledger. */
  asset: number
  /** Base units of the token. */
  amount: bigint
}

/** Thrown when a deposit should go through Permit2 on a chain that has none. */
export class NoPermit2Error extends Error {
  override name = 'NoPermit2Error'
}

/** Deposits into the signer's own free balance, as actions of a viem client. */
export const depositActions = (deployment: Deployment) => (signer: Signer) => {
  const { exchange, usdc, usdcAsset } = deployment
  const { account } = signer
  const owner = account.address
  const chainId = signer.chain.id
  const deadline = async () => (await getBlock(signer)).timestamp + PERMIT_LIFETIME

  /** Signs the transfer of a deposit through Permit2; approves Permit2 first, once and for all, if the token does not. */
  const signPermit2Deposit = async ({ token, asset, amount }: TokenDeposit): Promise<WriteCall> => {
    if (!(await getCode(signer, { address: PERMIT2 }))) throw new NoPermit2Error('There is no Permit2 on this chain.')
    const allowance = { address: token, abi: usdcAbi, functionName: 'allowance', args: [owner, PERMIT2] } as const
    if ((await readContract(signer, allowance)) < amount) await perform(signer, approve(token, PERMIT2, maxUint256))
    const transfer = { token, amount, nonce: randomNonce(), deadline: await deadline() }
    const typedData = tokenTransferTypedData({ chainId, exchange }, transfer)
    const signature = await signTypedData(signer, { account, ...typedData })
    return depositWithPermit2(exchange, { asset, to: owner, transfer, signature })
  }

  return {
    /** Approves exactly the amount if less is approved, and deposits. */
    depositToken: (deposit: TokenDeposit) => depositToken(signer, { exchange, ...deposit }),
    /** Deposits USDC: by a signed permit in one transaction, or after an approval where the token knows none. */
    depositUsdc: async (amount: bigint) => {
      const terms = await readPermitTerms(signer, { token: usdc, chainId, owner })
      if (!terms) return depositToken(signer, { exchange, token: usdc, asset: usdcAsset, amount })
      const permit = { owner, spender: exchange, value: amount, nonce: terms.nonce, deadline: await deadline() }
      const signature = await signTypedData(signer, { account, ...permitTypedData(terms.domain, permit) })
      return perform(signer, depositWithPermit(exchange, { asset: usdcAsset, to: owner, permit, signature }))
    },
    /** The deposit as a call for `multicall`: it may pay for the order behind it. */
    signPermit2Deposit,
    /** Deposits any token by a signature, in one transaction once Permit2 is approved. */
    depositByPermit2: async (deposit: TokenDeposit) => perform(signer, await signPermit2Deposit(deposit)),
  }
}

import type { Address, Hex } from 'viem'
import { exchangeAbi } from './abi.ts'

/** Where Permit2 stands on every chain that has it: Uniswap creates it with one salt. */
export const PERMIT2: Address = '0x000000000022D473030F116dDEE9F6B43aC78BA3'

/** What Permit2 refuses a transfer with. */
export const permit2Abi = [
  { type: 'error', name: 'InvalidNonce', inputs: [] },
  { type: 'error', name: 'InvalidSigner', inputs: [] },
  { type: 'error', name: 'SignatureExpired', inputs: [{ name: 'signatureDeadline', type: 'uint256' }] },
] as const

/** Leave for the exchange to take an amount through Permit2 once; Permit2 itself must be approved once and for all. */
export type TokenTransfer = {
  token: Address
  /** Base units of the token. */
  amount: bigint
  /** Unordered, of Permit2's own count: see `randomNonce`. */
  nonce: bigint
  /** Last second at which it may be used, Unix seconds. */
  deadline: bigint
}

/** A SignatureTransfer to the exchange as `signTypedData` takes it. */
export const tokenTransferTypedData = (
  { chainId, exchange }: { chainId: number; exchange: Address },
  { token, amount, nonce, deadline }: TokenTransfer,
) =>
  ({
    domain: { name: 'Permit2', chainId, verifyingContract: PERMIT2 },
    types: {
      PermitTransferFrom: [
        { name: 'permitted', type: 'TokenPermissions' },
        { name: 'spender', type: 'address' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
      TokenPermissions: [
        { name: 'token', type: 'address' },
        { name: 'amount', type: 'uint256' },
      ],
    },
    primaryType: 'PermitTransferFrom',
    message: { permitted: { token, amount }, spender: exchange, nonce, deadline },
  }) as const

/** A deposit through Permit2, in one transaction. The token must be `asset`'s. */
export const depositWithPermit2 = (
  exchange: Address,
  { asset, to, transfer, signature }: { asset: number; to: Address; transfer: TokenTransfer; signature: Hex },
) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'depositWithPermit2',
    args: [asset, transfer.amount, to, transfer.nonce, transfer.deadline, signature],
  }) as const

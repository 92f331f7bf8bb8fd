import { type Address, type Client, domainSeparator, type Hex, parseSignature } from 'viem'
import { readContract } from 'viem/actions'
import { exchangeAbi } from './abi.ts'
import { usdcAbi } from './usdc.ts'

/** What a token's own permits (ERC-2612) are signed for. */
export type PermitDomain = { name: string; version: string; chainId: number; verifyingContract: Address }

/** Leave for `spender` to take `value` of the owner's tokens once. */
export type Permit = {
  owner: Address
  spender: Address
  /** Base units of the token. */
  value: bigint
  /** The token's count of the owner's permits. */
  nonce: bigint
  /** Last second at which it may be used, Unix seconds. */
  deadline: bigint
}

/** What the next permit of an owner is signed for. */
export type PermitTerms = { domain: PermitDomain; nonce: bigint }

/**
 * Reads what permits of a token are signed for, and the owner's next nonce.
 *
 * @returns `undefined` if the token knows no permits, or separates its domain otherwise: a deposit then needs an approval.
 */
export async function readPermitTerms(
  client: Client,
  { token, chainId, owner }: { token: Address; chainId: number; owner: Address },
): Promise<PermitTerms | undefined> {
  const contract = { address: token, abi: usdcAbi } as const
  try {
    const [name, version, separator, nonce] = await Promise.all([
      readContract(client, { ...contract, functionName: 'name' }),
      readContract(client, { ...contract, functionName: 'version' }),
      readContract(client, { ...contract, functionName: 'DOMAIN_SEPARATOR' }),
      readContract(client, { ...contract, functionName: 'nonces', args: [owner] }),
    ])
    const domain = { name, version, chainId, verifyingContract: token }
    return domainSeparator({ domain }) === separator ? { domain, nonce } : undefined
  } catch {
    return undefined
  }
}

/** A permit as `signTypedData` takes it. */
export const permitTypedData = (domain: PermitDomain, permit: Permit) =>
  ({
    domain,
    types: {
      Permit: [
        { name: 'owner', type: 'address' },
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Permit',
    message: permit,
  }) as const

/** A deposit whose approval the depositor has signed, in one transaction. */
export function depositWithPermit(
  exchange: Address,
  { asset, to, permit, signature }: { asset: number; to: Address; permit: Permit; signature: Hex },
) {
  const { r, s, v, yParity } = parseSignature(signature)
  return {
    address: exchange,
    abi: exchangeAbi,
    functionName: 'depositWithPermit',
    args: [asset, permit.value, to, permit.deadline, Number(v ?? 27 + yParity), r, s],
  } as const
}

import type { Address } from 'viem'

/** Which exchange something is signed for: every deployment says it. */
export type SignedFor = { chainId: number; exchange: Address }

/** The exchange's EIP-712 domain: what is signed for one exchange on one chain is worth nothing to another. */
export const domainOf = ({ chainId, exchange }: SignedFor) =>
  ({ name: 'Gigahour', version: '1', chainId, verifyingContract: exchange }) as const

import type { Address } from 'viem'

/** What an account may trade with or withdraw: the same as `balanceOf` of the exchange. */
export type Balance = {
  account: Address
  asset: number
  /** Base units of the asset. */
  free: bigint
}

export const balanceKey = (account: Address, asset: number): string => `${account}:${asset}`

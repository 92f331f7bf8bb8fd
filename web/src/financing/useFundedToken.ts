import type { Address } from 'viem'
import { useMarkets } from '../series/useMarkets.ts'
import type { FundedToken } from '../token/useFunding.ts'

/** Decimals of a credit, a note and a bundle. */
const DECIMALS = 3

/** Finds where the exchange keeps a token, if it is listed there. */
export function useFundedToken(): (token: string, name: string) => FundedToken {
  const { query } = useMarkets()
  return (token, name) => {
    const market = query.data?.find((each) => each.kind === 'spot' && each.base.token.toLowerCase() === token)
    return { address: token as Address, asset: market?.base?.asset ?? null, name, decimals: DECIMALS }
  }
}

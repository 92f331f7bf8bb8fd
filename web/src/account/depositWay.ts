import type { PermitTerms } from '@gigahour/contracts/permit'
import type { WalletFunds } from '../wallet/chain.ts'

/** How tokens come into the exchange. */
export type DepositWay =
  /** Approved already. */
  | { by: 'allowance' }
  /** A signature for the token's own permit, in the deposit itself. */
  | { by: 'permit'; terms: PermitTerms }
  /** A signature for Permit2, which the wallet has approved elsewhere. */
  | { by: 'permit2' }
  /** An approval of exactly the amount first, in a transaction of its own. */
  | { by: 'approval' }

/**
 * The way that asks for the least: nothing, a signature, a transaction.
 *
 * Permit2 is never asked an approval for: it would be for every amount, and an approval for exactly this one costs as much.
 */
export function depositWay(funds: WalletFunds, amount: bigint): DepositWay {
  if (funds.allowance >= amount) return { by: 'allowance' }
  if (funds.permit) return { by: 'permit', terms: funds.permit }
  return { by: funds.permit2Allowance >= amount ? 'permit2' : 'approval' }
}

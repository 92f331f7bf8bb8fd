import { Funding } from '@gigahour/contracts/side'
import type { Lots } from '@gigahour/contracts/units'

/**
 * By how many complete sets a fill changes what is outstanding.
 *
 * Who pays with the quote asset on both sides makes new sets: one gets LONG, the other SHORT. Who pays with tokens on both sides
 * gives them back. Otherwise tokens pass from one to the other.
 */
export function setsMade(taker: Funding, maker: Funding, lots: Lots): bigint {
  if (taker !== maker) return 0n
  return taker === Funding.Quote ? lots : -lots
}

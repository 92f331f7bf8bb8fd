import type { Note } from '@gigahour/indexer/api/notes'

/**
 * Lots of the reserve credit that so many lots of a note would become if the reserve sufficed for all who ask: what they could still pay, at the price
 * of the conversion. Rounded down; 0 where there is no conversion.
 */
export function creditsFor(
  { perTokenCap, perToken, conversion }: Pick<Note, 'perTokenCap' | 'perToken' | 'conversion'>,
  lots: bigint,
): bigint {
  const price = BigInt(conversion?.price ?? 0)
  return price === 0n ? 0n : (lots * (BigInt(perTokenCap) - BigInt(perToken))) / price
}

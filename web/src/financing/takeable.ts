import type { NoteConversion, NoteRegistration } from '@gigahour/indexer/api/notes'

/**
 * Credits of the reserve that a holder can take, in lots, rounded down as the note does.
 *
 * A note that is fixed tells nobody what it brought: it does so when the holder next comes, and that may be to take them.
 */
export function takeableCredits(
  conversion: NoteConversion | null,
  { credits, converting }: Pick<NoteRegistration, 'credits' | 'converting'>,
): bigint {
  const told = BigInt(credits)
  if (conversion?.credits == null || conversion.asked === '0') return told
  return told + (BigInt(converting) * BigInt(conversion.credits)) / BigInt(conversion.asked)
}

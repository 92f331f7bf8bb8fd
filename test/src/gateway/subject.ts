import { type Address, getAddress, isAddress } from 'viem'
import { Refusal } from './refusal.ts'

/** What is metered: an election at the delivery desk, or a redemption of a credit. */
export type Subject = { election: bigint } | { credit: Address; redemption: bigint }

/** A subject as JSON: in requests, and in the file of the jobs. */
export type WrittenSubject = { election: string } | { credit: Address; redemption: string }

/** In sentences. */
export const nameOf = (subject: Subject): string =>
  'election' in subject ? `election ${subject.election}` : `redemption ${subject.redemption} of ${subject.credit}`

/** Unlike that of any other; its characters are those of a request id of EIP-4361. */
export const idOf = (subject: Subject): string =>
  'election' in subject ? `${subject.election}` : `${subject.credit}:${subject.redemption}`

export const writeSubject = (subject: Subject): WrittenSubject =>
  'election' in subject
    ? { election: `${subject.election}` }
    : { credit: subject.credit, redemption: `${subject.redemption}` }

/** @throws {@link Refusal} */
export function readSubject({ election, credit, redemption }: Record<string, unknown>): Subject {
  if (credit === undefined) return { election: numberIn(election, 'election') }
  if (typeof credit !== 'string' || !isAddress(credit, { strict: false })) {
    throw new Refusal(400, 'no_credit', 'Send {"credit": "0x…", "redemption": "1"}: credit is the address of its token')
  }
  return { credit: getAddress(credit), redemption: numberIn(redemption, 'redemption') }
}

/** An id as a number or as digits. */
function numberIn(value: unknown, name: 'election' | 'redemption'): bigint {
  const text = typeof value === 'number' ? `${value}` : value
  if (typeof text === 'string' && /^\d{1,18}$/.test(text)) return BigInt(text)
  throw new Refusal(
    400,
    `no_${name}`,
    'Send {"election": "1"}, or {"credit": "0x…", "redemption": "1"}: each is known by its number',
  )
}

import type { Address } from 'viem'

/** `operator` may trade for `owner` until `expiry`, its last second, Unix seconds; 0: it was revoked. */
export type SessionKey = { owner: Address; operator: Address; expiry: number }

/** From `timestamp` on, Unix seconds, anyone may cancel the owner's orders; 0: nobody may. */
export type CancelAfter = { owner: Address; timestamp: number }

export type SessionKeyEvent = SessionKey & { kind: 'operatorSet' }
export type CancelAfterEvent = CancelAfter & { kind: 'cancelAfterSet' }

/** A guardian stopped new risk in a market until a last second, or the halt was ended. */
export type HaltEvent = { kind: 'halted'; market: number; until: number } | { kind: 'resumed'; market: number }
export type AccessEvent = SessionKeyEvent | CancelAfterEvent | HaltEvent

/**
 * Thrown when going on would show something false: the store is of another chain, the chain went back below what it had called
 * final, or events do not add up. Only a person, or a rebuild from the chain, can help.
 */
export class StopError extends Error {
  override name = 'StopError'
}

/** Thrown when an event does not fit what came before it: one was lost, doubled, or comes from another fork. */
export class CorruptionError extends StopError {
  override name = 'CorruptionError'
}

/** Thrown when the node contradicts itself, e.g. as it moves to another fork: what was asked is asked again from the start. */
export class ForkError extends Error {
  override name = 'ForkError'
}

/** What to do after an error. */
export type Remedy = 'stop' | 'narrow' | 'wait' | 'retry'

/** Codes of JSON-RPC with which nodes refuse a range of logs. */
const RANGE_CODES = new Set([-32005, -32602, -32600])
const TOO_MUCH =
  /(too many|too large|more than \d+|limit exceeded|exceeds? .*(limit|size|range)|exceeded .*limit|block range|response size)/i
const RATE = /(429|rate.?limit|too many requests)/i

/**
 * Says what to do after an error of the node.
 *
 * `narrow` for answers that were too large: asking the same again can only fail the same way. `wait` when the node asks for
 * patience. `retry` for all that may pass by itself.
 */
export function remedyFor(error: unknown): Remedy {
  if (error instanceof StopError) return 'stop'
  if (!(error instanceof Error)) return 'retry'
  const text = [
    error.message,
    'details' in error ? error.details : '',
    'shortMessage' in error ? error.shortMessage : '',
  ]
    .filter((part) => typeof part === 'string')
    .join(' ')
  const status = 'status' in error ? error.status : undefined
  if (status === 429 || RATE.test(text)) return 'wait'
  const code = 'code' in error ? error.code : undefined
  if (status === 413 || TOO_MUCH.test(text) || (typeof code === 'number' && RANGE_CODES.has(code))) return 'narrow'
  return 'retry'
}

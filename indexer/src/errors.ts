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
const LIMIT_EXCEEDED = -32005
const RANGE_CODES = new Set([LIMIT_EXCEEDED, -32602, -32600])
const TOO_MUCH =
  /(too many|too large|more than \d+|limit exceeded|exceeds? .*(limit|size|range)|exceeded .*limit|block range|response size)/i
/** Some nodes answer a call that fails with this status of HTTP. */
const BAD_REQUEST = 400
/** A status of HTTP, and of some nodes a code of JSON-RPC as well. */
const TOO_MANY_REQUESTS = 429
const TOO_LARGE = 413
/** Nodes that limit requests with a code that others use for ranges say so in words. */
const RATE = /rate.?limit|too many requests/i

/**
 * Says what to do after an error of the node.
 *
 * `narrow` for answers that were too large: asking the same again can only fail the same way. `wait` when the node asks for
 * patience. `retry` for all that may pass by itself.
 *
 * Decided by status and code, and by the node's own words where those are ambiguous. Never by an error's whole text: it quotes
 * the request, and an address may contain any digits.
 */
export function remedyFor(error: unknown): Remedy {
  if (error instanceof StopError) return 'stop'
  if (!(error instanceof Error)) return 'retry'
  const { status, code } = answerOf(error)
  const words = wordsOf(error)
  if (status === TOO_MANY_REQUESTS || code === TOO_MANY_REQUESTS || RATE.test(words)) return 'wait'
  if (status === TOO_LARGE || TOO_MUCH.test(words) || (code !== undefined && RANGE_CODES.has(code))) return 'narrow'
  return 'retry'
}

/**
 * Whether a node has answered a call of a contract, and asking another time would bring the same answer: the call itself failed.
 *
 * False for what went wrong on the way, for a node that is at fault, wants a key or asks for patience, and for what is no error of a
 * node. Decided by status and code alone: the words may be a contract's own, as the reason of its revert.
 */
export function isAnswer(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { status, code } = answerOf(error)
  if (code !== undefined) return code !== TOO_MANY_REQUESTS && code !== LIMIT_EXCEEDED
  return status === BAD_REQUEST
}

/** Status of HTTP and code of JSON-RPC that an error carries. */
const answerOf = (error: Error): { status?: number | undefined; code?: number | undefined } => ({
  status: 'status' in error && typeof error.status === 'number' ? error.status : undefined,
  code: 'code' in error && typeof error.code === 'number' ? error.code : undefined,
})

/** What the node said. viem's own message quotes the request beside it. */
const wordsOf = (error: Error): string =>
  'details' in error && typeof error.details === 'string' ? error.details : error.message

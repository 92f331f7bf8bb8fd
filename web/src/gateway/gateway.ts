import { type Address, getAddress, type Hex } from 'viem'
import { parseSiweMessage } from 'viem/siwe'
import type { Proposal, Subject } from './metered.ts'

/** What a provider's endpoint says of what it meters. Its word alone: nothing of it counts until a receipt is posted. */
export type MeterReading = {
  /** `late`: asked for and not started; `outage`: stopped by a fault; `closed`: the window is over, or all is delivered. */
  state: 'idle' | 'working' | 'late' | 'outage' | 'closed'
  /** Delivered since the window opened, receipted or not, in lots. */
  deliveredLots: string
  /** Seconds that machines ran since the reader first started work at this endpoint: what others receipted is not in it. */
  seconds: number
  /** A receipt for the reader to sign; null if there is nothing to sign. */
  receipt: Proposal | null
  /** The endpoint signs and posts nothing now, though there may be something to receipt. Not every endpoint says so. */
  isRefusing?: boolean
}

/** The endpoint answered, and said what is wrong; or it did not answer (`code` is `unreachable`). */
export class GatewayError extends Error {
  override name = 'GatewayError'
  readonly code: string

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

const TIMEOUT = 10_000

/** Only what a browser may reach safely: any secure host, and this machine without encryption. */
export function isSafeEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hostname, username, password } = new URL(endpoint)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost'))
}

export type Gateway = ReturnType<typeof createGateway>

/** Speaks to a provider's endpoint. @throws {@link GatewayError} from each function. */
export function createGateway(endpoint: string) {
  const base = endpoint.replace(/\/+$/, '')

  const ask = async <Answer>(path: string, token: string | null, body?: unknown): Promise<Answer> => {
    if (!isSafeEndpoint(endpoint)) throw new GatewayError('unsafe', `${endpoint} is no https address`)
    let response: Response
    try {
      response = await fetch(`${base}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      })
    } catch (cause) {
      throw new GatewayError('unreachable', `${base} does not answer`, cause)
    }
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) return answer as Answer
    const { error, message } = (answer ?? {}) as { error?: string; message?: string }
    throw new GatewayError(error ?? 'unknown', (message ?? `HTTP ${response.status}`).slice(0, 300))
  }

  return {
    challenge: (address: Address, subject: Subject) =>
      ask<{ message: string }>('/challenge', null, { address, ...subject }),
    enter: (message: string, signature: Hex) => ask<{ token: string }>('/session', null, { message, signature }),
    meter: (token: string) => ask<MeterReading>('/meter', token),
    work: (token: string, action: 'start' | 'stop') => ask<MeterReading>('/work', token, { action }),
    handOver: (token: string, signature: Hex) => ask<MeterReading>('/receipt', token, { signature }),
  }
}

/**
 * Refuses a sign-in message that could be used elsewhere: what is signed must be for this account, this chain, and the page or the
 * endpoint that asks.
 *
 * @throws {@link GatewayError}
 */
export function requireOwnMessage(
  message: string,
  { address, chainId, endpoint, host }: { address: Address; chainId: number; endpoint: string; host: string },
): void {
  const parsed = parseSiweMessage(message)
  const hosts = [host, new URL(endpoint).host]
  const faults = [
    parsed.address !== getAddress(address) && 'address',
    parsed.chainId !== chainId && 'chain',
    !hosts.includes(parsed.domain ?? '') && 'domain',
  ].filter(Boolean)
  if (faults.length > 0) {
    throw new GatewayError('foreign_message', `The endpoint asks for a signature of another ${faults.join(', ')}.`)
  }
}

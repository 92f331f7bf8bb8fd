import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from './refusal.ts'

/** Longest body that is read, bytes: a signature of a contract may hold many owners'. */
const LONGEST_BODY = 16_384

/** Pages on this machine, wherever they are served from. */
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/

/** The page that asks, if it is one of this machine. */
export const localOriginOf = ({ headers }: IncomingMessage): string | undefined =>
  headers.origin !== undefined && LOCAL_ORIGIN.test(headers.origin) ? headers.origin : undefined

/** A JSON object. @throws {@link Refusal} */
export async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_BODY) throw new Refusal(413, 'too_long', `A body is at most ${LONGEST_BODY} bytes`)
    chunks.push(chunk)
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Said below.
  }
  throw new Refusal(400, 'no_json', 'Send a JSON object')
}

/** The token of `Authorization: Bearer …`. */
export const bearerOf = ({ headers }: IncomingMessage): string | undefined =>
  /^Bearer ([\w-]+)$/.exec(headers.authorization ?? '')?.[1]

/** Answers, and lets a page of this machine read it. */
export function answer(request: IncomingMessage, response: ServerResponse, status: number, body?: object): void {
  const origin = localOriginOf(request)
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    vary: 'origin',
    ...(origin === undefined
      ? {}
      : {
          'access-control-allow-origin': origin,
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': 'authorization, content-type',
          'access-control-max-age': '600',
        }),
  })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

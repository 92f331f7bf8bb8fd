/** The indexer answered, and said what is wrong. */
export class IndexerError extends Error {
  readonly code: string
  readonly status: number

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'IndexerError'
    this.status = status
    this.code = code
  }
}

/** The indexer did not answer: worth another try. */
export class IndexerUnreachableError extends Error {
  constructor(cause: unknown) {
    super('The indexer does not answer.', { cause })
    this.name = 'IndexerUnreachableError'
  }
}

/** An answer that is late is none: the reader would wait in front of old figures. */
const TIMEOUT = 10_000

export type Rest = <Answer>(path: string, signal?: AbortSignal) => Promise<Answer>

export function createRest(apiUrl: string): Rest {
  return async <Answer>(path: string, signal?: AbortSignal): Promise<Answer> => {
    const timeout = AbortSignal.timeout(TIMEOUT)
    let response: Response
    try {
      response = await fetch(`${apiUrl}${path}`, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout })
    } catch (cause) {
      if (signal?.aborted) throw cause
      throw new IndexerUnreachableError(cause)
    }
    const body: unknown = await response.json().catch(() => null)
    if (response.ok && body !== null) return body as Answer
    const error = (body as { error?: { code?: string; message?: string } } | null)?.error
    throw new IndexerError(response.status, error?.code ?? 'unknown', error?.message ?? `HTTP ${response.status}`)
  }
}

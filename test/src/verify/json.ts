/** Asks a node. @throws with the node's own words. */
export async function askNode(rpcUrl: string, method: string, ...params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const answer = (await response.json()) as { result?: unknown; error?: { message: string } }
  if (answer.error) throw new Error(`${method}: ${answer.error.message}`)
  return answer.result
}

/** What the API says, with the block it is true at. */
export type ApiAnswer<T> = { at: { block: number; hash: string }; data: T; next?: string | null }

export async function askApi<T>(apiUrl: string, path: string): Promise<ApiAnswer<T>> {
  const response = await fetch(`${apiUrl}/v1${path}`)
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}, ${await response.text()}`)
  return (await response.json()) as ApiAnswer<T>
}

/** One call of JSON-RPC. */
export type RpcCall = { method: string; params: readonly unknown[] }

export type RpcAnswer = { result?: unknown; error?: { code: number; message: string; data?: unknown } }

/** Sends calls to a node in one request; it performs them in order. Answers in the same order, failures among them. */
export async function sendBatch(rpcUrl: string, calls: readonly RpcCall[]): Promise<RpcAnswer[]> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call }))),
  })
  const answers = (await response.json()) as (RpcAnswer & { id: number })[]
  return answers.toSorted((a, b) => a.id - b.id)
}

import { WebSocket } from 'ws'

const RECONNECT = 1_000

/** News that there may be a new block. It is never more than a hint: what is true is asked for. */
export type Hints = {
  /** Whether news come by themselves at the moment. */
  live: () => boolean
  /** Resolves at the next news, or after so many milliseconds. */
  next: (patience: number) => Promise<void>
  close: () => void
}

/** Listens to a node's `newHeads`. A lost connection is made again, and counts as news. @param url - `undefined` for none. */
export function openHints(url: string | undefined): Hints {
  let wake: (() => void) | undefined
  let news = false
  let live = false
  let closed = false
  let socket: WebSocket | undefined
  let timer: NodeJS.Timeout | undefined

  const tell = (): void => {
    news = true
    wake?.()
  }
  const connect = (address: string): void => {
    socket = new WebSocket(address)
    socket.on('open', () =>
      socket?.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] })),
    )
    socket.on('message', (data) => {
      // The answer to the subscription may be a refusal; only news prove that news come.
      live ||= String(data).includes('eth_subscription')
      tell()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      live = false
      tell()
      if (!closed) timer = setTimeout(() => connect(address), RECONNECT)
    })
  }
  if (url !== undefined) connect(url)

  return {
    live: () => live,
    next: (patience) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timeout)
          wake = undefined
          news = false
          resolve()
        }
        const timeout = setTimeout(done, patience)
        wake = done
        if (news || closed) done()
      }),
    close: () => {
      closed = true
      clearTimeout(timer)
      socket?.terminate()
      tell()
    },
  }
}

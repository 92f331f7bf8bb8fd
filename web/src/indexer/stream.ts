import type { ServerMessage, Subscribe } from '@gigahour/indexer/api/stream'

/** What can be subscribed to. */
export type Channel = Distribute<Subscribe>

type Distribute<Message> = Message extends Subscribe ? Omit<Message, 'op' | 'id' | 'from'> : never

/**
 * How fresh the page is.
 *
 * `stale`: the socket is open, but two heartbeats were missed. `offline`: no socket; it is tried again.
 */
export type StreamStatus = 'connecting' | 'live' | 'stale' | 'offline'

export type StreamState = {
  status: StreamStatus
  /** Latest block that the indexer has served, and the chain's head that it knows. */
  block: number | null
  head: number | null
}

export type Listener = {
  onSnapshot: (data: unknown) => void
  /** False if it does not fit what is held: the channel is subscribed anew. */
  onDelta: (data: unknown) => boolean
  /** What was delivered is not current any more: the connection or the place in the sequence was lost. */
  onLost?: () => void
}

export type Stream = {
  subscribe: (channel: Channel, listener: Listener) => () => void
  state: () => StreamState
  onState: (listener: () => void) => () => void
  close: () => void
}

/** The server's heartbeat comes every 5 s; after two missed ones the data are called stale, after four the socket is given up. */
const STALE_AFTER = 11_000
const GIVE_UP_AFTER = 21_000
const WATCH_EVERY = 1_000
const RETRY_FIRST = 500
const RETRY_MOST = 10_000

type Subscription = {
  channel: Channel
  listener: Listener
  /** Number of the subscription on the wire. A new one is taken for each attempt, so that a late message of the old is known. */
  id: string
  /** Sequence of the last message applied; null before the snapshot. */
  sequence: number | null
}

/**
 * The indexer's stream: one socket for the page, opened again whenever it is lost.
 *
 * A message that does not continue where the last one ended is a gap: the channel is subscribed anew. A revert takes back what a reorg
 * undid: a snapshot follows it. So a listener never sees a delta without its base.
 */
export function createStream(
  url: string,
  open: (url: string) => WebSocket = (address) => new WebSocket(address),
): Stream {
  const subscriptions = new Map<string, Subscription>()
  const stateListeners = new Set<() => void>()
  let state: StreamState = { status: 'connecting', block: null, head: null }
  let socket: WebSocket | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let retryDelay = RETRY_FIRST
  let lastHeard = 0
  let nextId = 1
  let isClosed = false

  const setState = (change: Partial<StreamState>) => {
    const next = { ...state, ...change }
    if (next.status === state.status && next.block === state.block && next.head === state.head) return
    state = next
    for (const listener of stateListeners) listener()
  }

  const send = (message: object) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }

  const start = (subscription: Subscription) => {
    subscription.sequence = null
    subscription.id = String(nextId++)
    subscriptions.set(subscription.id, subscription)
    send({ op: 'subscribe', id: subscription.id, ...subscription.channel })
  }

  const stop = (subscription: Subscription) => {
    subscriptions.delete(subscription.id)
    send({ op: 'unsubscribe', id: subscription.id })
  }

  const restart = (subscription: Subscription) => {
    stop(subscription)
    subscription.listener.onLost?.()
    start(subscription)
  }

  const receive = (message: ServerMessage) => {
    if (message.type === 'heartbeat') setState({ block: message.block, head: message.head })
    if (!('id' in message) || message.id === null) return
    const subscription = subscriptions.get(message.id)
    if (!subscription) return
    switch (message.type) {
      case 'snapshot':
        subscription.sequence = message.sequence
        setState({ block: message.block })
        subscription.listener.onSnapshot(message.data)
        break
      case 'delta':
        if (subscription.sequence === null || message.previous !== subscription.sequence) return restart(subscription)
        subscription.sequence = message.sequence
        setState({ block: message.block, head: Math.max(state.head ?? 0, message.block) })
        if (!subscription.listener.onDelta(message.data)) restart(subscription)
        break
      case 'revert':
        subscription.sequence = null
        subscription.listener.onLost?.()
        break
      case 'error':
        // Asking again would get the same answer: REST keeps this one fresh.
        subscription.listener.onLost?.()
        subscriptions.delete(subscription.id)
    }
  }

  const connect = () => {
    retry = undefined
    const opened = open(url)
    socket = opened
    lastHeard = Date.now()
    opened.onopen = () => {
      lastHeard = Date.now()
      retryDelay = RETRY_FIRST
      setState({ status: 'live' })
      const waiting = [...subscriptions.values()]
      subscriptions.clear()
      waiting.forEach(start)
    }
    opened.onmessage = (event) => {
      lastHeard = Date.now()
      setState({ status: 'live' })
      receive(JSON.parse(event.data as string) as ServerMessage)
    }
    opened.onclose = () => {
      if (socket === opened) lose()
    }
  }

  const lose = () => {
    socket = undefined
    if (isClosed) return
    setState({ status: 'offline' })
    for (const subscription of subscriptions.values()) subscription.listener.onLost?.()
    retry ??= setTimeout(connect, retryDelay)
    retryDelay = Math.min(retryDelay * 2, RETRY_MOST)
  }

  const watch = setInterval(() => {
    if (!socket || socket.readyState !== WebSocket.OPEN) return
    const silence = Date.now() - lastHeard
    if (silence > GIVE_UP_AFTER) {
      const lost = socket
      lose()
      lost.close()
    } else if (silence > STALE_AFTER) setState({ status: 'stale' })
  }, WATCH_EVERY)

  connect()

  return {
    subscribe: (channel, listener) => {
      const subscription: Subscription = { channel, listener, id: '', sequence: null }
      start(subscription)
      return () => stop(subscription)
    },
    state: () => state,
    onState: (listener) => {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
    close: () => {
      isClosed = true
      clearInterval(watch)
      clearTimeout(retry)
      socket?.close()
    },
  }
}

import type { WebSocket } from 'ws'
import { ApiFailure, invalidParameter } from '../errors.ts'
import type { Metrics } from '../metrics.ts'
import { ClientMessage, type ErrorMessage, type PongMessage, type Subscribe } from '../streamSchemas.ts'
import type { Hub } from './hub.ts'

/** Subscriptions that one client may hold. */
export const MAX_SUBSCRIPTIONS = 100

/** Bytes that wait for a client before it is given up. */
export const MAX_BUFFERED = 4 * 1024 * 1024

/** Messages that a client may send between two heartbeats. */
const MAX_MESSAGES = 500

/** Heartbeats without a sign of life after which a client is given up. */
const MAX_SILENT_BEATS = 6

/** Close codes. Clients may try again after each; the slow one had better ask for less. */
const TOO_SLOW = 4008
const TOO_MANY_MESSAGES = 4029

const encode = (message: ErrorMessage | PongMessage): string => JSON.stringify(message)

/** One connection: reads what the client asks for, and sends what it can take. */
export class Client {
  readonly #socket: WebSocket
  readonly #hub: Hub
  readonly #metrics: Metrics
  readonly #subscriptions = new Map<string, () => void>()
  #messages = 0
  #silentBeats = 0
  #isClosed = false

  constructor(socket: WebSocket, hub: Hub, metrics: Metrics) {
    this.#socket = socket
    this.#hub = hub
    this.#metrics = metrics
    socket.on('message', (data) => this.#receive(String(data)))
    socket.on('pong', () => {
      this.#silentBeats = 0
    })
    socket.on('close', () => this.#forget())
    // 'close' follows: a message that is too long, or that is no text, ends the connection.
    socket.on('error', () => this.#forget())
  }

  /** Sends the heartbeat, and ends a connection that is dead. */
  beat(message: string): void {
    if (this.#silentBeats++ >= MAX_SILENT_BEATS) {
      this.#metrics.dropped.inc({ reason: 'silent' })
      this.#socket.terminate()
      return
    }
    this.#messages = 0
    this.#socket.ping()
    this.#send('heartbeat', message)
  }

  #receive(text: string): void {
    this.#silentBeats = 0
    if (this.#isClosed) return
    if (++this.#messages > MAX_MESSAGES) {
      this.#drop(TOO_MANY_MESSAGES, 'too many messages')
      return
    }
    let given: unknown
    try {
      given = JSON.parse(text)
      this.#follow(parse(given))
    } catch (error) {
      if (error instanceof ApiFailure) this.#sendError(idOf(given), error)
      else if (error instanceof SyntaxError) this.#sendError(null, invalidMessage('A message is one JSON object'))
      else throw error
    }
  }

  #follow(message: ClientMessage): void {
    switch (message.op) {
      case 'subscribe':
        this.#subscribe(message)
        break
      case 'unsubscribe':
        this.#subscriptions.get(message.id)?.()
        this.#setSubscription(message.id, undefined)
        break
      case 'ping':
        this.#send('pong', encode({ type: 'pong' }))
    }
  }

  #subscribe(subscribe: Subscribe): void {
    const { id } = subscribe
    if (this.#subscriptions.has(id)) throw invalidParameter('id', 'must not be in use: unsubscribe it first')
    if (this.#subscriptions.size >= MAX_SUBSCRIPTIONS) {
      const message = `A client may hold ${MAX_SUBSCRIPTIONS} subscriptions: unsubscribe one first`
      throw new ApiFailure({ code: 'too_many_subscriptions', parameter: null, message })
    }
    const stop = this.#hub.add(subscribe, {
      id,
      send: (message) => this.#send(message.type, message.bytesFor(id)),
      end: (failure) => {
        this.#setSubscription(id, undefined)
        this.#sendError(id, failure)
      },
    })
    if (this.#isClosed) stop()
    else this.#setSubscription(id, stop)
  }

  #setSubscription(id: string, stop: (() => void) | undefined): void {
    const before = this.#subscriptions.size
    if (stop) this.#subscriptions.set(id, stop)
    else this.#subscriptions.delete(id)
    this.#metrics.subscriptions.inc(this.#subscriptions.size - before)
  }

  #sendError(id: string | null, failure: ApiFailure): void {
    this.#send('error', encode({ type: 'error', id, error: failure.error }))
  }

  #send(type: string, bytes: Buffer | string): void {
    if (this.#isClosed) return
    if (this.#socket.bufferedAmount > MAX_BUFFERED) {
      this.#drop(TOO_SLOW, 'too slow')
      return
    }
    this.#socket.send(bytes, { binary: false })
    this.#metrics.messages.inc({ type })
  }

  #drop(code: number, reason: string): void {
    this.#metrics.dropped.inc({ reason })
    this.#forget()
    this.#socket.close(code, reason)
  }

  #forget(): void {
    this.#isClosed = true
    for (const stop of this.#subscriptions.values()) stop()
    this.#metrics.subscriptions.dec(this.#subscriptions.size)
    this.#subscriptions.clear()
  }
}

function parse(given: unknown): ClientMessage {
  const { success, data, error } = ClientMessage.safeParse(given)
  if (success) return data
  const [issue] = error.issues
  const parameter = issue?.path.join('.')
  if (!parameter) throw invalidMessage('A message is one JSON object with an `op`')
  throw invalidParameter(parameter, `is wrong: ${issue?.message}`)
}

const invalidMessage = (message: string) => new ApiFailure({ code: 'invalid_message', parameter: null, message })

function idOf(given: unknown): string | null {
  if (typeof given !== 'object' || given === null || !('id' in given)) return null
  return typeof given.id === 'string' ? given.id.slice(0, 64) : null
}

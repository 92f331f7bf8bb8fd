import { once } from 'node:events'
import { WebSocket } from 'ws'
import { ServerMessage } from '../../src/api/streamSchemas.ts'

/** A client of the stream that checks everything it is sent against the schemas. */
export class StreamClient {
  readonly socket: WebSocket
  readonly received: ServerMessage[] = []
  #read = 0
  #wake = () => {}

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => {
      this.received.push(ServerMessage.parse(JSON.parse(String(data))))
      this.#wake()
    })
  }

  static async connect(url: string): Promise<StreamClient> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/stream`)
    const client = new StreamClient(socket)
    await once(socket, 'open')
    return client
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  subscribe(id: string, rest: object): void {
    this.send({ op: 'subscribe', id, ...rest })
  }

  /** The next message that is no heartbeat, in the order of arrival. */
  async next(): Promise<Exclude<ServerMessage, { type: 'heartbeat' }>> {
    for (;;) {
      const message = this.received[this.#read]
      if (!message) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
        continue
      }
      this.#read++
      if (message.type !== 'heartbeat') return message
    }
  }

  /** Waits until the server has read everything sent before; fails if it sent anything else meanwhile. */
  async settle(): Promise<void> {
    this.send({ op: 'ping' })
    const message = await this.next()
    if (message.type !== 'pong') throw new Error(`Expected nothing, got ${JSON.stringify(message)}`)
  }

  /** The code that the server closes with. */
  async closed(): Promise<number> {
    const [code] = (await once(this.socket, 'close')) as [number]
    return code
  }
}

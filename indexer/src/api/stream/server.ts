import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import type { Metrics } from '../metrics.ts'
import type { ReadModel } from '../readModel.ts'
import type { HeartbeatMessage } from '../streamSchemas.ts'
import { Client } from './client.ts'
import { Hub } from './hub.ts'

const PATH = '/v1/stream'

/** Bytes of one message of a client: a subscription takes some 150. */
const MAX_MESSAGE = 4 * 1024

export type StreamOptions = {
  /** Milliseconds between heartbeats. */
  heartbeat: number
  /** Connections held at most. */
  maxClients: number
  /** Changes kept for clients that resume. */
  history: number
}

export const STREAM_DEFAULTS: StreamOptions = { heartbeat: 5_000, maxClients: 5_000, history: 50_000 }

type Served = StreamOptions & { readModel: ReadModel; metrics: Metrics; logger: Logger }

/**
 * Serves the stream at `/v1/stream` of an HTTP server.
 *
 * @returns Closes every connection and stops listening to the read model.
 */
export function serveStream(server: Server, { readModel, metrics, logger, ...options }: Served): () => void {
  const hub = new Hub(readModel, options.history)
  const clients = new Set<Client>()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false })

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = request.url?.split('?')[0]
    if (path !== PATH) return refuse(socket, '404 Not Found')
    if (clients.size >= options.maxClients) return refuse(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const client = new Client(opened, hub, metrics)
      clients.add(client)
      metrics.clients.set(clients.size)
      opened.on('close', () => {
        clients.delete(client)
        metrics.clients.set(clients.size)
      })
    })
  }
  server.on('upgrade', upgrade)

  const unsubscribe = readModel.subscribe((commit) => {
    try {
      hub.publish(commit)
    } catch (error) {
      // The chain is followed on. Clients that may have missed a change must not go on as if they had not.
      logger.error({ err: error, sequence: commit.at.sequence }, 'The stream failed to tell a commit')
      for (const socket of sockets.clients) socket.terminate()
    }
  })
  const beating = setInterval(() => {
    const message = JSON.stringify(heartbeatOf(readModel))
    for (const client of clients) client.beat(message)
  }, options.heartbeat)

  return () => {
    clearInterval(beating)
    unsubscribe()
    server.off('upgrade', upgrade)
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  }
}

function heartbeatOf(readModel: ReadModel): HeartbeatMessage {
  const at = readModel.at()
  return { type: 'heartbeat', block: at?.block ?? 0, sequence: at?.sequence ?? 0, head: readModel.status().head }
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

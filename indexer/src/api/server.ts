import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { createApp } from './app.ts'
import { createMetrics } from './metrics.ts'
import type { ReadModel } from './readModel.ts'
import { STREAM_DEFAULTS, type StreamOptions, serveStream } from './stream/server.ts'

export type ApiOptions = {
  readModel: ReadModel
  host: string
  /** 0 takes a free one. */
  port: number
  logger: Logger
  /** Other figures to show at `/metrics`. */
  registry?: Registry
  stream?: Partial<StreamOptions>
}

export type Api = {
  /** Where it is served, without a path. */
  url: string
  /** Ends every connection and frees the port. */
  close(): Promise<void>
}

/** Serves the REST API and the stream on one port. @throws if the port cannot be taken. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { readModel, host, port, logger, registry, stream } = options
  const { version } = readModel.status()
  const metrics = createMetrics(readModel, registry)
  const app = createApp({ readModel, metrics, logger, version })
  // Without options for HTTP/2 it is a server of node:http.
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  const closeStream = serveStream(server, { readModel, metrics, logger, ...STREAM_DEFAULTS, ...stream })

  server.listen(port, host)
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
  logger.info({ url }, 'The API is served')

  return {
    url,
    close: async () => {
      closeStream()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ReadModel } from './readModel.ts'

/** Seconds: a read from memory takes well below a millisecond, a page of the store some. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

/** What the API counts, and where Prometheus reads it. */
export type Metrics = ReturnType<typeof createMetrics>

/**
 * @param registry - Give one to show other figures at the same `/metrics`.
 */
export function createMetrics(readModel: ReadModel, registry: Registry = new Registry()) {
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const requests = new Histogram({
    name: 'gigahour_http_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['route', 'status'],
    buckets: BUCKETS,
    registers,
  })

  /** By the route's pattern and not the path, so that there is a bounded number of series. */
  const measure: MiddlewareHandler = async (context, next) => {
    const end = requests.startTimer()
    await next()
    end({ route: routePath(context, -1), status: context.res.status })
  }

  const status = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  status('gigahour_head_block', "The node's newest block", () => readModel.status().head)
  status('gigahour_indexed_block', 'The newest block served', () => readModel.status().indexed)
  status('gigahour_finalized_block', 'The newest final block', () => readModel.status().finalized)
  status(
    'gigahour_lag_seconds',
    'Time that the served block is behind',
    () => readModel.status().lagMilliseconds / 1_000,
  )
  status('gigahour_reorgs', 'Reorgs followed', () => readModel.status().reorgs)
  status('gigahour_ready', '1 if fit to be sent requests', () => Number(readModel.status().ready))

  return {
    registry,
    measure,
    clients: new Gauge({ name: 'gigahour_stream_clients', help: 'Open stream connections', registers }),
    subscriptions: new Gauge({
      name: 'gigahour_stream_subscriptions',
      help: 'Subscriptions of all clients',
      registers,
    }),
    messages: new Counter({
      name: 'gigahour_stream_messages_total',
      help: 'Messages sent to stream clients, by type',
      labelNames: ['type'],
      registers,
    }),
    dropped: new Counter({
      name: 'gigahour_stream_dropped_total',
      help: 'Stream clients closed by the server, by reason',
      labelNames: ['reason'],
      registers,
    }),
  }
}

import { OpenAPIHono } from '@hono/zod-openapi'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import { checkpointOf } from './answers.ts'
import { ApiFailure, invalidParameter } from './errors.ts'
import type { Metrics } from './metrics.ts'
import type { ReadModel } from './readModel.ts'
import { addAccountRoutes } from './routes/accounts.ts'
import { addCreditRoutes } from './routes/credits.ts'
import { addCurveRoutes } from './routes/curves.ts'
import { addDeliveryRoutes } from './routes/deliveries.ts'
import { addFinancingRoutes } from './routes/financing.ts'
import { addMarketRoutes } from './routes/markets.ts'
import { addNoteRoutes } from './routes/notes.ts'
import { addProviderRoutes } from './routes/providers.ts'
import { addSettlementRoutes } from './routes/settlements.ts'
import { addStatusRoutes } from './routes/status.ts'
import { addTradeRoutes } from './routes/trades.ts'
import type { ErrorBody } from './schemas.ts'

export type AppOptions = { readModel: ReadModel; metrics: Metrics; logger: Logger; version: string }

/** The REST API: every route, their description at `/openapi.json`, and `/metrics`. Opens no port. */
export function createApp({ readModel, metrics, logger, version }: AppOptions): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      const issue = result.success ? undefined : result.error.issues[0]
      if (issue) throw invalidParameter(issue.path.join('.'), issue.message)
    },
  })

  // Public data, no cookies: any page may read it.
  app.use(cors({ origin: '*', allowMethods: ['GET', 'HEAD', 'OPTIONS'] }))
  app.use(
    secureHeaders({ crossOriginResourcePolicy: 'cross-origin', contentSecurityPolicy: { defaultSrc: ["'none'"] } }),
  )
  app.use(metrics.measure)
  app.use('/v1/*', async (context, next) => {
    checkpointOf(readModel)
    context.header('cache-control', 'no-store')
    await next()
  })

  addMarketRoutes(app, readModel)
  addCurveRoutes(app, readModel)
  addAccountRoutes(app, readModel)
  addDeliveryRoutes(app, readModel)
  addCreditRoutes(app, readModel)
  addNoteRoutes(app, readModel)
  addFinancingRoutes(app, readModel)
  addProviderRoutes(app, readModel)
  addSettlementRoutes(app, readModel)
  addTradeRoutes(app, readModel)
  addStatusRoutes(app, readModel)
  app.get('/metrics', async (context) => {
    context.header('content-type', metrics.registry.contentType)
    return context.body(await metrics.registry.metrics())
  })
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Gigahour indexer',
      version,
      description:
        'Markets, books, fills, candles, forward curves and accounts of the Gigahour exchange, read from the chain. ' +
        'Prices are ticks, quantities lots, money base units of its asset; lots and money are decimal strings. Every ' +
        'answer says in `at` which block it is true at. The same data are pushed at `/v1/stream` (WebSocket).',
    },
  })

  app.notFound((context) => {
    const message = `There is no ${context.req.method} ${context.req.path}; /openapi.json lists what there is`
    return context.json<ErrorBody>({ error: { code: 'unknown_route', parameter: null, message } }, 404)
  })
  app.onError((error, context) => {
    if (error instanceof ApiFailure) return context.json<ErrorBody>({ error: error.error }, error.status)
    if (error instanceof HTTPException) return error.getResponse()
    logger.error({ err: error, path: context.req.path }, 'A request failed')
    const message = 'The indexer failed to answer; the failure is logged'
    return context.json<ErrorBody>({ error: { code: 'internal', parameter: null, message } }, 500)
  })
  return app
}

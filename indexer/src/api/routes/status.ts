import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, responsesOf } from '../answers.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, Status } from '../schemas.ts'

const getStatus = createRoute({
  method: 'get',
  path: '/v1/status',
  tags: ['Status'],
  summary: 'How far the indexer has followed which chain',
  responses: responsesOf('The status', answerOf(Status)),
})

export function addStatusRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  app.openapi(getStatus, (context) => context.json(answer(readModel, readModel.status()), 200))

  // For whatever runs the process: alive, and fit to be sent requests. Lag and a failed check against the chain show
  // in `ready`.
  app.get('/healthz', (context) => context.text('ok'))
  app.get('/readyz', (context) => {
    const isReady = readModel.at() !== undefined && readModel.status().ready
    return isReady ? context.text('ready') : context.text('not ready', 503)
  })
}

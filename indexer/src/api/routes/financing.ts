import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, NEWEST_ROWS, responsesOf, rowPage } from '../answers.ts'
import { Bundle, FinancingRow } from '../financingSchemas.ts'
import { Monitor } from '../monitorSchemas.ts'
import { RowsQuery } from '../parameters.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, pageOf } from '../schemas.ts'

const tags = ['Financing']

const listBundles = createRoute({
  method: 'get',
  path: '/v1/bundles',
  tags,
  summary: 'Bundles of one credit and k notes, in the order in which they were made',
  description: NEWEST_ROWS,
  request: { query: RowsQuery },
  responses: responsesOf('A page of bundles', pageOf(Bundle)),
})

const listFinancing = createRoute({
  method: 'get',
  path: '/v1/financing',
  tags,
  summary: 'Credits, notes and bundles with price, fair value and implied financing rate',
  description: 'At most 500 of each kind: those that are not over first, newer before older.',
  responses: responsesOf('The overview', answerOf(FinancingRow.array())),
})

const getMonitor = createRoute({
  method: 'get',
  path: '/v1/monitor',
  tags,
  summary:
    'Signs of a run: price drop, coverage, and redemptions against capacity, credit by credit, with their thresholds',
  description: 'Of at most 500 credits that are not done: the newest.',
  responses: responsesOf('The monitor', answerOf(Monitor)),
})

export function addFinancingRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  const { finance } = readModel
  app.openapi(listBundles, (context) =>
    context.json(rowPage(readModel, finance.bundles(context.req.valid('query'))), 200),
  )

  app.openapi(listFinancing, (context) => context.json(answer(readModel, finance.overview()), 200))

  app.openapi(getMonitor, (context) => context.json(answer(readModel, finance.monitor()), 200))
}

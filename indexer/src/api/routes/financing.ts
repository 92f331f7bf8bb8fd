import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, responsesOf } from '../answers.ts'
import { Bundle, FinancingRow } from '../financingSchemas.ts'
import { Monitor } from '../monitorSchemas.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf } from '../schemas.ts'

const tags = ['Financing']

const listBundles = createRoute({
  method: 'get',
  path: '/v1/bundles',
  tags,
  summary: 'Every bundle of one credit and k notes',
  responses: responsesOf('Every bundle', answerOf(Bundle.array())),
})

const listFinancing = createRoute({
  method: 'get',
  path: '/v1/financing',
  tags,
  summary: 'Every credit, note and bundle with its price, its fair value and its implied financing rate',
  responses: responsesOf('The overview', answerOf(FinancingRow.array())),
})

const getMonitor = createRoute({
  method: 'get',
  path: '/v1/monitor',
  tags,
  summary:
    'Signs of a run: price drop, coverage, and redemptions against capacity, credit by credit, with their thresholds',
  responses: responsesOf('The monitor', answerOf(Monitor)),
})

export function addFinancingRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  const { finance } = readModel
  app.openapi(listBundles, (context) => context.json(answer(readModel, finance.bundles()), 200))

  app.openapi(listFinancing, (context) => context.json(answer(readModel, finance.overview()), 200))

  app.openapi(getMonitor, (context) => context.json(answer(readModel, finance.monitor()), 200))
}

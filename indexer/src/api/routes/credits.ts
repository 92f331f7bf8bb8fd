import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, NEWEST_ROWS, page, responsesOf, rowPage } from '../answers.ts'
import { Credit, CreditEvent, Redemption } from '../creditSchemas.ts'
import { nextOf } from '../cursor.ts'
import { unknownToken } from '../errors.ts'
import { MonitorPoint } from '../monitorSchemas.ts'
import { HistoryQuery, PageQuery, RowsQuery, TokenPath } from '../parameters.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, pageOf } from '../schemas.ts'

const tags = ['Financing']

const listCredits = createRoute({
  method: 'get',
  path: '/v1/credits',
  tags,
  summary: 'Compute credits: terms, bond, coverage, queue and rate, in the order of issue',
  description: NEWEST_ROWS,
  request: { query: RowsQuery },
  responses: responsesOf('A page of credits', pageOf(Credit)),
})

const getCredit = createRoute({
  method: 'get',
  path: '/v1/credits/{token}',
  tags,
  summary: 'One compute credit',
  request: { params: TokenPath },
  responses: responsesOf('The credit', answerOf(Credit)),
})

const listRedemptions = createRoute({
  method: 'get',
  path: '/v1/credits/{token}/redemptions',
  tags,
  summary: 'Redemptions, in the order of the queue',
  description: NEWEST_ROWS,
  request: { params: TokenPath, query: RowsQuery },
  responses: responsesOf('A page of redemptions', pageOf(Redemption)),
})

const listEvents = createRoute({
  method: 'get',
  path: '/v1/credits/{token}/events',
  tags,
  summary: 'What happened to it: bond, redemptions, receipts, payments; newest first',
  request: { params: TokenPath, query: PageQuery },
  responses: responsesOf('A page of events', pageOf(CreditEvent)),
})

const listHistory = createRoute({
  method: 'get',
  path: '/v1/credits/{token}/history',
  tags,
  summary: 'Price against fair, coverage, and queue against capacity by the hour, oldest first',
  description:
    'The newest `limit` of the range; the last hour may not be over. Give `next` as `to` for those before; hours without ' +
    'an event have none.',
  request: { params: TokenPath, query: HistoryQuery },
  responses: responsesOf('A page of hours', pageOf(MonitorPoint)),
})

export function addCreditRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  const { finance } = readModel
  const found = (token: `0x${string}`): Credit => {
    const credit = finance.credit(token)
    if (!credit) throw unknownToken('credit', token, finance.names('credits'))
    return credit
  }

  app.openapi(listCredits, (context) =>
    context.json(rowPage(readModel, finance.credits(context.req.valid('query'))), 200),
  )

  app.openapi(getCredit, (context) => context.json(answer(readModel, found(context.req.valid('param').token)), 200))

  app.openapi(listRedemptions, (context) => {
    const { token } = context.req.valid('param')
    found(token)
    return context.json(rowPage(readModel, finance.redemptions(token, context.req.valid('query'))), 200)
  })

  app.openapi(listEvents, (context) => {
    const { token } = context.req.valid('param')
    const request = context.req.valid('query')
    found(token)
    const events = finance.creditEvents(token, request)
    return context.json(page(readModel, events, nextOf(events, request.limit)), 200)
  })

  app.openapi(listHistory, (context) => {
    const { token } = context.req.valid('param')
    const range = context.req.valid('query')
    found(token)
    const points = finance.history(token, range)
    const [oldest] = points
    return context.json(page(readModel, points, oldest && points.length >= range.limit ? `${oldest.start}` : null), 200)
  })
}

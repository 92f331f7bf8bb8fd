import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, page, responsesOf } from '../answers.ts'
import { nextOf } from '../cursor.ts'
import { AddressPath, DaysQuery, PageQuery } from '../parameters.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, pageOf } from '../schemas.ts'
import { DailyProfit, Redemption } from '../settlementSchemas.ts'
import { AccountAccess, LegsTrade } from '../tradeSchemas.ts'

const listLegs = createRoute({
  method: 'get',
  path: '/v1/legs',
  tags: ['Markets'],
  summary: 'Strips and calendar spreads, newest first',
  request: { query: PageQuery },
  responses: responsesOf('A page of trades', pageOf(LegsTrade)),
})

const tags = ['Accounts']

const listAccountLegs = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/legs',
  tags,
  summary: 'Strips and calendar spreads of the account, newest first',
  request: { params: AddressPath, query: PageQuery },
  responses: responsesOf('A page of trades', pageOf(LegsTrade)),
})

const getAccess = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/access',
  tags,
  summary: "The account's session keys and its dead man's switch",
  request: { params: AddressPath },
  responses: responsesOf('Who else may act for it', answerOf(AccountAccess)),
})

const listRedemptions = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/redemptions',
  tags,
  summary: 'LONG and SHORT of settled series that the account was paid for, newest first',
  request: { params: AddressPath, query: PageQuery },
  responses: responsesOf('A page of redemptions', pageOf(Redemption)),
})

const listProfits = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/profits',
  tags,
  summary: 'Profit and loss of the account by day and series, newest day first',
  description: 'A day with a position, or in which something was made. Narrow `from` and `to` where `limit` cuts off.',
  request: { params: AddressPath, query: DaysQuery },
  responses: responsesOf('Profits', answerOf(DailyProfit.array())),
})

export function addTradeRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  const { trades, settlement } = readModel

  app.openapi(listLegs, (context) => {
    const request = context.req.valid('query')
    const rows = trades.legs(null, request)
    return context.json(page(readModel, rows, nextOf(rows, request.limit)), 200)
  })

  app.openapi(listAccountLegs, (context) => {
    const request = context.req.valid('query')
    const rows = trades.legs(context.req.valid('param').address, request)
    return context.json(page(readModel, rows, nextOf(rows, request.limit)), 200)
  })

  app.openapi(getAccess, (context) =>
    context.json(answer(readModel, trades.access(context.req.valid('param').address)), 200),
  )

  app.openapi(listRedemptions, (context) => {
    const request = context.req.valid('query')
    const rows = settlement.redemptions(context.req.valid('param').address, request)
    return context.json(page(readModel, rows, nextOf(rows, request.limit)), 200)
  })

  app.openapi(listProfits, (context) => {
    const { address } = context.req.valid('param')
    return context.json(answer(readModel, settlement.profits(address, context.req.valid('query'))), 200)
  })
}

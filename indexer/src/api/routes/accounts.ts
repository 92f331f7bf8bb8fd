import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, page, responsesOf } from '../answers.ts'
import { nextCursor } from '../cursor.ts'
import { AddressPath, OrdersQuery, PageQuery } from '../parameters.ts'
import type { ReadModel } from '../readModel.ts'
import { AccountFill, AccountOrder, answerOf, Balance, Position, pageOf } from '../schemas.ts'
import { wireAccountFill, wireBalance, wireOrder, wirePosition } from '../wire.ts'

const tags = ['Accounts']

const listBalances = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/balances',
  tags,
  summary: 'What the account holds in the exchange, by asset',
  request: { params: AddressPath },
  responses: responsesOf('Balances; none for an account that never held anything', answerOf(Balance.array())),
})

const listOrders = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/orders',
  tags,
  summary: 'Orders, newest placed first',
  request: { params: AddressPath, query: OrdersQuery },
  responses: responsesOf('A page of orders', pageOf(AccountOrder)),
})

const listFills = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/fills',
  tags,
  summary: 'Fills of the account in all markets, newest first',
  request: { params: AddressPath, query: PageQuery },
  responses: responsesOf('A page of fills; one with itself stands twice', pageOf(AccountFill)),
})

const listPositions = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/positions',
  tags,
  summary: 'LONG and SHORT held in each series, and what was made of it',
  request: { params: AddressPath },
  responses: responsesOf('Positions', answerOf(Position.array())),
})

export function addAccountRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  app.openapi(listBalances, (context) => {
    const { address } = context.req.valid('param')
    return context.json(answer(readModel, readModel.balances(address).map(wireBalance)), 200)
  })

  app.openapi(listOrders, (context) => {
    const request = context.req.valid('query')
    const orders = readModel.orders(context.req.valid('param').address, request)
    return context.json(page(readModel, orders.map(wireOrder), nextCursor(orders, request.limit)), 200)
  })

  app.openapi(listFills, (context) => {
    const request = context.req.valid('query')
    const fills = readModel.accountFills(context.req.valid('param').address, request)
    return context.json(page(readModel, fills.map(wireAccountFill), nextCursor(fills, request.limit)), 200)
  })

  app.openapi(listPositions, (context) => {
    const { address } = context.req.valid('param')
    return context.json(answer(readModel, readModel.positions(address).map(wirePosition)), 200)
  })
}

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, NEWEST_ROWS, page, responsesOf, rowPage } from '../answers.ts'
import { nextOf } from '../cursor.ts'
import { Delivery, DeliveryReceipt, Offer } from '../deliverySchemas.ts'
import { unknownElection } from '../errors.ts'
import { ElectionPath, PageQuery, RowsQuery } from '../parameters.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, pageOf } from '../schemas.ts'

const tags = ['Delivery']

const listOffers = createRoute({
  method: 'get',
  path: '/v1/offers',
  tags,
  summary: 'Hours that providers offer to deliver, in the order in which they came',
  description: NEWEST_ROWS,
  request: { query: RowsQuery },
  responses: responsesOf('A page of offers', pageOf(Offer)),
})

const listDeliveries = createRoute({
  method: 'get',
  path: '/v1/deliveries',
  tags,
  summary: 'Elections and what became of them, in the order in which they came',
  description: NEWEST_ROWS,
  request: { query: RowsQuery },
  responses: responsesOf('A page of deliveries', pageOf(Delivery)),
})

const getDelivery = createRoute({
  method: 'get',
  path: '/v1/deliveries/{election}',
  tags,
  summary: 'One election and what became of it',
  request: { params: ElectionPath },
  responses: responsesOf('The delivery', answerOf(Delivery)),
})

const listReceipts = createRoute({
  method: 'get',
  path: '/v1/deliveries/{election}/receipts',
  tags,
  summary: 'Usage receipts, newest first',
  request: { params: ElectionPath, query: PageQuery },
  responses: responsesOf('A page of receipts', pageOf(DeliveryReceipt)),
})

export function addDeliveryRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  const { desk } = readModel
  const found = (election: number): Delivery => {
    const delivery = desk.delivery(election)
    if (!delivery) throw unknownElection(election, desk.elections())
    return delivery
  }

  app.openapi(listOffers, (context) => context.json(rowPage(readModel, desk.offers(context.req.valid('query'))), 200))

  app.openapi(listDeliveries, (context) =>
    context.json(rowPage(readModel, desk.deliveries(context.req.valid('query'))), 200),
  )

  app.openapi(getDelivery, (context) =>
    context.json(answer(readModel, found(context.req.valid('param').election)), 200),
  )

  app.openapi(listReceipts, (context) => {
    const request = context.req.valid('query')
    const receipts = desk.receipts(found(context.req.valid('param').election).election, request)
    return context.json(page(readModel, receipts, nextOf(receipts, request.limit)), 200)
  })
}

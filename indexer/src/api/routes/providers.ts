import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, responsesOf } from '../answers.ts'
import { AccountDeliveries } from '../deliverySchemas.ts'
import { AddressPath } from '../parameters.ts'
import { AccountFinancing, Provider } from '../providerSchemas.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf } from '../schemas.ts'

const tags = ['Accounts']

const listDeliveries = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/deliveries',
  tags,
  summary: 'Deliveries of the account, as buyer and as provider, and what the desk owes it',
  request: { params: AddressPath },
  responses: responsesOf('Its deliveries', answerOf(AccountDeliveries)),
})

const getFinancing = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/financing',
  tags,
  summary: 'Redemptions, registered notes and payments from bonds of the account',
  request: { params: AddressPath },
  responses: responsesOf('What it holds and waits for', answerOf(AccountFinancing)),
})

const getProvider = createRoute({
  method: 'get',
  path: '/v1/accounts/{address}/provider',
  tags,
  summary: 'What the account offers and owes as a provider: offers, deliveries, credits, notes, bundles',
  request: { params: AddressPath },
  responses: responsesOf('Its side', answerOf(Provider)),
})

export function addProviderRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  const { desk, finance } = readModel
  app.openapi(listDeliveries, (context) =>
    context.json(answer(readModel, desk.account(context.req.valid('param').address)), 200),
  )

  app.openapi(getFinancing, (context) =>
    context.json(answer(readModel, finance.account(context.req.valid('param').address)), 200),
  )

  app.openapi(getProvider, (context) =>
    context.json(answer(readModel, finance.provider(context.req.valid('param').address)), 200),
  )
}

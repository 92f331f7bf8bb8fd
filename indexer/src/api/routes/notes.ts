import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, page, responsesOf } from '../answers.ts'
import { nextOf } from '../cursor.ts'
import { unknownToken } from '../errors.ts'
import { Coupon, Note } from '../noteSchemas.ts'
import { PageQuery, TokenPath } from '../parameters.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, pageOf } from '../schemas.ts'

const tags = ['Financing']

const listNotes = createRoute({
  method: 'get',
  path: '/v1/notes',
  tags,
  summary: 'Every revenue note: terms, schedule, coupons, conversion and rate, in the order of issue',
  responses: responsesOf('Every note', answerOf(Note.array())),
})

const getNote = createRoute({
  method: 'get',
  path: '/v1/notes/{token}',
  tags,
  summary: 'One revenue note',
  request: { params: TokenPath },
  responses: responsesOf('The note', answerOf(Note)),
})

const listCoupons = createRoute({
  method: 'get',
  path: '/v1/notes/{token}/coupons',
  tags,
  summary: 'Deposits of revenue, newest first',
  request: { params: TokenPath, query: PageQuery },
  responses: responsesOf('A page of coupons', pageOf(Coupon)),
})

export function addNoteRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  const { finance } = readModel
  const found = (token: `0x${string}`): Note => {
    const notes = finance.notes()
    const note = notes.find((each) => each.token === token)
    if (note) return note
    throw unknownToken(
      'note',
      token,
      notes.map((each) => `${each.symbol} ${each.token}`),
    )
  }

  app.openapi(listNotes, (context) => context.json(answer(readModel, finance.notes()), 200))

  app.openapi(getNote, (context) => context.json(answer(readModel, found(context.req.valid('param').token)), 200))

  app.openapi(listCoupons, (context) => {
    const { token } = context.req.valid('param')
    const request = context.req.valid('query')
    found(token)
    const coupons = finance.coupons(token, request)
    return context.json(page(readModel, coupons, nextOf(coupons, request.limit)), 200)
  })
}

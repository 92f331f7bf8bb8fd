import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, NEWEST_ROWS, page, responsesOf, rowPage } from '../answers.ts'
import { nextOf } from '../cursor.ts'
import { unknownToken } from '../errors.ts'
import { Coupon, Note } from '../noteSchemas.ts'
import { PageQuery, RowsQuery, TokenPath } from '../parameters.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, pageOf } from '../schemas.ts'

const tags = ['Financing']

const listNotes = createRoute({
  method: 'get',
  path: '/v1/notes',
  tags,
  summary: 'Revenue notes: terms, schedule, coupons, conversion and rate, in the order of issue',
  description: NEWEST_ROWS,
  request: { query: RowsQuery },
  responses: responsesOf('A page of notes', pageOf(Note)),
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
    const note = finance.note(token)
    if (!note) throw unknownToken('note', token, finance.names('notes'))
    return note
  }

  app.openapi(listNotes, (context) => context.json(rowPage(readModel, finance.notes(context.req.valid('query'))), 200))

  app.openapi(getNote, (context) => context.json(answer(readModel, found(context.req.valid('param').token)), 200))

  app.openapi(listCoupons, (context) => {
    const { token } = context.req.valid('param')
    const request = context.req.valid('query')
    found(token)
    const coupons = finance.coupons(token, request)
    return context.json(page(readModel, coupons, nextOf(coupons, request.limit)), 200)
  })
}

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, foundOf, page, responsesOf } from '../answers.ts'
import { unknownGrade } from '../errors.ts'
import { DaysQuery, GradePath, MarksQuery, SymbolPath } from '../parameters.ts'
import { GradeIndex, Print } from '../printSchemas.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, pageOf } from '../schemas.ts'
import { DailyMark, Settlement } from '../settlementSchemas.ts'

const tags = ['Index and settlement']

const listIndex = createRoute({
  method: 'get',
  path: '/v1/index',
  tags,
  summary: 'The price index of every grade: its latest prints and its reporters',
  responses: responsesOf('Every grade', answerOf(GradeIndex.array())),
})

const listPrints = createRoute({
  method: 'get',
  path: '/v1/index/{grade}',
  tags,
  summary: 'Daily prints of one grade with their observations, newest first',
  description:
    'Every day from the first observation to yesterday, carried and missing ones included, and today once it has one; the newest `limit` of the ' +
    'range. Give `next` as `to` for those before.',
  request: { params: GradePath, query: DaysQuery },
  responses: responsesOf('A page of prints', pageOf(Print)),
})

const listSettlements = createRoute({
  method: 'get',
  path: '/v1/settlements',
  tags,
  summary: 'The settlement calendar: every series in the order of expiry',
  responses: responsesOf('Every series', answerOf(Settlement.array())),
})

const getSettlement = createRoute({
  method: 'get',
  path: '/v1/settlements/{symbol}',
  tags,
  summary: 'The settlement of one series',
  request: { params: SymbolPath },
  responses: responsesOf('The settlement', answerOf(Settlement)),
})

const listLatestMarks = createRoute({
  method: 'get',
  path: '/v1/marks',
  tags,
  summary: 'The newest daily mark of every series',
  responses: responsesOf('Marks; none for a series that nobody has traded or quoted', answerOf(DailyMark.array())),
})

const listMarks = createRoute({
  method: 'get',
  path: '/v1/markets/{symbol}/marks',
  tags,
  summary: 'Daily marks of one series, with its open interest, newest first',
  description: 'Give `next` as `before` for those of earlier days.',
  request: { params: SymbolPath, query: MarksQuery },
  responses: responsesOf('A page of marks', pageOf(DailyMark)),
})

export function addSettlementRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  const { settlement } = readModel

  app.openapi(listIndex, (context) => context.json(answer(readModel, settlement.index()), 200))

  app.openapi(listPrints, (context) => {
    const { grade } = context.req.valid('param')
    const range = context.req.valid('query')
    const prints = settlement.prints(grade, range)
    if (!prints) {
      const existing = readModel.curves().map((curve) => curve.grade)
      throw unknownGrade(grade, existing)
    }
    return context.json(page(readModel, prints, nextDay(prints, range.limit)), 200)
  })

  app.openapi(listSettlements, (context) => context.json(answer(readModel, settlement.settlements()), 200))

  app.openapi(getSettlement, (context) => {
    const { symbol } = context.req.valid('param')
    return context.json(answer(readModel, foundOf(readModel, symbol, settlement.settlement(symbol))), 200)
  })

  app.openapi(listLatestMarks, (context) => context.json(answer(readModel, settlement.latestMarks()), 200))

  app.openapi(listMarks, (context) => {
    const { symbol } = context.req.valid('param')
    const { limit, before } = context.req.valid('query')
    const marks = foundOf(readModel, symbol, settlement.marks(symbol, limit, before))
    return context.json(page(readModel, marks, nextDay(marks, limit)), 200)
  })
}

/** The oldest day of a full page: what is older comes before it. */
const nextDay = (rows: readonly { day: number }[], limit: number): string | null => {
  const last = rows.at(-1)
  return last && rows.length >= limit ? String(last.day) : null
}

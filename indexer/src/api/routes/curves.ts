import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, responsesOf } from '../answers.ts'
import { unknownGrade } from '../errors.ts'
import { GradePath } from '../parameters.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, Curve } from '../schemas.ts'
import { wireCurve } from '../wire.ts'

const tags = ['Curves']

const listCurves = createRoute({
  method: 'get',
  path: '/v1/curves',
  tags,
  summary: 'The forward curve of every grade',
  responses: responsesOf('Every curve', answerOf(Curve.array())),
})

const getCurve = createRoute({
  method: 'get',
  path: '/v1/curves/{grade}',
  tags,
  summary: 'The forward curve of one grade: a point for each listed month',
  request: { params: GradePath },
  responses: responsesOf('The curve', answerOf(Curve)),
})

export function addCurveRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  app.openapi(listCurves, (context) => context.json(answer(readModel, readModel.curves().map(wireCurve)), 200))

  app.openapi(getCurve, (context) => {
    const { grade } = context.req.valid('param')
    const curve = readModel.curve(grade)
    if (!curve) throw unknownGrade(grade, readModel.curves().map(nameOf))
    return context.json(answer(readModel, wireCurve(curve)), 200)
  })
}

const nameOf = (curve: { grade: string }) => curve.grade

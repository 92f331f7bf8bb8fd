import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { answer, foundOf, page, responsesOf } from '../answers.ts'
import { nextCursor } from '../cursor.ts'
import { CandlesQuery, DepthQuery, PageQuery, SymbolPath } from '../parameters.ts'
import type { ReadModel } from '../readModel.ts'
import { answerOf, Book, Candle, Fill, Market, pageOf } from '../schemas.ts'
import { wireBook, wireCandle, wireFill, wireMarket } from '../wire.ts'

const tags = ['Markets']

const listMarkets = createRoute({
  method: 'get',
  path: '/v1/markets',
  tags,
  summary: 'Every market with its statistics, in the order of listing',
  responses: responsesOf('Every market', answerOf(Market.array())),
})

const getMarket = createRoute({
  method: 'get',
  path: '/v1/markets/{symbol}',
  tags,
  summary: 'One market with its statistics',
  request: { params: SymbolPath },
  responses: responsesOf('The market', answerOf(Market)),
})

const getBook = createRoute({
  method: 'get',
  path: '/v1/markets/{symbol}/book',
  tags,
  summary: 'Resting lots by price, best first',
  description: 'Deltas of the stream whose `sequence` is higher than the answer’s continue it.',
  request: { params: SymbolPath, query: DepthQuery },
  responses: responsesOf('The book', answerOf(Book)),
})

const listFills = createRoute({
  method: 'get',
  path: '/v1/markets/{symbol}/fills',
  tags,
  summary: 'Fills, newest first',
  request: { params: SymbolPath, query: PageQuery },
  responses: responsesOf('A page of fills', pageOf(Fill)),
})

const listCandles = createRoute({
  method: 'get',
  path: '/v1/markets/{symbol}/candles',
  tags,
  summary: 'Candles, oldest first',
  description:
    'The newest `limit` of the range. Give `next` as `to` for those before; intervals without a fill have none.',
  request: { params: SymbolPath, query: CandlesQuery },
  responses: responsesOf('A page of candles', pageOf(Candle)),
})

export function addMarketRoutes(app: OpenAPIHono, readModel: ReadModel): void {
  app.openapi(listMarkets, (context) => context.json(answer(readModel, readModel.markets().map(wireMarket)), 200))

  app.openapi(getMarket, (context) => {
    const { symbol } = context.req.valid('param')
    return context.json(answer(readModel, wireMarket(foundOf(readModel, symbol, readModel.market(symbol)))), 200)
  })

  app.openapi(getBook, (context) => {
    const { symbol } = context.req.valid('param')
    const sides = foundOf(readModel, symbol, readModel.book(symbol, context.req.valid('query').depth))
    const { at } = answer(readModel, null)
    return context.json({ at, data: wireBook(symbol, at.sequence, sides) }, 200)
  })

  app.openapi(listFills, (context) => {
    const { symbol } = context.req.valid('param')
    const request = context.req.valid('query')
    const fills = foundOf(readModel, symbol, readModel.fills(symbol, request))
    return context.json(page(readModel, fills.map(wireFill), nextCursor(fills, request.limit)), 200)
  })

  app.openapi(listCandles, (context) => {
    const { symbol } = context.req.valid('param')
    const { interval, ...range } = context.req.valid('query')
    const candles = foundOf(readModel, symbol, readModel.candles(symbol, interval, range))
    const [oldest] = candles
    const next = oldest && candles.length >= range.limit ? String(oldest.start) : null
    return context.json(page(readModel, candles.map(wireCandle), next), 200)
  })
}

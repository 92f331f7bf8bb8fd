import type { z } from '@hono/zod-openapi'
import { encodeCursor } from './cursor.ts'
import { notReady, unknownSymbol } from './errors.ts'
import type { Checkpoint, MarketRow, ReadModel, RowPage } from './readModel.ts'
import { type Answer, ErrorBody, type Page } from './schemas.ts'

/** Puts `data` at the checkpoint that it was read at. @throws {@link ApiFailure} before the first block. */
export const answer = <T>(readModel: ReadModel, data: T): Answer<T> => ({ at: checkpointOf(readModel), data })

export const page = <T>(readModel: ReadModel, data: T[], next: string | null): Page<T> => ({
  ...answer(readModel, data),
  next,
})

export const rowPage = <T>(readModel: ReadModel, { rows, next }: RowPage<T>): Page<T> =>
  page(readModel, rows, next && encodeCursor(next))

/** How {@link rowPage} pages, for the description of a route. */
export const NEWEST_ROWS = 'The newest `limit`, oldest first. Give `next` as `before` for those before.'

/** @throws {@link ApiFailure} `not_ready` before the first block. */
export function checkpointOf(readModel: ReadModel): Checkpoint {
  const at = readModel.at()
  if (!at) throw notReady()
  return at
}

/** What was read of a market. @throws {@link ApiFailure} `unknown_symbol` if there is no such market. */
export function foundOf<T>(readModel: ReadModel, symbol: string, read: T | undefined): T {
  if (read !== undefined) return read
  throw unknownSymbol(
    symbol,
    readModel.markets().map((market: MarketRow) => market.symbol),
  )
}

const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } })

/** What a route may answer, for its description: `schema`, or one of the errors. */
export const responsesOf = <T extends z.ZodType>(description: string, schema: T) => ({
  200: { description, content: json(schema) },
  400: { description: '`invalid_parameter`: which one, and the rule that it breaks', content: json(ErrorBody) },
  404: { description: '`unknown_symbol` and the like, with those that exist', content: json(ErrorBody) },
  503: { description: '`not_ready`: no block is indexed yet', content: json(ErrorBody) },
})

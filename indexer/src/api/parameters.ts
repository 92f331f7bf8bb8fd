import { z } from '@hono/zod-openapi'
import { decodeCursor } from './cursor.ts'
import { quote } from './errors.ts'
import { Interval } from './schemas.ts'

// Messages say the rule alone: the name of the parameter is put in front where they become an error.

/** Rows that one answer may hold, whatever was asked for. */
export const MAX_ROWS = 1_000

/** Later than any block: Unix seconds of the year 2100 and more fit, milliseconds given by mistake do not. */
const MAX_TIME = 99_999_999_999

const text = z.string({ error: 'must be given once' })

/** A whole number of `minimum` to `maximum`. */
const whole = (minimum: number, maximum: number, description: string, fallback: number) =>
  text
    .refine((given) => /^\d{1,15}$/.test(given) && Number(given) >= minimum && Number(given) <= maximum, {
      error: ({ input }) => `must be ${minimum} to ${maximum}, got ${quote(input)}`,
    })
    .transform(Number)
    .optional()
    .transform((given) => given ?? fallback)
    .openapi({ type: 'integer', minimum, maximum, default: fallback, description, param: { required: false } })

export const SymbolPath = z.object({
  symbol: text.openapi({ description: 'Symbol of a market', example: 'H100Z26' }),
})

export const GradePath = z.object({
  grade: text.openapi({ description: 'Grade of compute', example: 'H100-US' }),
})

const address = (description: string, example: string) =>
  text
    .refine((given) => /^0x[0-9a-fA-F]{40}$/.test(given), {
      error: ({ input }) => `must be 0x and 40 hexadecimal digits, got ${quote(input)}`,
    })
    .transform((given) => given.toLowerCase() as `0x${string}`)
    .openapi({ type: 'string', description, example })

export const AddressPath = z.object({
  address: address('Account, in capital or small letters', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'),
})

export const TokenPath = z.object({
  token: address('The ERC-20, in capital or small letters', '0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0'),
})

const MAX_ELECTION = 2 ** 48

export const ElectionPath = z.object({
  election: text
    .refine((given) => /^\d{1,15}$/.test(given) && Number(given) >= 1 && Number(given) <= MAX_ELECTION, {
      error: ({ input }) => `must be a number from 1 on, got ${quote(input)}`,
    })
    .transform(Number)
    .openapi({ type: 'integer', description: 'Number at the delivery desk', example: 7 }),
})

export const HistoryQuery = z.object({
  from: whole(0, MAX_TIME, 'Earliest start, Unix seconds, inclusive', 0),
  to: whole(0, MAX_TIME, 'Latest start, Unix seconds, exclusive', MAX_TIME),
  limit: whole(1, MAX_ROWS, 'Hours at most: the newest of the range', 500),
})

export const DepthQuery = z.object({ depth: whole(1, MAX_ROWS, 'Levels a side', 100) })

export const PageQuery = z.object({
  limit: whole(1, MAX_ROWS, 'Rows at most', 100),
  before: text
    .transform((given, context) => {
      const position = decodeCursor(given)
      if (position) return position
      context.addIssue({ code: 'custom', message: `must be a \`next\` of an earlier answer, got ${quote(given)}` })
      return z.NEVER
    })
    .optional()
    .openapi({ type: 'string', description: 'Cursor: `next` of the answer before', param: { required: false } }),
})

/** For rows of which callers mostly want all. */
export const RowsQuery = PageQuery.extend({ limit: whole(1, MAX_ROWS, 'Rows at most: the newest', 500) })

export const OrdersQuery = PageQuery.extend({
  status: z
    .enum(['open', 'all'], { error: ({ input }) => `must be open or all, got ${quote(input)}` })
    .optional()
    .transform((given) => given ?? 'open')
    .openapi({
      type: 'string',
      enum: ['open', 'all'],
      default: 'open',
      description: '`open`: open ones, and filled ones not yet credited',
      param: { required: false },
    }),
})

/** Later than any day that is asked for. */
const MAX_DAY = 999_999

export const DaysQuery = z.object({
  from: whole(0, MAX_DAY, 'First day, days since 1970-01-01, inclusive', 0),
  to: whole(0, MAX_DAY, 'Last day, exclusive', MAX_DAY),
  limit: whole(1, MAX_ROWS, 'Rows at most: the newest of the range', 100),
})

export const MarksQuery = z.object({
  limit: whole(1, MAX_ROWS, 'Rows at most', 100),
  before: whole(0, MAX_DAY, 'Days before this one alone, days since 1970-01-01', MAX_DAY),
})

export const CandlesQuery = z.object({
  interval: z
    .enum(Interval.options, {
      error: ({ input }) => `must be one of ${Interval.options.join(', ')}, got ${quote(input)}`,
    })
    .openapi({ description: 'Length of a candle', example: '1h' }),
  from: whole(0, MAX_TIME, 'Earliest start, Unix seconds, inclusive', 0),
  to: whole(0, MAX_TIME, 'Latest start, Unix seconds, exclusive', MAX_TIME),
  limit: whole(1, MAX_ROWS, 'Candles at most: the newest of the range', 500),
})

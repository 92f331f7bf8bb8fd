import type { ApiError } from './schemas.ts'

const STATUS = {
  invalid_parameter: 400,
  unknown_symbol: 404,
  unknown_grade: 404,
  unknown_token: 404,
  unknown_election: 404,
  unknown_route: 404,
  not_ready: 503,
  invalid_message: 400,
  too_many_subscriptions: 400,
  internal: 500,
} as const satisfies Record<ApiError['code'], number>

/** At most this many names are listed when an unknown one was asked for. */
const LISTED = 50

/** What was given is repeated in a message up to this many characters. */
const QUOTED = 80

/** Something that the client is told: thrown in a route or in the stream, answered in one place. */
export class ApiFailure extends Error {
  override name = 'ApiFailure'
  readonly error: ApiError

  constructor(error: ApiError) {
    super(error.message)
    this.error = error
  }

  get status() {
    return STATUS[this.error.code]
  }
}

/** @param rule - What the parameter must be: `must be 1 to 1000, got 5000`. */
export const invalidParameter = (parameter: string, rule: string) =>
  new ApiFailure({ code: 'invalid_parameter', parameter, message: `${parameter} ${rule}` })

export const unknownSymbol = (symbol: string, existing: string[]) =>
  new ApiFailure({ code: 'unknown_symbol', parameter: 'symbol', message: unknown('market', symbol, existing) })

export const unknownGrade = (grade: string, existing: string[]) =>
  new ApiFailure({ code: 'unknown_grade', parameter: 'grade', message: unknown('grade', grade, existing) })

/** @param what - `credit`, `note`. @param existing - Their symbols and tokens. */
export const unknownToken = (what: string, token: string, existing: string[]) =>
  new ApiFailure({ code: 'unknown_token', parameter: 'token', message: unknown(what, token, existing) })

export const unknownElection = (election: number, count: number) =>
  new ApiFailure({
    code: 'unknown_election',
    parameter: 'election',
    message: `There is no election ${election}; there are ${count}, numbered from 1`,
  })

export const notReady = () =>
  new ApiFailure({ code: 'not_ready', parameter: null, message: 'No block is indexed yet, ask again in a moment' })

/** A value as a message repeats it: short, on one line, as JSON would write it. */
export const quote = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return JSON.stringify(text.slice(0, QUOTED)).slice(1, -1)
}

function unknown(what: string, name: string, existing: string[]): string {
  const listed = existing.slice(0, LISTED).join(', ')
  const rest = existing.length > LISTED ? ` and ${existing.length - LISTED} more` : ''
  return `There is no ${what} ${quote(name)}; there is ${listed || 'none'}${rest}`
}

import type { Address } from 'viem'
import type { Challenge, Observation, PrintDay } from '../market/print.ts'
import type { Reporter, Tenure } from '../market/reporter.ts'
import { amount, type Table, type Value } from './table.ts'

/** An observation and a challenge as they stand in JSON. */
type ObservationText = Omit<Observation, 'price'> & { price: string }
type ChallengeText = Omit<Challenge, 'price' | 'bond' | 'counterBond'> &
  Record<'price' | 'bond' | 'counterBond', string>

const challengeText = ({ price, bond, counterBond, ...rest }: Challenge): string => {
  const text: ChallengeText = { ...rest, price: `${price}`, bond: `${bond}`, counterBond: `${counterBond}` }
  return JSON.stringify(text)
}

function challengeOf(text: Value | undefined): Challenge | null {
  if (typeof text !== 'string') return null
  const { price, bond, counterBond, ...rest } = JSON.parse(text) as ChallengeText
  return { ...rest, price: amount(price), bond: amount(bond), counterBond: amount(counterBond) }
}

export const prints: Table<PrintDay> = {
  name: 'print',
  columns: [
    ...['grade INTEGER', 'day INTEGER', 'price TEXT', 'median TEXT', 'needed INTEGER', 'resolved_at INTEGER'],
    ...['observations TEXT', 'challenge TEXT'],
  ],
  keys: 2,
  encode: ({ grade, day, price, withheld, resolvedAt, observations, challenge }) => {
    const texts = observations.map(({ price, ...rest }): ObservationText => ({ ...rest, price: `${price}` }))
    return [
      ...[grade, day, price === null ? null : `${price}`, withheld && `${withheld.median}`, withheld?.needed ?? null],
      ...[resolvedAt, JSON.stringify(texts), challenge && challengeText(challenge)],
    ]
  },
  decode: ([grade, day, price, median, needed, resolvedAt, observations, challenge]) => ({
    grade: grade as number,
    day: day as number,
    price: price === null ? null : amount(price),
    withheld: median === null ? null : { median: amount(median), needed: needed as number },
    resolvedAt: resolvedAt as number | null,
    observations: (JSON.parse(observations as string) as ObservationText[]).map(({ price, ...rest }) => ({
      ...rest,
      price: amount(price),
    })),
    challenge: challengeOf(challenge),
  }),
}

export const reporters: Table<Reporter> = {
  name: 'reporter',
  columns: ['grade INTEGER', 'reporter TEXT', 'tenures TEXT'],
  keys: 2,
  encode: ({ grade, reporter, tenures }) => [grade, reporter, JSON.stringify(tenures)],
  decode: ([grade, reporter, tenures]) => ({
    grade: grade as number,
    reporter: reporter as Address,
    tenures: JSON.parse(tenures as string) as Tenure[],
  }),
}

import { z } from 'zod'
import { Address, Amount, Count, Grade, Hash, Price, Time } from './quantities.ts'

export const Day = Count.meta({ description: 'Days since 1970-01-01, UTC', example: 20_785 })

export const Observation = z
  .object({
    reporter: Address,
    price: Price,
    time: Time.meta({ description: 'When it was observed' }),
    isOutlier: z.boolean().meta({ description: 'More than 15 % away from the median of its day' }),
    transaction: Hash.meta({ description: 'In which it was posted' }),
  })
  .meta({ id: 'Observation' })
export type Observation = z.infer<typeof Observation>

export const Challenge = z
  .object({
    challenger: Address,
    price: Price.meta({ description: 'What the challenger holds to be right' }),
    arbiter: Address,
    bond: Amount.meta({ description: 'Micro-USDC put up by the challenger' }),
    counterBond: Amount.meta({ description: 'Micro-USDC put up by the reserve of the index' }),
    time: Time,
    deadline: Time.meta({ description: 'When the print stands if the arbiter has not ruled' }),
    state: z.enum(['open', 'upheld', 'overturned', 'lapsed']).meta({
      description:
        '`upheld`: the arbiter named a price not more than twice as close to that of the challenger as to the print; `overturned`: ' +
        'one that is; ' +
        '`lapsed`: none in time, the print stands',
    }),
  })
  .meta({ id: 'Challenge' })
export type Challenge = z.infer<typeof Challenge>

export const Print = z
  .object({
    grade: Grade,
    day: Day,
    time: Time.meta({ description: '20:00 UTC of the day' }),
    status: z.enum(['pending', 'printed', 'challenged', 'resolved', 'carried', 'missing']).meta({
      description:
        '`pending`: too few observations yet; `resolved`: the arbiter named the price; `carried`: the print of `source`, for ' +
        'up to 3 days; `missing`: none, and none will come',
    }),
    isFinal: z.boolean().meta({ description: 'Nothing about it can change any more' }),
    price: Price.nullable().meta({ description: 'Median of the observations; null while pending, and if missing' }),
    source: Day.nullable().meta({ description: 'Day on which the price was observed; an earlier one if carried' }),
    finalAt: Time.nullable().meta({ description: 'When it is final unless challenged, at the latest once challenged' }),
    observations: z.array(Observation).meta({ description: 'In the order in which they were posted' }),
    withheld: z
      .object({ median: Price, needed: Count.meta({ description: 'Observations that this median needs' }) })
      .nullable()
      .meta({ description: 'Observations are there, and too few for so large a move' }),
    challenge: Challenge.nullable(),
  })
  .meta({ id: 'Print', description: 'What a GPU-hour of a grade costs, once a day' })
export type Print = z.infer<typeof Print>

export const Tenure = z
  .object({
    from: Day.meta({ description: 'First day that it may observe' }),
    until: Day.nullable().meta({ description: 'First day that it may no longer observe; null: it was not removed' }),
  })
  .meta({ id: 'Tenure' })

export const Reporter = z
  .object({
    reporter: Address,
    tenures: z.array(Tenure).meta({ description: 'Oldest first: one that is removed and added again has several' }),
  })
  .meta({ id: 'Reporter' })
export type Reporter = z.infer<typeof Reporter>

export const GradeIndex = z
  .object({
    grade: Grade,
    latest: Print.nullable().meta({ description: 'The newest day that has a price of its own, final or not' }),
    latestFinal: Print.nullable(),
    today: Print.meta({ description: 'Of the day of the answer’s block' }),
    reporters: z.array(Reporter).meta({ description: 'Those of past days included' }),
  })
  .meta({ id: 'GradeIndex', description: 'The price index of one grade' })
export type GradeIndex = z.infer<typeof GradeIndex>

import { z } from 'zod'
import { issued, listed } from './financingSchemas.ts'
import { Address, Amount, BasisPoints, Count, Hash, Lots, Price, SignedAmount, Time } from './quantities.ts'

export const CouponMonth = z
  .object({
    month: Count.meta({ description: 'From 1; one more than there are holds what came after the last' }),
    dueAt: Time.nullable(),
    graceEnd: Time.nullable().meta({
      description: 'Its last second, 10 days later: what is missing after it is stress',
    }),
    scheduled: Amount.meta({ description: 'Micro-USDC, by all notes' }),
    deposited: Amount.meta({ description: 'Counted for this month' }),
    state: z.enum(['ahead', 'due', 'late', 'paid', 'missed']).meta({
      description:
        'By all that was deposited against all that is scheduled until this month: `due` is the next one, `late` within its grace',
    }),
  })
  .meta({ id: 'CouponMonth' })
export type CouponMonth = z.infer<typeof CouponMonth>

/** A deposit of revenue, of which every note gets the same part. */
export const Coupon = z
  .object({
    token: Address,
    month: Count,
    revenue: Amount.meta({ description: 'Reported by the issuer, micro-USDC' }),
    amount: Amount,
    deposited: Amount.meta({ description: 'All ever, this one included' }),
    perToken: Price.meta({ description: 'What a whole note has had since issue, rounded down' }),
    timestamp: Time,
    block: Count,
    logIndex: Count,
    transaction: Hash,
  })
  .meta({ id: 'Coupon' })
export type Coupon = z.infer<typeof Coupon>

export const NoteConversion = z
  .object({
    cause: z.enum(['couponMissed', 'covenantBroken']),
    month: Count.meta({ description: 'Due date that stress was declared for, from 1' }),
    had: Amount.meta({ description: 'Deposited, in total or in the three months' }),
    needed: Amount,
    declaredAt: Time,
    windowEnd: Time.nullable().meta({ description: 'Until when holders ask; null if there is no reserve' }),
    price: Price.nullable().meta({
      description: 'Per unit of the reserve credit: 90 % of the mean of the last 30 prints, or of those there are',
    }),
    asked: Lots,
    fixedAt: Time.nullable(),
    converted: Lots.nullable().meta({ description: 'Notes that became credits' }),
    credits: Lots.nullable().meta({ description: 'That they became' }),
    claimPerToken: Price.nullable().meta({ description: 'What a note could still have paid' }),
  })
  .meta({ id: 'NoteConversion' })
export type NoteConversion = z.infer<typeof NoteConversion>

export const Note = z
  .object({
    ...listed,
    ...issued,
    productLine: z.string(),
    issuePrice: Price,
    shareBp: BasisPoints.meta({ description: 'Of the revenue' }),
    capBp: BasisPoints.meta({ description: 'Of the issue price: what a note pays at most' }),
    perTokenCap: Price.meta({ description: 'What a whole note pays at most' }),
    perToken: Price.meta({ description: 'What a whole note has had since issue: a bearer note carries it' }),
    unpaid: Amount.meta({ description: 'What all notes can still pay until the cap' }),
    firstDue: Time,
    maturity: Time,
    minimumCoupon: Price.meta({ description: 'Scheduled each month' }),
    schedule: z.array(CouponMonth),
    state: z.enum(['performing', 'late', 'stress', 'conversion', 'converted', 'paid']).meta({
      description:
        '`late`: a scheduled coupon is missing, within its grace or not yet declared; `conversion`: stress, holders may ' +
        'ask for credits; `stress`: declared, no window open; `converted`: the allocation is fixed; `paid`: the cap is reached',
    }),
    saleOpen: z.boolean().meta({
      description: 'The contract sells notes: until the first due date, the first deposit, or the issuer’s word',
    }),
    lots: Lots.meta({ description: 'That could be sold at most' }),
    unsold: Lots.meta({ description: 'At the issue price while the sale is open; burned when it is closed' }),
    sold: Lots.meta({ description: 'Left the sale: bought in it, or taken out of it by the issuer' }),
    supply: Lots.meta({ description: 'That share the coupons' }),
    registered: Lots.meta({ description: 'That pay coupons out to their holders' }),
    deposited: Amount,
    collected: Amount.meta({ description: 'Paid out to holders' }),
    revenue: Amount.meta({ description: 'Ever reported' }),
    arrears: Amount.meta({ description: 'Due until now and not deposited' }),
    covenantBp: BasisPoints.nullable().meta({
      description:
        'Deposits of the last three months whose grace is over, and what was paid ahead of schedule before them, ÷ their schedule; under 7,000 is stress, which can be declared until the next month’s grace ends',
    }),
    reserve: Address.nullable().meta({ description: 'Credit that conversion is made into' }),
    reserveLots: Lots.meta({ description: 'Of it, locked' }),
    conversion: NoteConversion.nullable(),
  })
  .meta({ id: 'Note', description: 'A share of revenue, up to a cap' })
export type Note = z.infer<typeof Note>

/** Registered notes of one account. */
export const NoteRegistration = z
  .object({
    token: Address,
    holder: Address,
    lots: Lots,
    converting: Lots.meta({ description: 'Asked to be converted; 0 once the conversion is fixed' }),
    collected: SignedAmount.meta({
      description: 'Coupons paid out, less what was paid back for notes made bearer again',
    }),
    credits: Lots.meta({ description: 'Of the reserve, got by conversion and not taken' }),
  })
  .meta({ id: 'NoteRegistration' })
export type NoteRegistration = z.infer<typeof NoteRegistration>

import { z } from 'zod'
import { issued, listed } from './financingSchemas.ts'
import { MonitorPoint } from './monitorSchemas.ts'
import { Address, Amount, BasisPoints, Count, Grade, Hash, Lots, Price, Time } from './quantities.ts'

export const CreditDefault = z
  .object({
    declaredAt: Time,
    price: Price.meta({ description: 'Of a unit, damages not included' }),
    isIssuePrice: z.boolean().meta({ description: 'The unit has no index' }),
    lots: Lots.meta({ description: 'Undelivered: all share alike' }),
    owed: Amount.meta({ description: 'What they would get from a bond that suffices' }),
    pool: Amount.meta({ description: 'What they get' }),
    shareBp: BasisPoints.meta({ description: 'pool ÷ owed: what each holder gets of its due, first and last alike' }),
    perToken: Price.meta({ description: 'What a whole token gets, rounded down' }),
    claimed: Lots,
    paid: Amount,
  })
  .meta({ id: 'CreditDefault' })
export type CreditDefault = z.infer<typeof CreditDefault>

export const Credit = z
  .object({
    ...listed,
    ...issued,
    unit: z.string().meta({ description: 'What one whole token is good for', example: 'GPU-hour' }),
    endpoint: z.string(),
    grade: Grade.nullable().meta({ description: 'Whose index prices a unit; null: `referencePrice` does' }),
    referencePrice: Price.nullable(),
    meter: Address.nullable(),
    start: Time.meta({ description: 'First second at which units are delivered' }),
    end: Time.meta({ description: 'Second at which the window closes' }),
    defaultFrom: Time.meta({
      description:
        'From here on default may be declared: 3 days after the window, later if the print that prices it is challenged',
    }),
    state: z.enum(['upcoming', 'open', 'closed', 'default', 'done']).meta({
      description:
        '`upcoming`: its window has not begun; `closed`: it is over and units are undelivered; `default`: holders are ' +
        'paid from the bond; `done`: no unit is undelivered, or all are paid',
    }),
    issuePrice: Price.meta({ description: 'Of a unit, at issue' }),
    indexPrice: Price.meta({
      description:
        'Of a unit as of the block, as the contract pays by: the last final print, however old, or the price at issue if the unit has no index',
    }),
    issued: Lots,
    circulating: Lots,
    queued: Lots,
    delivered: Lots,
    boughtBack: Lots,
    bond: Amount,
    released: Amount.meta({ description: 'Ever released to the issuer' }),
    withdrawn: Amount.meta({ description: 'Of these withdrawn' }),
    owed: Amount.meta({
      description:
        'What undelivered lots would be paid as of the block: `indexPrice` and 10 % damages, micro-USDC; in default from a ' +
        'bond that suffices',
    }),
    coverageBp: BasisPoints.nullable().meta({ description: 'bond ÷ owed; null if nothing is owed' }),
    redemptions: Count,
    default: CreditDefault.nullable(),
    monitor: MonitorPoint.meta({ description: 'The hour that runs: by the clock as of its start' }),
  })
  .meta({ id: 'Credit', description: 'Prepaid compute of one issuer, with a bond behind it' })
export type Credit = z.infer<typeof Credit>

export const Redemption = z
  .object({
    token: Address,
    redemption: Count.meta({ description: 'Number in its credit' }),
    holder: Address,
    lots: Lots,
    delivered: Lots,
    ahead: Lots.meta({ description: 'Undelivered lots of redemptions that came before' }),
    state: z.enum(['queued', 'delivered', 'left']),
    queuedAt: Time,
    lastReceiptAt: Time.nullable().meta({ description: 'Time that the last receipt posted names' }),
    leaveFrom: Time.nullable().meta({
      description:
        'From here on the holder may take undelivered lots back: three days without a receipt, or behind an even pace to the window’s end, or default',
    }),
    block: Count,
    transaction: Hash,
  })
  .meta({ id: 'Redemption' })
export type Redemption = z.infer<typeof Redemption>

/** Something that happened to a credit: money or lots that moved. Null where it moved none. */
export const CreditEvent = z
  .object({
    token: Address,
    kind: z.enum(['bondAdded', 'queued', 'delivered', 'left', 'boughtBack', 'bondWithdrawn', 'defaulted', 'claimed']),
    account: Address.nullable().meta({
      description:
        'Who did it. Of `delivered` who signed; of `bondWithdrawn`, which the issuer alone can do, who was paid; null of `defaulted`, which anyone can declare',
    }),
    redemption: Count.nullable(),
    lots: Lots.nullable(),
    amount: Amount.nullable().meta({ description: 'Micro-USDC that came in, were released, or were paid' }),
    bond: Amount.meta({ description: 'After it' }),
    timestamp: Time,
    block: Count,
    logIndex: Count,
    transaction: Hash,
  })
  .meta({ id: 'CreditEvent' })
export type CreditEvent = z.infer<typeof CreditEvent>

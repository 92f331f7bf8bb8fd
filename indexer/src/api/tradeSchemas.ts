import { z } from 'zod'
import { Address, Amount, Count, Hash, Lots, MarketSymbol, SignedAmount, Time } from './quantities.ts'

export const Leg = z
  .object({
    symbol: MarketSymbol,
    side: z.enum(['buy', 'sell']).meta({ description: "The taker's" }),
    lots: Lots,
    averagePrice: z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .meta({ description: 'Ticks, a decimal string', example: '2810.25' }),
    fee: Amount,
  })
  .meta({ id: 'Leg' })
export type Leg = z.infer<typeof Leg>

export const LegsTrade = z
  .object({
    id: z.string().meta({ description: 'Block and log; `legs` of its fills', example: '123-9' }),
    taker: Address,
    cost: SignedAmount.meta({ description: 'Net cost with fees, base units of the quote asset; negative: proceeds' }),
    legs: z.array(Leg).meta({ description: 'In the order of the market ids' }),
    block: Count,
    logIndex: Count,
    timestamp: Time,
    transaction: Hash,
  })
  .meta({ id: 'LegsTrade', description: 'A strip or calendar spread: several markets taken from at once, all or none' })
export type LegsTrade = z.infer<typeof LegsTrade>

export const SessionKey = z
  .object({
    operator: Address,
    expiry: Time.meta({ description: 'Its last second' }),
    isActive: z.boolean().meta({ description: 'Not expired at the block of the answer' }),
  })
  .meta({
    id: 'SessionKey',
    description: 'May place, replace, cancel and settle for the account; can never move funds out',
  })
export type SessionKey = z.infer<typeof SessionKey>

export const AccountAccess = z
  .object({
    keys: z.array(SessionKey).meta({ description: 'Those that were revoked are left out' }),
    cancelAfter: Time.nullable().meta({ description: 'From this second on anyone may cancel its orders; null: never' }),
  })
  .meta({ id: 'AccountAccess', description: 'Who else may act for an account' })
export type AccountAccess = z.infer<typeof AccountAccess>

import { z } from 'zod'
import { Day } from './printSchemas.ts'
import {
  Amount,
  Count,
  Grade,
  Hash,
  Lots,
  MarketSymbol,
  Price,
  SignedAmount,
  SignedLots,
  Tick,
  Time,
} from './quantities.ts'

const SettlementTick = Count.meta({ description: 'Settlement price in ticks; 0 to the cap', example: 2810 })
export const SignedPrice = SignedAmount.meta({
  description: 'Micro-USDC per whole token, may be negative',
  example: '-4000',
})

export const SettlementRule = z
  .enum([
    'mean-of-month',
    'mean-of-printed-days',
    'last-print-before',
    'half-of-cap',
    'mean-of-months',
    'difference-of-months',
  ])
  .meta({
    id: 'SettlementRule',
    description:
      'Mean over all calendar days of the month, carried ones included; over the days that have a price; without any, the last ' +
      'print before the month; without any at all, half the cap',
  })
export type SettlementRule = z.infer<typeof SettlementRule>

export const MonthProgress = z
  .object({
    daysInMonth: Count,
    printed: Count.meta({ description: 'Days that have a price, final or not, carried ones included' }),
    decided: Count.meta({ description: 'Days about which nothing can change any more' }),
    missing: Count.meta({ description: 'Days that will never have a price' }),
    mean: Price.nullable().meta({
      description: 'Mean of the prices so far, rounded half up, not capped; null without one',
    }),
  })
  .meta({ id: 'MonthProgress' })
export type MonthProgress = z.infer<typeof MonthProgress>

export const FinalSettlement = z
  .object({
    tick: SettlementTick,
    rule: SettlementRule.nullable().meta({ description: 'null if another contract than the one followed fixed it' }),
    daysCounted: Count.nullable().meta({ description: 'Days of which it is the mean' }),
    settledAt: Time,
    transaction: Hash,
  })
  .meta({ id: 'FinalSettlement' })
export type FinalSettlement = z.infer<typeof FinalSettlement>

export const Settlement = z
  .object({
    symbol: MarketSymbol,
    family: Count.meta({ description: 'Of its month: what is settled, with all its bands' }),
    grade: Grade,
    year: Count,
    month: Count,
    cap: Tick,
    state: z.enum(['trading', 'delivery-month', 'dispute-window', 'settleable', 'settled']).meta({
      description:
        '`trading`: before its delivery month; `delivery-month`: prints are being made, it still trades; `dispute-window`: trading has ' +
        'ended, a print may still change; `settleable`: anyone may settle it now',
    }),
    firstDay: Day.meta({ description: 'First day of the delivery month' }),
    lastDay: Day,
    lastTrading: Time.meta({ description: 'First second at which it no longer trades' }),
    earliest: Time.meta({ description: 'When it can be settled if no print is challenged' }),
    latest: Time.meta({ description: 'From when on it can be settled in any case' }),
    progress: MonthProgress,
    expected: z
      .object({ tick: SettlementTick, rule: SettlementRule, daysCounted: Count })
      .nullable()
      .meta({ description: 'What settling would fix with the prints as they are; null once it is settled' }),
    final: FinalSettlement.nullable(),
    redeemed: z.object({ long: Lots, short: Lots, amount: Amount }).meta({ description: 'Paid out so far' }),
    outstanding: z.object({ long: Lots, short: Lots }).meta({ description: 'Not yet paid out' }),
  })
  .meta({ id: 'Settlement', description: 'The settlement of one series: its dates, how far it has come, its price' })
export type Settlement = z.infer<typeof Settlement>

export const MarkRule = z.enum(['trades', 'mid', 'index']).meta({
  id: 'MarkRule',
  description:
    '`trades`: volume-weighted mean of the 30 minutes to 20:00 UTC; `mid`: without a fill, the middle of the best bid and ask; ' +
    '`index`: without one of them, the index plus the last basis',
})
export type MarkRule = z.infer<typeof MarkRule>

export const DailyMark = z
  .object({
    symbol: MarketSymbol,
    day: Day,
    time: Time.meta({ description: '20:00 UTC of the day' }),
    tick: SettlementTick.meta({ description: 'In ticks, rounded half up; 0 to the cap' }),
    rule: MarkRule,
    index: Price.nullable().meta({
      description: 'Latest print known at `time`: that of the day itself is made after it',
    }),
    indexDay: Day.nullable(),
    basis: SignedPrice.nullable().meta({ description: 'Mark less index; null without an index' }),
    openInterest: Lots,
  })
  .meta({ id: 'DailyMark', description: 'What the positions of a series were valued at when a day closed' })
export type DailyMark = z.infer<typeof DailyMark>

export const DailyProfit = z
  .object({
    symbol: MarketSymbol,
    day: Day,
    time: Time.meta({ description: '20:00 UTC of the day' }),
    net: SignedLots,
    tick: SettlementTick.meta({ description: 'The mark' }),
    profit: SignedAmount.meta({ description: 'Since the close before, fees taken off' }),
    total: SignedAmount.meta({ description: 'Since the beginning: realised, and unrealised at the mark' }),
  })
  .meta({ id: 'DailyProfit', description: 'What an account made of a series in the day to a close' })
export type DailyProfit = z.infer<typeof DailyProfit>

export const Redemption = z
  .object({
    symbol: MarketSymbol,
    long: Lots,
    short: Lots,
    amount: Amount,
    block: Count,
    logIndex: Count,
    timestamp: Time,
    transaction: Hash,
  })
  .meta({ id: 'Redemption', description: 'LONG and SHORT of a settled series that an account was paid for' })
export type Redemption = z.infer<typeof Redemption>

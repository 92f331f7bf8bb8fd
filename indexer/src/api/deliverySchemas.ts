import { z } from 'zod'
import { Address, Amount, Count, Grade, Hash, Lots, MarketSymbol, Tick, Time } from './quantities.ts'

const Text = z.string().meta({ description: 'As the provider wrote it; not checked by anyone' })
const Meter = Address.nullable().meta({ description: 'Who signs receipts besides the buyer; null: the buyer alone' })

/** When what happens in the delivery of a series, Unix seconds; the same for all of its offers and deliveries. */
export const DeliverySchedule = z
  .object({
    noticeClose: Time.meta({ description: 'From here on nothing is offered or elected: 10 days before the month' }),
    start: Time.meta({ description: 'First second of the delivery month, UTC' }),
    end: Time.meta({ description: 'First second after it' }),
    postingEnd: Time.meta({ description: '3 days later: no receipt is taken any more, the rest may be settled' }),
  })
  .meta({ id: 'DeliverySchedule' })
export type DeliverySchedule = z.infer<typeof DeliverySchedule>

export const Offer = z
  .object({
    offer: Count.meta({ description: 'Number at the delivery desk' }),
    symbol: MarketSymbol,
    grade: Grade,
    provider: Address,
    meter: Meter,
    site: Text,
    endpoint: Text.meta({ description: 'URL at which a buyer signs in', example: 'https://gpu.example' }),
    terms: Text,
    lots: Lots.meta({ description: 'Offered at first' }),
    open: Lots.meta({ description: 'Neither elected nor withdrawn' }),
    elected: Lots,
    withdrawn: Lots,
    minimum: Lots.meta({ description: 'Of one election, unless it takes all that is open' }),
    state: z.enum(['open', 'closed', 'taken', 'withdrawn']).meta({
      description:
        '`closed`: notice is over, anyone may return what is open; `taken`: all of it is elected or withdrawn; ' +
        '`withdrawn`: nobody elected any',
    }),
    schedule: DeliverySchedule,
    madeAt: Time,
    block: Count,
    transaction: Hash,
  })
  .meta({ id: 'Offer', description: 'Hours that a provider offers to deliver, its SHORT locked behind them' })
export type Offer = z.infer<typeof Offer>

export const CashSettlement = z
  .object({
    undelivered: Lots,
    tick: z.number().int().nonnegative().meta({ description: 'Final settlement price in ticks; may be 0' }),
    toBuyer: Amount.meta({ description: 'Settlement price of the undelivered lots, and `damages`' }),
    damages: Amount,
    toProvider: Amount.meta({ description: 'The rest of the cap' }),
    settledAt: Time,
    transaction: Hash,
  })
  .meta({ id: 'CashSettlement' })
export type CashSettlement = z.infer<typeof CashSettlement>

export const Delivery = z
  .object({
    election: Count.meta({ description: 'Number at the delivery desk' }),
    offer: Count,
    symbol: MarketSymbol,
    grade: Grade,
    cap: Tick.meta({ description: 'Ticks that the provider gets for each lot delivered' }),
    provider: Address,
    buyer: Address,
    meter: Meter,
    site: Text,
    endpoint: Text,
    lots: Lots.meta({ description: 'Elected' }),
    delivered: Lots.meta({ description: 'By receipts so far' }),
    state: z.enum(['elected', 'delivering', 'due', 'settled']).meta({
      description:
        '`elected`: until the month begins; `delivering`: until `postingEnd`; `due`: the rest waits to be settled in ' +
        'cash, by anyone, once the final settlement price is fixed; `settled`',
    }),
    schedule: DeliverySchedule,
    paid: Amount.meta({ description: 'Credited to the provider by receipts, base units of the quote asset' }),
    receipts: Count.meta({ description: 'How many there are' }),
    lastReceiptAt: Time.nullable().meta({ description: 'When the newest was signed' }),
    settlement: CashSettlement.nullable().meta({ description: 'Null until settled, and if all was delivered' }),
    electedAt: Time,
    settledAt: Time.nullable().meta({ description: 'When the last receipt, or the settlement, came' }),
    block: Count,
    transaction: Hash,
  })
  .meta({ id: 'Delivery', description: 'An election: LONG and SHORT locked for hours at an endpoint' })
export type Delivery = z.infer<typeof Delivery>

export const DeliveryReceipt = z
  .object({
    election: Count,
    lots: Lots.meta({ description: 'By which it grew: complete sets merged' }),
    delivered: Lots.meta({ description: 'Cumulative, this receipt included' }),
    signer: Address,
    signedBy: z.enum(['buyer', 'meter']),
    signedAt: Time.meta({ description: 'The time that the receipt names' }),
    paid: Amount.meta({ description: 'Cap × lots, credited to the provider, base units of the quote asset' }),
    postedAt: Time,
    block: Count,
    logIndex: Count,
    transaction: Hash,
  })
  .meta({ id: 'DeliveryReceipt' })
export type DeliveryReceipt = z.infer<typeof DeliveryReceipt>

export const DeskAccount = z
  .object({
    account: Address,
    credited: Amount.meta({ description: 'Ever, by receipts and settlements' }),
    claimed: Amount,
    claimable: Amount,
  })
  .meta({ id: 'DeskAccount', description: 'What the delivery desk owes an account, base units of the quote asset' })
export type DeskAccount = z.infer<typeof DeskAccount>

/** An account's side of the delivery desk. A delivery to oneself stands on both sides. */
export const AccountDeliveries = z
  .object({
    asBuyer: z.array(Delivery),
    asProvider: z.array(Delivery),
    offers: z.array(Offer),
    desk: DeskAccount,
  })
  .meta({ id: 'AccountDeliveries' })
export type AccountDeliveries = z.infer<typeof AccountDeliveries>

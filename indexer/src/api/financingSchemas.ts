import { z } from 'zod'
import { Address, Amount, BasisPoints, Count, Hash, Lots, MarketSymbol, Price, Time } from './quantities.ts'

/**
 * What financing by a credit, note or bundle costs its issuer, as the book says it.
 *
 * `rateBp` is the yearly rate r at which the book's price is the value of what the token brings:
 * price = Σ amount ÷ (1 + r × seconds until it is due ÷ 31,536,000), simple interest, 365 days, as of the full hour. A credit brings the fair
 * forward price of a unit in the middle of what is left of its window; a note brings the coupons that it has accumulated at once
 * and its scheduled ones when they are due; a bundle brings what its credit and notes do.
 */
export const Financing = z
  .object({
    price: Price.nullable().meta({ description: 'The middle of the book, else the last price; null without either' }),
    priceSource: z.enum(['mid', 'last']).nullable(),
    fair: Price.nullable().meta({
      description:
        'Credit: what its units cost by the forward curve of its grade, mean over what is left of the window. Note: ' +
        'accumulated coupons and all scheduled ones, not discounted. Bundle: its credit and notes. ' +
        'Micro-USDC per whole token',
    }),
    fairSource: z
      .enum(['curve', 'index', 'reference', 'bond', 'schedule', 'parts'])
      .nullable()
      .meta({
        description:
          '`curve`: months that trade, interpolated between; `index`: its latest print, since none of them has a price; ' +
          '`reference`: the price in the terms, since the unit has no index; `bond`: what the bond pays, since its window is over',
      }),
    dropBp: BasisPoints.nullable().meta({ description: '(fair − price) ÷ fair; negative above fair' }),
    dueAt: Time.nullable().meta({ description: 'Mean time at which it brings what it brings, Unix seconds' }),
    rateBp: BasisPoints.nullable().meta({
      description: 'Implied financing rate a year; null without a price, or once nothing is left to come',
    }),
  })
  .meta({ id: 'Financing' })
export type Financing = z.infer<typeof Financing>

/** What every instrument has. */
export const listed = {
  token: Address.meta({ description: 'The ERC-20, which names it everywhere in the API' }),
  name: z.string(),
  symbol: z.string().meta({ description: 'Of the token', example: 'NW-H100-Q1' }),
  market: MarketSymbol.nullable().meta({ description: 'Its spot market against USDC; null if it is not listed' }),
  financing: Financing,
}

export const issued = { issuer: Address, issuedAt: Time, block: Count, transaction: Hash }

export const Bundle = z
  .object({
    ...listed,
    credit: Address,
    note: Address,
    notesPerCredit: Count,
    supply: Lots.meta({ description: 'Wrapped now' }),
    createdAt: Time,
    block: Count,
    transaction: Hash,
  })
  .meta({ id: 'Bundle', description: 'One credit and k notes in one token' })
export type Bundle = z.infer<typeof Bundle>

/** One line of the overview of all instruments. */
export const FinancingRow = z
  .object({
    kind: z.enum(['credit', 'note', 'bundle']),
    ...listed,
    issuer: Address,
    state: z.string().meta({ description: 'That of the credit or note; `open` for a bundle' }),
    outstanding: Amount.meta({
      description:
        'Circulating lots, without those locked as the reserve of a note, at the price of the book, else at fair, micro-USDC',
    }),
  })
  .meta({ id: 'FinancingRow', description: 'What one instrument raised, and at which rate' })
export type FinancingRow = z.infer<typeof FinancingRow>

import { z } from 'zod'
import { Credit, CreditEvent, Redemption } from './creditSchemas.ts'
import { Delivery, DeskAccount, Offer } from './deliverySchemas.ts'
import { Bundle } from './financingSchemas.ts'
import { Note, NoteRegistration } from './noteSchemas.ts'
import { Address, Amount, Lots } from './quantities.ts'

/** Everything that an account owes or offers as a provider. */
export const Provider = z
  .object({
    account: Address,
    offers: z.array(Offer),
    deliveries: z.array(Delivery),
    desk: DeskAccount,
    obligations: z.object({
      deliver: Lots.meta({ description: 'Elected hours not delivered yet' }),
      redeem: Lots.meta({ description: 'Units of its credits that wait in redemptions' }),
      outstanding: Lots.meta({ description: 'Units of its credits that nobody has asked for yet' }),
      bond: Amount.meta({ description: 'Behind its credits, micro-USDC' }),
      withdrawable: Amount.meta({ description: 'Of its bonds released and not withdrawn, micro-USDC' }),
      arrears: Amount.meta({ description: 'Coupons due and not deposited, micro-USDC' }),
    }),
    credits: z.array(Credit),
    notes: z.array(Note),
    bundles: z.array(Bundle).meta({ description: 'Made of its credits' }),
  })
  .meta({ id: 'Provider' })
export type Provider = z.infer<typeof Provider>

/** What an account holds or waits for in financing, beyond its tokens. */
export const AccountFinancing = z
  .object({
    redemptions: z.array(Redemption),
    registrations: z.array(NoteRegistration),
    claims: z.array(CreditEvent).meta({ description: 'What it was paid from bonds, newest first' }),
  })
  .meta({ id: 'AccountFinancing' })
export type AccountFinancing = z.infer<typeof AccountFinancing>

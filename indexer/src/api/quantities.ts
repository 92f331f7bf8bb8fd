import { z } from 'zod'

// Units, everywhere in the API: a tick is a JSON number; lots and money travel as decimal strings of whole numbers, since
// both outgrow the 53 bits of a JSON number; times are Unix seconds. What is not known is null, never 0.

export const Count = z.number().int().nonnegative()
export const Tick = z.number().int().positive().meta({ description: 'Price in ticks', example: 2810 })
export const HalfTick = z
  .number()
  .multipleOf(0.5)
  .meta({ description: 'Price in ticks, half ticks possible', example: 2810.5 })
export const Time = Count.meta({ description: 'Unix seconds', example: 1_790_000_000 })
export const Lots = z
  .string()
  .regex(/^\d+$/)
  .meta({ description: 'Quantity in lots, a decimal string', example: '1500' })
export const Amount = z
  .string()
  .regex(/^\d+$/)
  .meta({ description: 'Money in base units of its asset, a decimal string', example: '4215000' })
export const SignedLots = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: 'Lots, negative if short', example: '-1500' })
export const SignedAmount = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: 'Money, negative if a loss', example: '-421500' })
export const Address = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/)
  .meta({ description: 'Address in lower case', example: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8' })
export const Hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .meta({ description: 'Hash', example: `0x${'ab'.repeat(32)}` })
export const MarketSymbol = z.string().meta({ description: 'Symbol of a market', example: 'H100Z26' })
export const Grade = z.string().meta({ description: 'Grade of compute that a series delivers', example: 'H100-US' })
export const Sequence = Count.meta({
  description: 'Number of the commit: one higher with every block and every reorg, never reused, also after a restart',
  example: 456,
})
export const BasisPoints = z.number().int().meta({ description: 'Parts in ten thousand', example: 850 })
export const Finality = z.enum(['latest', 'safe', 'finalized'])

/** Lots of credits, notes and bundles are 0.001 of a whole token, as those of a series; so a price is 1,000 × its ticks. */
export const Price = Amount.meta({ description: 'Micro-USDC per whole token, a decimal string', example: '2810500' })

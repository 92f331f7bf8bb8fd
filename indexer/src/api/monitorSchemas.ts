import { z } from 'zod'
import { Address, Amount, BasisPoints, Count, Lots, Price, Time } from './quantities.ts'

export const RunLevel = z.enum(['calm', 'watch', 'warning']).meta({
  id: 'RunLevel',
  description:
    '`watch`: one sign is beyond its first threshold; `warning`: one beyond its second, or two beyond their first',
})
export type RunLevel = z.infer<typeof RunLevel>

/** One look at a credit for signs of a run. Signs and thresholds: /v1/monitor. */
export const MonitorPoint = z
  .object({
    start: Time.meta({
      description:
        'Start of the hour, UTC. Books, bond and queue are as of its last event, or now; which prints count, and what time is left, as of its start',
    }),
    price: Price.nullable(),
    fair: Price.nullable(),
    dropBp: BasisPoints.nullable().meta({ description: '(fair − price) ÷ fair' }),
    bond: Amount,
    owed: Amount.meta({ description: 'What undelivered lots would be paid: index and 10 % damages, micro-USDC' }),
    coverageBp: BasisPoints.nullable().meta({ description: 'bond ÷ owed; null if nothing is owed' }),
    queued: Lots.meta({ description: 'Committed to redemptions and not delivered' }),
    deliveredPerDay: Lots.meta({ description: 'Mean of the last 7 days, or since the window opened if that is less' }),
    capacity: Lots.nullable().meta({
      description: 'What is delivered until the window closes at this pace; null before its first day is over',
    }),
    queueBp: BasisPoints.nullable().meta({ description: 'queued ÷ capacity; null without a capacity' }),
    signs: z.array(z.enum(['drop', 'coverage', 'queue'])).meta({ description: 'Those beyond a threshold' }),
    level: RunLevel,
  })
  .meta({ id: 'MonitorPoint' })
export type MonitorPoint = z.infer<typeof MonitorPoint>

/** The rules by which the monitor warns: constants, the same for all. */
export const MonitorRules = z
  .object({
    dropBp: z.object({ watch: Count, warning: Count }).meta({ description: 'At or above' }),
    coverageBp: z.object({ watch: Count, warning: Count }).meta({ description: 'Below' }),
    queueBp: z.object({ watch: Count, warning: Count }).meta({ description: 'At or above' }),
  })
  .meta({ id: 'MonitorRules' })
export type MonitorRules = z.infer<typeof MonitorRules>

/** Signs of a run, credit by credit, before revenue figures would tell. */
export const Monitor = z
  .object({
    rules: MonitorRules,
    credits: z.array(
      z.object({ token: Address, symbol: z.string(), issuer: Address, level: RunLevel, now: MonitorPoint }),
    ),
    issuers: z.array(
      z.object({ issuer: Address, level: RunLevel.meta({ description: 'The worst of its credits' }), credits: Count }),
    ),
  })
  .meta({ id: 'Monitor' })
export type Monitor = z.infer<typeof Monitor>

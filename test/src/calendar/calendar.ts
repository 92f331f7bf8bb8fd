import { createCredits } from './credits.ts'
import { createDealer } from './dealer.ts'
import { createDelivery, type Endpoint } from './delivery.ts'
import type { Duty } from './duty.ts'
import { createKeeper } from './keeper.ts'
import { createNotes } from './notes.ts'
import { createReporters } from './reporters.ts'
import type { Stage } from './stage.ts'

/**
 * What happens by the calendar: prints and settlements, delivery, credits and notes.
 *
 * It alone knows which days were lived, so that each is lived once, whoever moves the clock. A day is counted from 1970-01-01.
 */
export type Calendar = {
  /** Days that were not lived yet and whose 20:05 UTC has come by a moment, oldest first. @param until - Unix seconds. */
  due: (until: number) => number[]
  /** Everything of a day that is due, at its 20:05 UTC: the chain's clock must stand there, or past it. Nothing of a day that was lived. */
  day: (day: number) => Promise<void>
  /** The last day that was lived: to be kept with the chain's state. */
  lastDay: () => number
  /** What goes on all the time. @param now - Unix seconds. */
  moment: (now: number) => Promise<void>
  /** Another who acts by it, after all others. */
  join: (duty: Duty) => void
}

/** Five past the time of the print, so that its observations are taken. */
export const DAY_BEGINS = 20 * 3_600 + 300
const DAY = 86_400

/** The day whose 20:05 UTC came last. @param time - Unix seconds. */
export const dayBegunBy = (time: number): number => Math.floor((time - DAY_BEGINS) / DAY)

/** When a day's duties begin, Unix seconds. */
export const beginningOf = (day: number): number => day * DAY + DAY_BEGINS

export type CalendarOptions = {
  /** Where Northwind's customers sign in. */
  endpoint: Endpoint
  /** The last day that was lived on this chain, or that had begun before it. */
  lastDay: number
  /** Whether providers, issuers and their customers act, too; otherwise prints and settlements alone. */
  whole: boolean
  /** Told of a duty that failed. It hinders no other, and looks at the chain again the next time. */
  log: (line: string) => void
}

export function createCalendar(stage: Stage, { endpoint, lastDay, whole, log }: CalendarOptions): Calendar {
  // Prints first: what others do rests on them.
  const duties: Duty[] = [createReporters(stage), createKeeper(stage)]
  if (whole)
    duties.push(
      createDelivery(stage, endpoint),
      createCredits(stage, endpoint),
      createNotes(stage, endpoint),
      createDealer(stage),
    )
  const each = async (act: (duty: Duty) => Promise<void> | undefined): Promise<void> => {
    for (const duty of duties) {
      try {
        await act(duty)
      } catch (error) {
        log(`${duty.name}: ${error instanceof Error ? error.message : error}`)
      }
    }
  }
  let lived = lastDay
  return {
    due: (until) => Array.from({ length: Math.max(0, dayBegunBy(until) - lived) }, (_, n) => lived + 1 + n),
    day: async (day) => {
      if (day <= lived) return
      // At once, so that whoever comes meanwhile does not live it again.
      lived = day
      await each((duty) => duty.daily?.(day))
    },
    lastDay: () => lived,
    moment: (now) => each((duty) => duty.often?.(now)),
    join: (duty) => duties.push(duty),
  }
}

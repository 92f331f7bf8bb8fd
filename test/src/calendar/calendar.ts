import { createCredits } from './credits.ts'
import { createDealer } from './dealer.ts'
import { createDelivery, type Endpoint } from './delivery.ts'
import type { Duty } from './duty.ts'
import { createKeeper } from './keeper.ts'
import { createNotes } from './notes.ts'
import { createReporters } from './reporters.ts'
import type { Stage } from './stage.ts'

/** What happens by the calendar: prints and settlements, delivery, credits and notes. */
export type Calendar = {
  /** Everything of a day, at its 20:05 UTC: the chain's clock must stand there. @param day - Days since 1970-01-01. */
  day: (day: number) => Promise<void>
  /** What goes on all the time. @param now - Unix seconds. */
  moment: (now: number) => Promise<void>
  /** Another who acts by it, after all others. */
  join: (duty: Duty) => void
}

/** Five past the time of the print, so that its observations are taken. */
export const DAY_BEGINS = 20 * 3_600 + 300
const DAY = 86_400

/** Days whose 20:05 UTC lies after one moment and not after another, Unix seconds; oldest first. */
export function daysBetween(after: number, until: number): number[] {
  const first = Math.floor((after - DAY_BEGINS) / DAY) + 1
  const last = Math.floor((until - DAY_BEGINS) / DAY)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)
}

/** When a day's duties begin, Unix seconds. */
export const beginningOf = (day: number): number => day * DAY + DAY_BEGINS

export type CalendarOptions = {
  /** Where Northwind's customers sign in. */
  endpoint: Endpoint
  /** Whether providers, issuers and their customers act, too; otherwise prints and settlements alone. */
  whole: boolean
  /** Told of a duty that failed. It hinders no other, and looks at the chain again the next time. */
  log: (line: string) => void
}

export function createCalendar(stage: Stage, { endpoint, whole, log }: CalendarOptions): Calendar {
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
  return {
    day: (day) => each((duty) => duty.daily?.(day)),
    moment: (now) => each((duty) => duty.often?.(now)),
    join: (duty) => duties.push(duty),
  }
}

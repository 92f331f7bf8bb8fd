import type { Clock } from '../chain/clock.ts'
import { type Loop, startLoop } from '../loop.ts'
import type { Calendar } from './calendar.ts'

/** From one look at the calendar to the next, milliseconds. */
const EVERY = 15_000

/** Lives by the calendar from now on: what goes on all the time, and each day's duties when its 20:05 UTC comes. */
export function startLiveCalendar({
  calendar,
  clock,
  log,
}: {
  calendar: Calendar
  clock: Clock
  log: (line: string) => void
}): Loop {
  const round = async (): Promise<void> => {
    const now = clock.now()
    for (const day of calendar.due(now)) await calendar.day(day)
    await calendar.moment(now)
  }
  return startLoop(EVERY, round, (reason) => log(`The calendar: ${reason}`))
}

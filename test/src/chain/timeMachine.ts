import { monthOf } from '@gigahour/contracts/symbol'
import type { Floor } from '../actors/floor.ts'
import { beginningOf, type Calendar } from '../calendar/calendar.ts'
import type { Loop } from '../loop.ts'
import { advanceTo } from './advance.ts'
import type { Anvil } from './anvil.ts'
import type { Clock } from './clock.ts'

/** Moves the clock of a local chain forward. Every day on the way is lived: prints, receipts, settlements. */
export type TimeMachine = {
  /**
   * Goes to a moment; one journey after another.
   *
   * @param to - Unix seconds.
   * @throws {@link JourneyRefused} if it lies in the past or too far ahead.
   */
  travel: (to: number) => Promise<void>
  now: () => number
  /** Names the loops that must rest meanwhile. */
  pauses: (loops: readonly Loop[]) => void
  /** Ends the journey under way, after the day that is being lived, and allows no other. */
  stop: () => Promise<void>
}

/** Thrown when a journey makes no sense: says from when to when one may go. */
export class JourneyRefused extends RangeError {
  override name = 'JourneyRefused'
}

export type TimeMachineOptions = {
  anvil: Anvil
  clock: Clock
  calendar: Calendar
  floor: Floor | undefined
  /** Lists the months that have come. */
  months: () => Promise<unknown>
}

/** Months of the calendar, counted through. @param time - Unix seconds. */
const monthAt = (time: number): number => monthOf(time).year * 12 + monthOf(time).month

/** Longest journey, seconds: a year takes minutes. */
const FARTHEST = 366 * 86_400

export function createTimeMachine({ anvil, clock, calendar, floor, months }: TimeMachineOptions): TimeMachine {
  const { steer } = anvil.client
  let loops: readonly Loop[] = []
  let journey: Promise<void> = Promise.resolve()
  let listed = monthAt(clock.now())
  let stopped = false

  const arriveAt = async (time: number): Promise<void> => {
    if (stopped) throw new Error('The chain is being stopped: the journey ends on its way')
    const reached = await advanceTo(anvil.client, time)
    await steer('evm_mine')
    clock.set(reached)
  }

  /** Only another month brings other months to list. */
  const turnMonth = async (): Promise<void> => {
    const month = monthAt(clock.now())
    if (month === listed) return
    await months()
    listed = month
  }

  const go = async (to: number): Promise<void> => {
    if (to <= clock.now() || to > clock.now() + FARTHEST) {
      throw new JourneyRefused(`The clock goes forward only, by a year at most: from ${clock.now()} on, not to ${to}`)
    }
    await Promise.all(loops.map((loop) => loop.pause()))
    try {
      // A block for every transaction, so that a day takes no longer than its transactions do.
      await steer('evm_setAutomine', true)
      for (const day of calendar.due(to)) {
        await arriveAt(beginningOf(day))
        await turnMonth()
        await calendar.day(day)
      }
      if (to > clock.now()) await arriveAt(to)
      await turnMonth()
      await floor?.refresh()
    } finally {
      await steer('evm_setIntervalMining', 1)
      for (const loop of loops) loop.resume()
    }
  }

  return {
    travel: (to) => {
      const next = journey.then(() => go(to))
      journey = next.catch(() => undefined)
      return next
    },
    now: clock.now,
    pauses: (named) => {
      loops = named
    },
    stop: async () => {
      stopped = true
      await journey
    },
  }
}

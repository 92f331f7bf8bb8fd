/** What an actor does by the calendar, not by the market. Each looks at the chain for where it stands: it can be left and taken up at any time. */
export type Duty = {
  name: string
  /** At five past 20:00 UTC of every day, once. @param day - Days since 1970-01-01. */
  daily?: (day: number) => Promise<void>
  /** Every few seconds while the chain runs. @param now - Time of the block to come, Unix seconds. */
  often?: (now: number) => Promise<void>
}

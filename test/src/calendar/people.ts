import { calendarAccount, type LocalAccount } from '../chain/accounts.ts'

/** How many report what a GPU-hour costs. */
const REPORTERS = 5

/** Who acts by the calendar, each with an account of its own. */
export const people = {
  reporters: Array.from({ length: REPORTERS }, (_, n) => calendarAccount(n)),
  /** Settles series whose prints are final; anyone may. */
  keeper: calendarAccount(5),
  /** A GPU cloud: delivers hours, issues credits and notes. */
  northwind: calendarAccount(6),
  /** A model lab whose credits are prepaid tokens, and which fails to deliver them. */
  lumen: calendarAccount(7),
  /** A start-up that buys hours and uses them. */
  buyer: calendarAccount(8),
  /** Buys credits and notes for their return. */
  financier: calendarAccount(9),
  /** Quotes the books of credits, notes and bundles. */
  dealer: calendarAccount(10),
  /** Signs receipts of hours: the meter that buyer and provider agree on. */
  meter: calendarAccount(11),
} satisfies Record<string, LocalAccount | readonly LocalAccount[]>

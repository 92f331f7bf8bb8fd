import type { Tick } from '@gigahour/contracts/units'
import { INTERVALS } from '../market/candle.ts'
import type { Store } from '../store/store.ts'
import { previousClosing } from './stats.ts'

/** Last prices before yesterday's close, read once a market and day: what is that old no longer changes but by a reorg. */
export class Closes {
  readonly #store: Pick<Store, 'candles'>
  readonly #known = new Map<number, { closing: number; close: Tick | null }>()

  constructor(store: Pick<Store, 'candles'>) {
    this.#store = store
  }

  /** @param now - Time of the block, Unix seconds. */
  before(market: number, now: number): Tick | null {
    const closing = previousClosing(now)
    const known = this.#known.get(market)
    if (known?.closing === closing) return known.close
    // The closing falls between two hours, so the last candle of an hour before it ends with the price wanted.
    const range = { from: 0, to: closing, limit: 1 }
    const close = this.#store.candles(market, INTERVALS['1h'], range)[0]?.close ?? null
    this.#known.set(market, { closing, close })
    return close
  }

  forget(): void {
    this.#known.clear()
  }
}

import { Side } from '@gigahour/contracts/side'
import type { Address } from 'viem'
import { LOTS_PER_TOKEN } from './credit.ts'
import type { Draft } from './draft.ts'
import type { MonthPrice } from './fairForward.ts'
import { hasEnded, type Market } from './listing.ts'
import { dayOf, latestPrint } from './print.ts'

/** A price of the book, micro-USDC per whole token. */
export type BookPrice = { price: bigint; source: 'mid' | 'last' }

/** Days after which a print is too old to price anything by. */
const STALE_AFTER = 7

/** What books and index say at one moment of a draft. Made for one look: what it has looked up it does not look up again. */
export class Quotes {
  readonly #draft: Draft
  readonly #curves = new Map<string, readonly MonthPrice[]>()
  #spotMarkets: Map<Address, Market> | undefined

  constructor(draft: Draft) {
    this.#draft = draft
  }

  /** The token's spot market in the asset that the series are priced in; the first, if it was listed more than once. */
  marketOf(token: Address): Market | undefined {
    this.#spotMarkets ??= this.#findSpotMarkets()
    return this.#spotMarkets.get(token)
  }

  priceOf(token: Address): BookPrice | undefined {
    const market = this.marketOf(token)
    return market && this.#priceIn(market)
  }

  /**
   * Months of a grade that trade and have a price, in their order: the last price of one that is over would stand for ever. Of several series of one
   * month that with the highest cap: it cuts off least.
   */
  curveOf(grade: number, now: number): readonly MonthPrice[] {
    const key = `${grade}:${now}`
    const known = this.#curves.get(key)
    if (known) return known
    const series = [...this.#draft.markets.all()].filter(
      (market) => market.series?.grade === grade && !hasEnded(market, now),
    )
    const months = new Map<number, MonthPrice>()
    for (const market of series.sort((one, other) => one.cap - other.cap)) {
      const price = this.#priceIn(market)?.price
      if (!market.series || price === undefined) continue
      const { year, month } = market.series
      months.set(year * 12 + month, { year, month, price })
    }
    const curve = [...months].sort(([one], [other]) => one - other).map(([, month]) => month)
    this.#curves.set(key, curve)
    return curve
  }

  /** The last price that the index has of a grade, micro-USDC per GPU-hour; null if it has none of the last 7 days. */
  indexOf(grade: number, now: number): bigint | null {
    const days = { day: dayOf(now), first: dayOf(now) - STALE_AFTER, now }
    return latestPrint(this.#draft.records.prints, grade, days)?.price ?? null
  }

  /** The last final print before a day: what a credit's contract would price a unit by. @param first - Day before which it looks for none. */
  finalBefore(grade: number, { first, day }: { first: number; day: number }, now: number): bigint | null {
    const days = { day: day - 1, first, now, final: true }
    return latestPrint(this.#draft.records.prints, grade, days)?.price ?? null
  }

  /** When the last print of the 7 days before a day is final, Unix seconds; null if there is none. */
  finalityBefore(grade: number, day: number, now: number): number | null {
    const days = { day: day - 1, first: day - STALE_AFTER, now }
    return latestPrint(this.#draft.records.prints, grade, days)?.finalAt ?? null
  }

  /** The middle of the best bid and ask, else the last price. */
  #priceIn(market: Market): BookPrice | undefined {
    const bid = this.#draft.bestTick(market.id, Side.Bid)
    const ask = this.#draft.bestTick(market.id, Side.Ask)
    const scale = market.unit * LOTS_PER_TOKEN
    if (bid !== null && ask !== null) {
      return { price: (BigInt(bid + ask) * scale) / (2n * market.lotSize), source: 'mid' }
    }
    return market.last === null ? undefined : { price: (BigInt(market.last) * scale) / market.lotSize, source: 'last' }
  }

  #findSpotMarkets(): Map<Address, Market> {
    const markets = [...this.#draft.markets.all()].sort((one, other) => one.id - other.id)
    const quote = markets.find(({ series }) => series)?.quote
    const found = new Map<Address, Market>()
    for (const market of markets) {
      const token = market.cap === 0 && market.quote === quote ? this.#draft.assets.get(market.base)?.token : undefined
      if (token && !found.has(token)) found.set(token, market)
    }
    return found
  }
}

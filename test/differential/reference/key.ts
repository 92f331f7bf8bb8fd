import { require, requireNow } from './ledger.ts'
import type { Market } from './market.ts'
import type { Terms } from './request.ts'

/** What all orders of a key have done in one market, in units: if LONG ends at nothing, and if it ends at the cap. */
type Ends = { atZero: bigint; atCap: bigint }

/** A session key in use: what its orders do, one by one, as the manual's table has it. */
export class Key {
  /** Tells the grants of all owners apart. */
  readonly number: number
  readonly quote: number
  readonly #left: bigint
  readonly #ends: Map<number, Ends>
  #gained = 0n

  constructor(number: number, quote: number, left: bigint, ends: ReadonlyMap<number, Ends> = new Map()) {
    this.number = number
    this.quote = quote
    this.#left = left
    this.#ends = new Map(ends)
  }

  /** The key as it begins the next batch. */
  get next(): Key {
    const left = this.#left + this.#gained
    requireNow(left >= 0n, 'the budget does not cover it')
    return new Key(this.number, this.quote, left < MOST ? left : MOST, this.#ends)
  }

  get left(): bigint {
    return this.#left
  }

  requireScope(market: Market, { side }: Pick<Terms, 'side'>): void {
    require(market.quote === this.quote, 'the key trades other money')
    require(market.cap !== null || side === 'bid', 'a key sells no base asset')
  }

  rested(market: Market, { side, price }: Pick<Terms, 'side' | 'price'>, lots: bigint): void {
    if (side === 'bid') this.#move(market, -BigInt(price) * lots, 0n)
    else this.#move(market, 0n, -rest(market, price) * lots)
  }

  returned = (market: Market, order: Pick<Terms, 'side' | 'price'>, lots: bigint): void =>
    this.rested(market, order, -lots)

  filled(market: Market, { side, price }: Pick<Terms, 'side' | 'price'>, lots: bigint): void {
    if (side === 'bid') this.#move(market, 0n, rest(market, price) * lots)
    else this.#move(market, BigInt(price) * lots, 0n)
  }

  took(market: Market, { side }: Pick<Terms, 'side'>, take: { worth: bigint; lots: bigint; fee: bigint }): void {
    const sign = side === 'bid' ? 1n : -1n
    const atCap = BigInt(market.cap ?? 0) * take.lots - take.worth
    this.#move(market, -sign * take.worth - take.fee, sign * atCap - take.fee)
  }

  #move(market: Market, atZero: bigint, atCap: bigint): void {
    const before = this.#ends.get(market.id) ?? { atZero: 0n, atCap: 0n }
    const after = { atZero: before.atZero + atZero, atCap: before.atCap + atCap }
    this.#ends.set(market.id, after)
    this.#gained += (worst(market, after) - worst(market, before)) * market.unit
  }
}

const MOST = 2n ** 96n - 1n
const rest = (market: Market, price: number): bigint => BigInt(market.cap ?? 0) - BigInt(price)
/** On a spot market what was bought counts for nothing. */
const worst = ({ cap }: Market, { atZero, atCap }: Ends): bigint => (cap === null || atZero < atCap ? atZero : atCap)

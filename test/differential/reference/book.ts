import type { Key } from './key.ts'
import { type Ledger, Refusal, require, requireNow } from './ledger.ts'
import { feeOf, gets, type Market, pays } from './market.ts'
import type { NewOrder, Step, Terms, Who } from './request.ts'

/** An order that rests, or that is filled and not yet settled. */
export type Resting = Terms & {
  owner: Who
  slot: number
  filled: bigint
  /** Number of the session key that placed it; null for its owner. */
  key: number | null
}

/** The state that a walk works on: a list of orders in the order of their coming, and who holds what. */
export type State = {
  now: number
  markets: ReadonlyMap<number, Market>
  /** Every order of every market; `lots` are what rests. */
  orders: Resting[]
  ledger: Ledger
  /** Fees collected by each market, in units. */
  fees: Map<number, bigint>
  cancelAfter: Map<Who, number>
}

/**
 * One account's way through a call: the books are walked order by order, and what is paid in money is summed up until the call
 * ends, or goes on to other money.
 */
export class Walk {
  readonly state: State
  readonly who: Who
  /** Whether an order that the market moved away from fails the call, or is left out. */
  readonly strict: boolean
  /** The session key that acts for the account; null for the account itself. */
  readonly key: Key | null
  #market: Market | null = null
  /** Units owed in the market's money. */
  #owed = 0n

  constructor(state: State, who: Who, strict: boolean, key: Key | null = null) {
    this.key = key
    this.state = state
    this.who = who
    this.strict = strict
  }

  /** What is owed so far, in base units. */
  get cost(): bigint {
    return this.#owed * (this.#market?.unit ?? 1n)
  }

  perform(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.do === 'order') this.place(step.order)
      else if (step.do === 'cancel') this.cancel(step.slot)
      else if (step.do === 'settle') this.settle(step.slot)
      else this.state.cancelAfter.set(this.who, step.timestamp)
    }
  }

  place(order: NewOrder): void {
    const market = this.#enter(order.market)
    this.key?.requireScope(market, order)
    requireValid(market, order, this.state.now)
    if (order.kind === 'immediate') this.#take(market, order)
    else if (order.kind === 'all-or-nothing' && this.#offered(order) === order.lots) this.#take(market, order)
    else if (order.kind === 'all-or-nothing') this.#leaveOut('not filled in full')
    else if (order.kind === 'post-only' && this.#opposite(order).length > 0) this.#leaveOut('would cross')
    else this.#placeResting(market, order)
  }

  #placeResting(market: Market, order: NewOrder): void {
    const inSlot = this.#at(order.slot)
    // What is not the key's own, or stands in another market, makes room first.
    if (this.key && inSlot && (!this.#isOwn(inSlot) || inSlot.market !== order.market)) this.cancel(order.slot)
    const old = this.#at(order.slot)
    if (old && this.#shrinks(old, order)) return
    const left = order.lots - this.#take(this.#enter(order.market), order)
    if (left < market.minLots || this.#opposite(order).length > 0) return
    this.#pay(market, order, left)
    this.key?.rested(market, order, left)
    const { side, funding, price, slot } = order
    const terms = { market: market.id, side, funding, price, lots: left }
    this.state.orders.push({ owner: this.who, slot, ...terms, filled: 0n, key: this.key?.number ?? null })
  }

  cancel(slot: number): void {
    const order = this.#at(slot)
    if (!order) return
    this.settle(slot)
    this.#refund(order, order.lots)
  }

  settle(slot: number): void {
    const order = this.#at(slot)
    if (!order) return
    const market = this.#enter(order.market)
    const { asset, amount } = gets(market, order, BigInt(order.price) * order.filled, order.filled)
    this.#receive(market, asset, amount)
    if (this.#isOwn(order)) this.key?.filled(market, order, order.filled)
    order.filled = 0n
    this.#forget(order)
  }

  /** Ends the call: pays or gets the sum. */
  finish(): void {
    const { ledger } = this.state
    if (!this.#market) return
    if (this.#owed > 0n) ledger.debit(this.who, this.#market.quote, this.cost)
    else ledger.credit(this.who, this.#market.quote, -this.cost)
    this.#owed = 0n
  }

  #isOwn = (order: Resting): boolean => this.key !== null && order.key === this.key.number

  #at = (slot: number): Resting | undefined =>
    this.state.orders.find((each) => each.owner === this.who && each.slot === slot)

  #enter(id: number): Market {
    const market = this.state.markets.get(id)
    require(market !== undefined, `there is no market ${id}`)
    const before = this.#market
    if (before && (before.quote !== market.quote || before.unit !== market.unit)) this.finish()
    this.#market = market
    return market
  }

  #leaveOut(reason: string): void {
    if (this.strict) throw new Refusal(reason)
  }

  /** Makes room in the slot. True if the order that stands there has become the new one by giving up lots. */
  #shrinks(old: Resting, order: NewOrder): boolean {
    if (old.market !== order.market) {
      this.cancel(order.slot)
      return false
    }
    this.settle(order.slot)
    const same = old.price === order.price && old.side === order.side && old.funding === order.funding
    const shrinks = same && old.lots > 0n && old.lots >= order.lots
    this.#refund(old, shrinks ? old.lots - order.lots : old.lots)
    return shrinks
  }

  #refund(order: Resting, lots: bigint): void {
    const market = this.#enter(order.market)
    const { asset, amount } = pays(market, order, BigInt(order.price) * lots, lots)
    this.#receive(market, asset, amount)
    if (this.#isOwn(order)) this.key?.returned(market, order, lots)
    order.lots -= lots
    this.#forget(order)
  }

  #forget(order: Resting): void {
    if (order.lots > 0n || order.filled > 0n) return
    this.state.orders = this.state.orders.filter((each) => each !== order)
  }

  /** Resting orders that an order trades with, best price first, earliest first. */
  #opposite({ market, side, price }: Terms): Resting[] {
    const sign = side === 'bid' ? 1 : -1
    return this.state.orders
      .filter((each) => each.market === market && each.side !== side && each.lots > 0n)
      .filter((each) => sign * each.price <= sign * price)
      .toSorted((a, b) => sign * (a.price - b.price))
  }

  /** Of these, the ones at the best `levels` prices. */
  #within = (order: NewOrder): Resting[] => {
    const opposite = this.#opposite(order)
    const prices = [...new Set(opposite.map(({ price }) => price))].slice(0, order.levels || undefined)
    return opposite.filter(({ price }) => prices.includes(price))
  }

  #offered(order: NewOrder): bigint {
    const sum = this.#within(order).reduce((lots, each) => lots + each.lots, 0n)
    return least(sum, order.lots)
  }

  /** @returns Lots taken. */
  #take(market: Market, order: NewOrder): bigint {
    let taken = 0n
    let worth = 0n
    for (const maker of this.#within(order)) {
      const lots = least(maker.lots, order.lots - taken)
      maker.lots -= lots
      maker.filled += lots
      taken += lots
      worth += BigInt(maker.price) * lots
    }
    if (taken === 0n) return 0n
    const fee = feeOf(market, worth)
    this.state.fees.set(market.id, (this.state.fees.get(market.id) ?? 0n) + fee)
    this.#owed += fee
    this.key?.took(market, order, { worth, lots: taken, fee })
    const cost = pays(market, order, worth, taken)
    this.#give(market, cost.asset, cost.amount)
    const proceeds = gets(market, order, worth, taken)
    this.#receive(market, proceeds.asset, proceeds.amount)
    return taken
  }

  #pay(market: Market, order: Terms, lots: bigint): void {
    const { asset, amount } = pays(market, order, BigInt(order.price) * lots, lots)
    this.#give(market, asset, amount)
  }

  #give(market: Market, asset: number, amount: bigint): void {
    if (asset === market.quote) this.#owed += amount / market.unit
    else this.state.ledger.debit(this.who, asset, amount)
  }

  #receive(market: Market, asset: number, amount: bigint): void {
    if (asset === market.quote) this.#owed -= amount / market.unit
    else this.state.ledger.credit(this.who, asset, amount)
  }
}

/** Of big integers, which `Math.min` does not take. */
export function least(a: bigint, b: bigint): bigint {
  if (a < b) return a
  return b
}

/** What every order must be. */
export function requireValid(market: Market, order: Omit<NewOrder, 'slot' | 'levels'>, now: number): void {
  requireNow(order.deadline === 0 || now <= order.deadline, 'the deadline has passed')
  requireNow(now < market.expiry, 'trading has ended')
  require(order.price >= 1 && order.price < (market.cap ?? 2 ** 24 - 1), 'the price is off the grid')
  const rests = order.kind === 'rest' || order.kind === 'post-only'
  require(order.lots >= (rests ? market.minLots : 1n), 'too few lots')
  const isSpot = market.cap === null
  require(!isSpot || (order.side === 'bid') === (order.funding === 'quote'), 'a spot market knows no such funding')
}

import { type Resting, requireValid, type State, Walk } from './book.ts'
import { Key } from './key.ts'
import { Ledger, Refusal, require } from './ledger.ts'
import { feeOf, gets, type Market, pays } from './market.ts'
import type { Request, Step, Who } from './request.ts'

type Asked<Kind extends Request['ask']> = Extract<Request, { ask: Kind }>

/**
 * The exchange as its manual tells it, as slow and plain as it can be: a list of orders, a table of balances, and a copy of both before
 * each request, which comes back if the request is refused.
 */
export class ReferenceExchange {
  state: State
  /** What accounts hold outside of the exchange. */
  wallets = new Ledger()
  readonly feeRecipient: Who
  #operators = new Map<string, { expiry: number; key: Key }>()
  #grants = 0
  #nonces = new Set<string>()
  #settlement = new Map<number, number>()

  constructor(markets: readonly Market[], feeRecipient: Who) {
    const table = new Map(markets.map((market) => [market.id, market]))
    this.state = { now: 0, markets: table, orders: [], ledger: new Ledger(), fees: new Map(), cancelAfter: new Map() }
    this.feeRecipient = feeRecipient
  }

  /** @returns Why the request was refused; null if it was done. */
  ask(request: Request): string | null {
    const { state, wallets } = this
    this.state = copyOf(state)
    this.wallets = wallets.copy()
    try {
      this.#perform(request)
      return null
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.state = state
      this.wallets = wallets
      return error.message
    }
  }

  fixPrice(market: number, price: number): void {
    this.#settlement.set(market, price)
  }

  ordersOf = (who: Who): Resting[] => this.state.orders.filter(({ owner }) => owner === who)

  #perform(request: Request): void {
    switch (request.ask) {
      case 'place':
        this.#walk(request.by, true, (walk) => walk.place(request.order))
        break
      case 'batch':
        this.#walk(request.by, false, (walk) => walk.perform(request.steps))
        break
      case 'batch for':
        this.#batchFor(request)
        break
      case 'best effort':
        this.#bestEffort(request)
        break
      case 'legs':
        this.#legs(request)
        break
      case 'block':
        this.#block(request)
        break
      case 'cancel nonces':
        this.#cancelNonces(request)
        break
      case 'cancel':
        this.#walk(request.by, true, (walk) => walk.perform(each('cancel', request.slots)))
        break
      case 'cancel for':
        this.#cancelFor(request)
        break
      case 'settle':
        this.#walk(request.owner, true, (walk) => walk.perform(each('settle', request.slots)))
        break
      case 'cancel after':
        this.#walk(request.by, true, (walk) => walk.perform([{ do: 'cancel after', timestamp: request.timestamp }]))
        break
      case 'operator':
        this.#setOperator(request)
        break
      case 'split':
      case 'merge':
        this.#sets(request)
        break
      case 'redeem':
        this.#redeem(request)
        break
      case 'deposit':
      case 'withdraw':
        this.#move(request)
        break
      case 'collect':
        this.#collect(request)
        break
    }
  }

  #walk(who: Who, strict: boolean, perform: (walk: Walk) => void, key: Key | null = null): void {
    const walk = new Walk(this.state, who, strict, key)
    perform(walk)
    walk.finish()
  }

  #cancelNonces({ by, word, mask }: Asked<'cancel nonces'>): void {
    for (let bit = 0n; bit < 256n; bit += 1n) {
      if (mask & (1n << bit)) this.#nonces.add(`${by} ${word * 256n + bit}`)
    }
  }

  #setOperator({ by, operator, expiry, quote, budget }: Asked<'operator'>): void {
    this.#grants += 1
    this.#operators.set(`${by} ${operator}`, { expiry, key: new Key(this.#grants, quote, budget) })
  }

  /** What is left of a key's budget. */
  leftOf = (owner: Who, operator: Who): bigint => this.#operators.get(`${owner} ${operator}`)?.key.left ?? 0n

  #move({ ask, by, asset, amount }: Asked<'deposit' | 'withdraw'>): void {
    const { ledger } = this.state
    const [from, to] = ask === 'deposit' ? [this.wallets, ledger] : [ledger, this.wallets]
    from.debit(by, asset, amount)
    to.credit(by, asset, amount)
  }

  #collect({ market }: Asked<'collect'>): void {
    const { ledger, fees } = this.state
    const { quote, unit } = this.#market(market)
    ledger.credit(this.feeRecipient, quote, (fees.get(market) ?? 0n) * unit)
    fees.set(market, 0n)
  }

  #batchFor({ by, owner, steps }: Asked<'batch for'>): void {
    const given = this.#operators.get(`${owner} ${by}`)
    require(given !== undefined && this.state.now <= given.expiry, 'no session key')
    const key = given.key.next
    this.#walk(owner, false, (walk) => walk.perform(steps), key)
    this.#operators.set(`${owner} ${by}`, { ...given, key: key.next })
  }

  /** Each step by itself, and all of them undone if one is malformed. */
  #bestEffort({ by, owner, steps }: Asked<'best effort'>): void {
    const before = this.#operators.get(`${owner} ${by}`)
    for (const step of steps) {
      const state = this.state
      this.state = copyOf(state)
      try {
        if (by === owner) this.#walk(owner, false, (walk) => walk.perform([step]))
        else this.#batchFor({ ask: 'batch for', by, owner, steps: [step] })
      } catch (error) {
        if (error instanceof Refusal && error.isPassing) this.state = state
        else {
          if (before) this.#operators.set(`${owner} ${by}`, before)
          throw error
        }
      }
    }
  }

  #legs({ by, legs, maxCost }: Asked<'legs'>): void {
    let before: Market | undefined
    this.#walk(by, true, (walk) => {
      for (const leg of legs) {
        require(leg.kind === 'all-or-nothing', 'a leg fills in full')
        require(leg.market > (before?.id ?? 0), 'legs ascend')
        const market = this.#market(leg.market)
        require(!before || (before.quote === market.quote && before.unit === market.unit), 'legs of other money')
        walk.place(leg)
        before = market
      }
      require(walk.cost <= maxCost, 'the legs cost too much')
    })
  }

  #block({ by, quote, takerFunding }: Asked<'block'>): void {
    const { maker, nonce, deadline, lots } = quote
    require(this.state.now <= deadline, 'the quote is too old')
    require(quote.taker === null || quote.taker === by, 'the quote is for another')
    require(maker !== by, 'the quote is one’s own')
    const market = this.#market(quote.market)
    const side = quote.side === 'bid' ? 'ask' : 'bid'
    const taken = { ...quote, side, funding: takerFunding } as const
    for (const each of [quote, taken]) {
      requireValid(market, { ...each, kind: 'all-or-nothing', deadline: 0 }, this.state.now)
    }
    require(lots >= 1_000n * market.minLots, 'too small for a block')
    require(!this.#nonces.has(`${maker} ${nonce}`), 'the nonce is used')

    const worth = BigInt(quote.price) * lots
    const { ledger, fees } = this.state
    const sides = [
      { who: maker, terms: quote },
      { who: by, terms: taken },
    ]
    for (const { who, terms } of sides) {
      const { asset, amount } = pays(market, terms, worth, lots)
      ledger.debit(who, asset, amount)
    }
    for (const { who, terms } of sides) {
      const { asset, amount } = gets(market, terms, worth, lots)
      ledger.credit(who, asset, amount)
    }
    const fee = feeOf(market, worth)
    ledger.debit(by, market.quote, fee * market.unit)
    this.#nonces.add(`${maker} ${nonce}`)
    fees.set(market.id, (fees.get(market.id) ?? 0n) + fee)
  }

  #cancelFor({ owner, slots }: Asked<'cancel for'>): void {
    const { now, cancelAfter, orders, markets } = this.state
    const switchAt = cancelAfter.get(owner) ?? 0
    const isDue = switchAt !== 0 && now >= switchAt
    for (const slot of slots) {
      const order = orders.find((each) => each.owner === owner && each.slot === slot)
      const hasEnded = !order || now >= (markets.get(order.market)?.expiry ?? 0)
      require(isDue || hasEnded, 'not due')
    }
    this.#walk(owner, true, (walk) => walk.perform(each('cancel', slots)))
  }

  #sets({ ask, by, market: id, lots }: Asked<'split' | 'merge'>): void {
    const { base, quote, cap, unit, expiry } = this.#market(id)
    require(cap !== null, 'no series')
    require(lots > 0n, 'too few lots')
    require(ask === 'merge' || this.state.now < expiry, 'trading has ended')
    const { ledger } = this.state
    const money = BigInt(cap) * lots * unit
    const move = (give: [number, bigint][], get: [number, bigint][]): void => {
      for (const [asset, amount] of give) ledger.debit(by, asset, amount)
      for (const [asset, amount] of get) ledger.credit(by, asset, amount)
    }
    const set: [number, bigint][] = [
      [base, lots],
      [base + 1, lots],
    ]
    if (ask === 'split') move([[quote, money]], set)
    else move(set, [[quote, money]])
  }

  #redeem({ by, market: id, long, short }: Asked<'redeem'>): void {
    const { base, quote, cap, unit } = this.#market(id)
    const price = this.#settlement.get(id)
    require(cap !== null && price !== undefined, 'not settled')
    const { ledger } = this.state
    ledger.debit(by, base, long)
    ledger.debit(by, base + 1, short)
    ledger.credit(by, quote, (long * BigInt(price) + short * BigInt(cap - price)) * unit)
  }

  #market(id: number): Market {
    const market = this.state.markets.get(id)
    require(market !== undefined, `there is no market ${id}`)
    return market
  }
}

const each = (verb: 'cancel' | 'settle', slots: readonly number[]): Step[] => slots.map((slot) => ({ do: verb, slot }))

const copyOf = (state: State): State => ({
  ...state,
  orders: state.orders.map((order) => ({ ...order })),
  ledger: state.ledger.copy(),
  fees: new Map(state.fees),
  cancelAfter: new Map(state.cancelAfter),
})

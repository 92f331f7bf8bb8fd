import { Funding, Side } from '@gigahour/contracts/side'
import { randomOf } from '@gigahour/contracts/testing/random'
import type { Lots, Tick, Units } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import { listings, MARKETS, type Told, USDC } from '../test/support/naiveExchange.ts'

type Resting = {
  owner: Address
  slot: number
  market: number
  side: Side
  tick: number
  index: number
  epoch: number
  open: bigint
}
type Line = { orders: Resting[]; open: bigint; epoch: number; count: number }

const ACCOUNTS = 60
const SLOTS = 40
const SPREAD = 40
const MIDDLE = 2_800
const account = (n: number): Address => `0x${(n + 1).toString(16).padStart(40, 'b')}`
const TAKER = account(ACCOUNTS)

/**
 * A crowded market as events alone: of a hundred about fifty orders placed, thirty-five cancelled, fifteen takes. Quick enough to
 * make hundreds of thousands of them.
 */
export class BusyExchange {
  readonly #random = randomOf(2_026)
  readonly #lines = new Map<string, Line>()
  readonly #sequences = new Map<number, number>()
  readonly #free: [owner: Address, slot: number][] = []
  readonly #resting: Resting[] = []

  constructor() {
    for (let slot = 0; slot < SLOTS; slot += 1)
      for (let n = 0; n < ACCOUNTS; n += 1) this.#free.push([account(n), slot])
  }

  /** Listings, and what everybody trades with. */
  opening(): Told[] {
    const everybody = Array.from({ length: ACCOUNTS + 1 }, (_, n) => account(n))
    return [
      ...listings(),
      ...everybody.map((each): Told => ({ kind: 'deposited', account: each, asset: USDC, amount: 10n ** 18n })),
    ]
  }

  /** The next events, about as many as asked for. */
  events(count: number): Told[] {
    return Array.from({ length: count }, () => this.#next()).flat()
  }

  #next(): Told[] {
    const dice = this.#random.below(100)
    if (dice < 50 && this.#free.length > 0) return [this.#place()]
    if (dice < 85 && this.#resting.length > 0) return this.#cancel()
    return this.#take()
  }

  #place(): Told {
    const [owner, slot] = this.#pull(this.#free)
    const side = this.#random.below(2) as Side
    const market = this.#random.pick(MARKETS)
    const away = 1 + this.#random.below(SPREAD)
    const tick = side === Side.Bid ? MIDDLE - away : MIDDLE + away
    const line = this.#line(market, tick)
    const lots = BigInt(100 + this.#random.below(1_000))
    const order = { owner, slot, market, side, tick, index: line.count, epoch: line.epoch, open: lots }
    line.orders.push(order)
    line.open += lots
    line.count += 1
    this.#resting.push(order)
    return this.#told('placed', order, lots, line.open)
  }

  #cancel(): Told[] {
    const order = this.#pull(this.#resting)
    const line = this.#line(order.market, order.tick)
    line.orders = line.orders.filter((each) => each !== order)
    line.open -= order.open
    const told = this.#told('cancelled', order, order.open, line.open)
    if (line.open === 0n) this.#empty(line)
    this.#free.push([order.owner, order.slot])
    return [told]
  }

  /** Takes the first order of a level whole, and settles it. */
  #take(): Told[] {
    if (this.#resting.length === 0) return [this.#place()]
    const { market, tick, side } = this.#random.pick(this.#resting)
    const line = this.#line(market, tick)
    const order = line.orders.shift() as Resting
    this.#resting.splice(this.#resting.indexOf(order), 1)
    const lots = order.open
    line.open -= lots
    const sequence = (this.#sequences.get(market) ?? 0) + 1
    this.#sequences.set(market, sequence)
    const fee = (BigInt(tick) * lots * 10_000n + 999_999n) / 1_000_000n
    const taken: Told = {
      kind: 'taken',
      actor: { owner: TAKER, slot: 0, sequence, side: side === Side.Bid ? Side.Ask : Side.Bid, funding: Funding.Quote },
      changes: [
        {
          market,
          tick: tick as Tick,
          lots: lots as Lots,
          open: line.open as Lots,
          epoch: order.epoch,
          fee: fee as Units,
        },
      ],
    }
    if (line.open === 0n) this.#empty(line)
    const settled = this.#told('settled', order, lots, 0n)
    this.#free.push([order.owner, order.slot])
    return [taken, settled]
  }

  #told(kind: 'placed' | 'cancelled' | 'settled', order: Resting, lots: bigint, open: bigint): Told {
    const { owner, slot, market, side, tick, epoch, index } = order
    const sequence = this.#sequences.get(market) ?? 0
    const change = { market, tick: tick as Tick, lots: lots as Lots, open: open as Lots, epoch, index }
    return { kind, actor: { owner, slot, sequence, side, funding: Funding.Quote }, change }
  }

  #line(market: number, tick: number): Line {
    const key = `${market} ${tick}`
    const line = this.#lines.get(key) ?? { orders: [], open: 0n, epoch: 0, count: 0 }
    this.#lines.set(key, line)
    return line
  }

  #empty(line: Line): void {
    line.epoch += 1
    line.count = 0
  }

  #pull<Item>(items: Item[]): Item {
    const [item] = items.splice(this.#random.below(items.length), 1)
    return item as Item
  }
}

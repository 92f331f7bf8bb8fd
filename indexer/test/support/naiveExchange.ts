import { Funding, Side } from '@gigahour/contracts/side'
import type { Random } from '@gigahour/contracts/testing/random'
import type { Lots, Tick, Units } from '@gigahour/contracts/units'
import type { TakenChange } from '@gigahour/contracts/words'
import type { Address } from 'viem'
import type { ChainEvent } from '../../src/market/event.ts'
import { type FinanceState, noFinance } from './naiveFinanceState.ts'

/** An event without its place in the chain. */
export type Told = ChainEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'at'> : never) : never

/** What somebody did. What stands together in a list of its own happened in one transaction. */
export type Acted = (Told | Told[])[]

/** One resting order, or a filled one that waits to be settled. */
export type NaiveOrder = {
  owner: Address
  slot: number
  market: number
  tick: number
  epoch: number
  index: number
  side: Side
  funding: Funding
  open: bigint
  unsettled: bigint
}

/** What the index told of a day: who observed, whether it is printed, and how a challenge went. */
export type NaiveDay = { reporters: Address[]; price: bigint | null; challenge: 'open' | 'closed' | null }

export type NaiveState = {
  /** Base units, by `account asset`. */
  balances: Map<string, bigint>
  /** In the order of their placing. */
  orders: NaiveOrder[]
  sequences: Map<number, number>
  /** Times that a level emptied and orders it had since, by `market tick`. */
  levels: Map<string, { epoch: number; count: number }>
  /** Complete sets, by market: counted from who holds LONG, see {@link NaiveExchange.longs}. */
  fees: Map<number, bigint>
  /** Base units that came in less those that went out, by asset. */
  inflow: Map<number, bigint>
  finance: FinanceState
  /** Days of which the index told something, of the one grade. */
  days: Map<number, NaiveDay>
  /** How often the reporter that comes and goes was added or removed. */
  turns: number
  /** Prices of series that are settled. */
  settled: Map<number, number>
  /** Session keys' last seconds, by `owner operator`, and dead man's switches, by owner. */
  keys: Map<string, number>
  switches: Map<Address, number>
  halts: Map<number, number>
}

export const CAP = 7_000
export const USDC = 2
export const MARKETS = [1, 2]
/** One in a hundred: large enough for fees to be split among fills. */
const TAKER_FEE = 10_000n
const GRADE = 1
export const ACCOUNTS: readonly Address[] = [1, 2, 3, 4, 5].map((n): Address => `0x${`${n}`.repeat(40)}`)
export const FEE_RECIPIENT: Address = `0x${'f'.repeat(40)}`
const token = (asset: number): Address => `0x${asset.toString(16).padStart(40, 'a')}`
const longOf = (market: number): number => 2 + 2 * market
/** Another number than the market's, so that one is not taken for the other. */
export const familyOf = (market: number): number => 40 + market

/** What is listed before anybody trades: USDC, a grade and two series of it. */
export const listings = (): Told[] => [
  { kind: 'assetListed', asset: USDC, token: token(USDC), forward: false, symbol: 'USDC', decimals: 6 },
  {
    kind: 'gradeListed',
    grade: GRADE,
    name: 'H100-US',
    root: 'H100',
    referencePrice: 2_800,
    minCap: 1_000,
    maxCap: 40_000,
    deliverable: true,
  },
  ...MARKETS.flatMap((market): Told[] => {
    const base = longOf(market)
    const forward = (asset: number): Told => ({
      ...{ kind: 'assetListed', asset, token: token(asset), forward: true, symbol: null, decimals: null },
    })
    return [
      forward(base),
      forward(base + 1),
      {
        ...{ kind: 'marketListed', market, base, quote: USDC, cap: CAP, takerFee: Number(TAKER_FEE) },
        ...{ expiry: 4_000_000_000, unitExponent: 0, lotExponent: 0, minLotsExponent: 0 },
        ...{ family: familyOf(market), floor: 0 },
      },
      {
        ...{ kind: 'familyDefined', family: familyOf(market), formula: 'month', grade: GRADE, year: 2026 },
        ...{ month: market, months: 1, plus: 0, minus: 0, step: 100, symbol: `H100${'FG'[market - 1]}26` },
      },
      {
        ...{ kind: 'seriesListed', market, isFull: true },
        ...{ long: token(base), short: token(base + 1), symbol: `H100${'FG'[market - 1]}26` },
      },
    ]
  }),
]

/**
 * The exchange written down as simply as possible: one list of orders, searched from the front; each lot paid for by what the table
 * of fundings says. It shares no code with the indexer, and tells its events as the contract would.
 */
export class NaiveExchange {
  readonly state: NaiveState

  constructor(state?: NaiveState) {
    this.state = state
      ? structuredClone(state)
      : {
          ...{ balances: new Map(), orders: [], sequences: new Map(), levels: new Map() },
          ...{ fees: new Map(), inflow: new Map(), finance: noFinance() },
          ...{ fees: new Map(), inflow: new Map(), settled: new Map() },
          ...{ days: new Map(), turns: 0 },
          ...{ keys: new Map(), switches: new Map(), halts: new Map() },
        }
  }

  balance(account: Address, asset: number): bigint {
    return this.state.balances.get(`${account} ${asset}`) ?? 0n
  }

  #credit(account: Address, asset: number, amount: bigint): void {
    this.state.balances.set(`${account} ${asset}`, this.balance(account, asset) + amount)
  }

  /** Everything of LONG of a market that exists inside: free, in orders, and earned. */
  longs(market: number): bigint {
    let sum = 0n
    for (const account of ACCOUNTS) sum += this.balance(account, longOf(market))
    for (const order of this.state.orders.filter((each) => each.market === market)) {
      if (order.side === Side.Ask && order.funding === Funding.Token) sum += order.open
      if (order.side === Side.Bid && order.funding === Funding.Quote) sum += order.unsettled
    }
    return sum
  }

  /** As {@link NaiveExchange.longs}, of SHORT. */
  shorts(market: number): bigint {
    let sum = 0n
    for (const account of ACCOUNTS) sum += this.balance(account, longOf(market) + 1)
    for (const order of this.state.orders.filter((each) => each.market === market)) {
      if (order.side === Side.Bid && order.funding === Funding.Token) sum += order.open
      if (order.side === Side.Ask && order.funding === Funding.Quote) sum += order.unsettled
    }
    return sum
  }

  /** What a lot costs at a tick, and what it brings, as [asset, base units]. */
  #lot(market: number, side: Side, funding: Funding, tick: number): { pays: [number, bigint]; gets: [number, bigint] } {
    const [long, short] = [longOf(market), longOf(market) + 1]
    const [price, rest] = [BigInt(tick), BigInt(CAP - tick)]
    if (side === Side.Bid && funding === Funding.Quote) return { pays: [USDC, price], gets: [long, 1n] }
    if (side === Side.Bid) return { pays: [short, 1n], gets: [USDC, rest] }
    if (funding === Funding.Quote) return { pays: [USDC, rest], gets: [short, 1n] }
    return { pays: [long, 1n], gets: [USDC, price] }
  }

  deposit(account: Address, asset: number, amount: bigint): Told[] {
    this.#credit(account, asset, amount)
    this.state.inflow.set(asset, (this.state.inflow.get(asset) ?? 0n) + amount)
    return [{ kind: 'deposited', account, asset, amount }]
  }

  withdraw(account: Address, asset: number, amount: bigint): Told[] {
    if (amount === 0n || this.balance(account, asset) < amount) return []
    this.#credit(account, asset, -amount)
    this.state.inflow.set(asset, (this.state.inflow.get(asset) ?? 0n) - amount)
    return [{ kind: 'withdrawn', account, asset, amount }]
  }

  sets(account: Address, market: number, lots: bigint, make: boolean): Told[] {
    const sign = make ? 1n : -1n
    const long = longOf(market)
    if (make && this.state.settled.has(market)) return []
    if (make && this.balance(account, USDC) < BigInt(CAP) * lots) return []
    if (!make && (this.balance(account, long) < lots || this.balance(account, long + 1) < lots)) return []
    this.#credit(account, USDC, -sign * BigInt(CAP) * lots)
    this.#credit(account, long, sign * lots)
    this.#credit(account, long + 1, sign * lots)
    return [{ kind: make ? 'split' : 'merged', account, market, lots }]
  }

  collect(market: number): Told[] {
    const amount = this.state.fees.get(market) ?? 0n
    this.state.fees.set(market, 0n)
    this.#credit(FEE_RECIPIENT, USDC, amount)
    return [{ kind: 'feesCollected', market, recipient: FEE_RECIPIENT, amount }]
  }

  orderIn(owner: Address, slot: number): NaiveOrder | undefined {
    return this.state.orders.find((order) => order.owner === owner && order.slot === slot)
  }

  settle(owner: Address, slot: number): Told[] {
    const order = this.orderIn(owner, slot)
    if (!order || order.unsettled === 0n) return []
    const lots = order.unsettled
    order.unsettled = 0n
    const { gets } = this.#lot(order.market, order.side, order.funding, order.tick)
    this.#credit(owner, gets[0], gets[1] * lots)
    this.#tidy()
    return [{ kind: 'settled', ...this.#words(order, lots, 0n) }]
  }

  cancel(owner: Address, slot: number): Told[] {
    const told = this.settle(owner, slot)
    const order = this.orderIn(owner, slot)
    if (!order) return told
    const lots = order.open
    return [...told, this.#shrink(order, lots, 'cancelled')]
  }

  reduce(owner: Address, slot: number, keep: bigint): Told[] {
    const told = this.settle(owner, slot)
    const order = this.orderIn(owner, slot)
    if (!order || order.open <= keep) return told
    return [...told, this.#shrink(order, order.open - keep, 'reduced')]
  }

  #shrink(order: NaiveOrder, lots: bigint, kind: 'cancelled' | 'reduced'): Told {
    const { pays } = this.#lot(order.market, order.side, order.funding, order.tick)
    order.open -= lots
    this.#credit(order.owner, pays[0], pays[1] * lots)
    this.#tidy()
    const open = this.#open(order.market, order.tick)
    if (open === 0n) this.#nextEpoch(order.market, order.tick)
    return { kind, ...this.#words(order, lots, open) }
  }

  /** Takes what crosses and rests what is left; nothing if the account cannot pay for the worst of it. */
  place(
    owner: Address,
    slot: number,
    market: number,
    side: Side,
    funding: Funding,
    tick: number,
    lots: bigint,
  ): Told[] {
    if (this.state.settled.has(market)) return []
    const worst = this.#lot(market, side, funding, side === Side.Bid || funding === Funding.Token ? tick : 1).pays
    const fee = (BigInt(CAP) * lots * TAKER_FEE) / 1_000_000n + 1n
    if (this.balance(owner, worst[0]) < worst[1] * lots || this.balance(owner, USDC) < BigInt(CAP) * lots + fee)
      return []
    const told = this.cancel(owner, slot)
    const { told: taken, left } = this.#take(owner, slot, market, side, funding, tick, lots)
    told.push(...taken)
    if (left === 0n) return told
    const { pays } = this.#lot(market, side, funding, tick)
    this.#credit(owner, pays[0], -pays[1] * left)
    const level = this.#level(market, tick)
    const order = {
      owner,
      slot,
      market,
      tick,
      epoch: level.epoch,
      index: level.count,
      side,
      funding,
      open: left,
      unsettled: 0n,
    }
    level.count += 1
    this.state.orders.push(order)
    return [...told, { kind: 'placed', ...this.#words(order, left, this.#open(market, tick)) }]
  }

  #take(owner: Address, slot: number, market: number, side: Side, funding: Funding, tick: number, lots: bigint) {
    const changes: TakenChange[] = []
    let left = lots
    /** In USDC, fees included; what comes in counts against it. */
    let cost = 0n
    let tickLots = 0n
    let charged = 0n
    for (;;) {
      const best = this.#best(market, side, tick)
      if (!best || left === 0n) break
      const level = this.state.orders.filter(
        (each) => each.market === market && each.tick === best.tick && each.open > 0n,
      )
      const epoch = level[0]?.epoch ?? 0
      let taken = 0n
      for (const order of level) {
        const share = least(order.open, left)
        order.open -= share
        order.unsettled += share
        left -= share
        taken += share
      }
      tickLots += BigInt(best.tick) * taken
      const whole = (tickLots * TAKER_FEE + 999_999n) / 1_000_000n
      const levelFee = whole - charged
      charged = whole
      const { pays, gets } = this.#lot(market, side, funding, best.tick)
      this.#credit(owner, pays[0], -pays[1] * taken)
      this.#credit(owner, gets[0], gets[1] * taken)
      this.#credit(owner, USDC, -levelFee)
      cost += levelFee + (pays[0] === USDC ? pays[1] * taken : 0n) - (gets[0] === USDC ? gets[1] * taken : 0n)
      this.state.fees.set(market, (this.state.fees.get(market) ?? 0n) + levelFee)
      this.state.sequences.set(market, (this.state.sequences.get(market) ?? 0) + 1)
      const open = this.#open(market, best.tick)
      if (open === 0n) this.#nextEpoch(market, best.tick)
      changes.push({
        ...{ market, tick: best.tick as Tick, lots: taken as Lots, open: open as Lots, epoch },
        fee: levelFee as Units,
      })
    }
    const sequence = this.state.sequences.get(market) ?? 0
    const told: Told[] = changes.length
      ? [{ kind: 'taken', actor: { owner, slot, sequence, side, funding }, changes }]
      : []
    return { told, left, cost }
  }

  /** Takes from several markets at once; nothing unless all can be filled in full and paid for. */
  legs(owner: Address, legs: { market: number; side: Side; funding: Funding; tick: number; lots: bigint }[]): Acted {
    const fits = legs.every(({ market, side, funding, tick, lots }) => {
      const there = this.state.orders
        .filter((each) => each.market === market && each.side !== side)
        .filter((each) => (side === Side.Bid ? each.tick <= tick : each.tick >= tick))
        .reduce((sum, { open }) => sum + open, 0n)
      const [asset] = this.#lot(market, side, funding, tick).pays
      const pays = asset === USDC ? BigInt(3 * CAP) * lots : lots
      return !this.state.settled.has(market) && there >= lots && this.balance(owner, asset) >= pays
    })
    if (!fits || this.balance(owner, USDC) < BigInt(20 * CAP) * (legs[0]?.lots ?? 0n)) return []
    const takes = legs.map(({ market, side, funding, tick, lots }) =>
      this.#take(owner, 0, market, side, funding, tick, lots),
    )
    const cost = takes.reduce((sum, take) => sum + take.cost, 0n)
    return [[...takes.flatMap(({ told }) => told), { kind: 'legsTaken', taker: owner, legs: legs.length, cost }]]
  }

  /** A trade beside the book; nothing unless both can pay. @param side - The maker's. */
  block(
    [maker, taker]: readonly [Address, Address],
    market: number,
    side: Side,
    [makerFunding, takerFunding]: readonly [Funding, Funding],
    tick: number,
    lots: bigint,
  ): Told[] {
    const fee = (BigInt(tick) * lots * TAKER_FEE + 999_999n) / 1_000_000n
    const sides = [
      { account: maker, ...this.#lot(market, side, makerFunding, tick) },
      { account: taker, ...this.#lot(market, side === Side.Bid ? Side.Ask : Side.Bid, takerFunding, tick) },
    ]
    const covered = sides.every(({ account, pays }) => this.balance(account, pays[0]) >= pays[1] * lots + fee)
    if (maker === taker || this.state.settled.has(market) || !covered || this.balance(taker, USDC) < BigInt(CAP) * lots)
      return []
    for (const { account, pays, gets } of sides) {
      this.#credit(account, pays[0], -pays[1] * lots)
      this.#credit(account, gets[0], gets[1] * lots)
    }
    this.#credit(taker, USDC, -fee)
    this.state.fees.set(market, (this.state.fees.get(market) ?? 0n) + fee)
    const terms = { maker, taker, side, makerFunding, takerFunding, tick: tick as Tick, lots: lots as Lots, fee }
    return [{ kind: 'blockTraded', market, ...terms }]
  }

  /** Fixes the price of a series, once. */
  fix(market: number, tick: number): Acted {
    if (this.state.settled.has(market)) return []
    this.state.settled.set(market, tick)
    return [
      [
        { kind: 'familySettled', family: familyOf(market), rule: 'mean-of-month', daysCounted: 30 },
        { kind: 'priceFixed', family: familyOf(market), tick: tick as Tick },
      ],
    ]
  }

  redeem(account: Address, market: number, longLots: bigint, shortLots: bigint): Told[] {
    const tick = this.state.settled.get(market)
    const long = longOf(market)
    const holds = this.balance(account, long) >= longLots && this.balance(account, long + 1) >= shortLots
    if (tick === undefined || !holds) return []
    const amount = BigInt(tick) * longLots + BigInt(CAP - tick) * shortLots
    this.#credit(account, long, -longLots)
    this.#credit(account, long + 1, -shortLots)
    this.#credit(account, USDC, amount)
    return [{ kind: 'redeemed', account, market, longLots, shortLots, amount }]
  }

  authorise(owner: Address, operator: Address, expiry: number): Told[] {
    this.state.keys.set(`${owner} ${operator}`, expiry)
    return [{ kind: 'operatorSet', owner, operator, expiry }]
  }

  switchOff(owner: Address, timestamp: number): Told[] {
    this.state.switches.set(owner, timestamp)
    return [{ kind: 'cancelAfterSet', owner, timestamp }]
  }

  halt(market: number, until: number): Told[] {
    this.state.halts.set(market, until)
    return [{ kind: 'halted', market, until }]
  }

  #best(market: number, side: Side, limit: number): NaiveOrder | undefined {
    const buys = side === Side.Bid
    return this.state.orders
      .filter((each) => each.market === market && each.side !== side && each.open > 0n)
      .filter((each) => (buys ? each.tick <= limit : each.tick >= limit))
      .sort((one, other) => (buys ? one.tick - other.tick : other.tick - one.tick))[0]
  }

  #level(market: number, tick: number): { epoch: number; count: number } {
    const level = this.state.levels.get(`${market} ${tick}`) ?? { epoch: 0, count: 0 }
    this.state.levels.set(`${market} ${tick}`, level)
    return level
  }

  #nextEpoch(market: number, tick: number): void {
    this.state.levels.set(`${market} ${tick}`, { epoch: this.#level(market, tick).epoch + 1, count: 0 })
  }

  #open(market: number, tick: number): bigint {
    return this.state.orders
      .filter((each) => each.market === market && each.tick === tick)
      .reduce((sum, each) => sum + each.open, 0n)
  }

  #tidy(): void {
    this.state.orders = this.state.orders.filter(({ open, unsettled }) => open > 0n || unsettled > 0n)
  }

  #words({ owner, slot, market, tick, epoch, index, side, funding }: NaiveOrder, lots: bigint, open: bigint) {
    const sequence = this.state.sequences.get(market) ?? 0
    const change = { market, tick: tick as Tick, lots: lots as Lots, open: open as Lots, epoch, index }
    return { actor: { owner, slot, sequence, side, funding }, change }
  }

  /** Something of a day's print, told as the index would: an observation and what it makes, or the course of a challenge. */
  observe(random: Random): Acted {
    const day = 20_717 + random.below(60)
    const known = this.state.days.get(day) ?? { reporters: [], price: null, challenge: null }
    this.state.days.set(day, known)
    const of = { grade: GRADE, day }
    const price = BigInt(2_700_000 + random.below(200_000))
    if (known.challenge === 'open') {
      known.challenge = 'closed'
      if (random.below(2) === 0) return [{ kind: 'challengeLapsed', ...of }]
      known.price = price
      return [{ kind: 'printResolved', ...of, price, upheld: false }]
    }
    if (known.price !== null && known.challenge === null && random.below(3) === 0) {
      known.challenge = 'open'
      const [challenger, arbiter] = [random.pick(ACCOUNTS), FEE_RECIPIENT]
      return [{ kind: 'printChallenged', ...of, challenger, arbiter, price, bond: 5n, counterBond: 4n, deadline: 1 }]
    }
    const reporter = ACCOUNTS[known.reporters.length]
    if (!reporter || known.challenge) return [this.#turn()]
    known.reporters.push(reporter)
    const posted: Told = { kind: 'observationPosted', ...of, reporter, price, time: day * 86_400 + 72_000 }
    if (known.reporters.length < 3) return [[posted, { kind: 'printWithheld', ...of, median: price, needed: 3 }]]
    known.price = price
    return [[posted, { kind: 'printed', ...of, price }]]
  }

  /** A reporter is added, removed two days later, added again, and so on. */
  #turn(): Told {
    const of = { grade: GRADE, reporter: FEE_RECIPIENT }
    const turn = this.state.turns++
    const day = 20_717 + 2 * turn
    return turn % 2 === 0 ? { kind: 'reporterAdded', ...of, from: day } : { kind: 'reporterRemoved', ...of, until: day }
  }

  /** One transaction of somebody, at random. */
  act(random: Random): Acted {
    const account = random.pick(ACCOUNTS)
    const market = random.pick(MARKETS)
    const slot = random.below(6)
    const lots = BigInt(1 + random.below(40))
    const other = random.pick(ACCOUNTS)
    const fundings = [random.below(2) as Funding, random.below(2) as Funding] as const
    switch (random.below(20)) {
      case 0:
        return this.cancel(account, slot)
      case 1:
        return this.reduce(account, slot, lots)
      case 2:
        return this.settle(account, slot)
      case 3:
        return this.sets(account, market, lots, true)
      case 4:
        return this.sets(account, market, lots, false)
      case 5:
        return this.withdraw(account, longOf(market) + random.below(2), lots)
      case 6:
        return random.below(4) === 0 ? this.collect(market) : this.deposit(account, USDC, 1_000_000n * lots)
      case 7:
        return this.block([account, other], market, random.below(2) as Side, fundings, 2_800 + random.below(8), lots)
      case 8:
        return this.legs(
          account,
          MARKETS.map((each) => {
            const side = random.below(2) as Side
            return { market: each, side, funding: random.pick(fundings), tick: side === Side.Bid ? 2_820 : 2_790, lots }
          }),
        )
      case 9:
        return this.redeem(account, market, lots, BigInt(random.below(20)))
      case 11:
      case 12:
        return this.observe(random)
      case 10: {
        const whats = [
          () => this.authorise(account, other, random.below(2) * 2_000_000_000),
          () => this.switchOff(account, random.below(2) * 2_000_000_000),
          () => this.halt(market, 1_900_000_000 + random.below(100)),
          () => (random.below(20) === 0 ? this.fix(2, 2_805) : []),
        ]
        return random.pick(whats)()
      }
      default: {
        const [side, funding] = [random.below(2) as Side, random.below(2) as Funding]
        return this.place(account, slot, market, side, funding, 2_800 + random.below(8), lots)
      }
    }
  }
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)

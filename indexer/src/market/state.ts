import type { Tick } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import { type Balance, balanceKey } from './balance.ts'
import { type Candle, candleKey, startOf } from './candle.ts'
import type { Draft } from './draft.ts'
import type { Fill } from './fill.ts'
import { appendOrder, emptyLevel, type Level, levelKey, sideKey } from './level.ts'
import type { Asset, Grade, Market } from './listing.ts'
import { isLive, type Order, slotKey } from './order.ts'
import { type Position, positionKey } from './position.ts'
import { emptyRecords, holdRecords, RECORD_KINDS, type RecordRows } from './records.ts'

/** What a state is made from: rows as the store holds them. */
export type StoredRows = {
  assets: readonly Asset[]
  grades: readonly Grade[]
  markets: readonly Market[]
  /** Those that are live, by id. */
  orders: readonly Order[]
  balances: readonly Balance[]
  positions: readonly Position[]
  /** The newest of each market and interval, and those of a minute of the last 24 hours, oldest first. */
  candles: readonly Candle[]
  /** Block trades of the last 24 hours, oldest first. */
  blockTrades: readonly Fill[]
  /** Of the kinds that are held in memory. */
  records: RecordRows
  /** The highest numbers given out. */
  lastOrder: number
  lastFill: number
  /** Of the checkpoint, Unix seconds; 0 without one. */
  time: number
}

const DAY = 86_400
const MINUTE = 60

/**
 * The exchange at one block, in memory: what the next event needs to be understood, and what is asked for most.
 *
 * Changed by {@link State.absorb} alone, after the store has committed the same.
 */
export class State {
  readonly assets = new Map<number, Asset>()
  readonly grades = new Map<number, Grade>()
  readonly markets = new Map<number, Market>()
  readonly orders = new Map<number, Order>()
  readonly balances = new Map<string, Balance>()
  readonly positions = new Map<string, Position>()
  /** The newest candle of each market and interval, by {@link candleKey}. */
  readonly candles = new Map<string, Candle>()
  /** Key of the newest candle, by market and interval. */
  readonly #newest = new Map<string, string>()
  /** Candles of a minute in the last 24 hours, oldest first, by market. */
  readonly minutes = new Map<number, Candle[]>()
  /** Block trades in the last 24 hours, oldest first, by market. */
  readonly blockTrades = new Map<number, Fill[]>()
  readonly levels = new Map<number, Level>()
  /** Ticks of one side of a book, by {@link sideKey}. */
  readonly ticks = new Map<number, Set<Tick>>()
  /** Id of the live order in a slot, by {@link slotKey}. */
  readonly slots = new Map<string, number>()
  readonly ordersOf = new Map<Address, Set<number>>()
  readonly assetsOf = new Map<Address, Set<number>>()
  readonly marketsOf = new Map<Address, Set<number>>()
  /** Market of a series, by the asset of its LONG. */
  readonly forwards = new Map<number, number>()
  readonly records = emptyRecords()
  readonly marketBySymbol = new Map<string, number>()
  lastOrder = 0
  lastFill = 0
  /** Of the newest block, Unix seconds; 0 before the first. */
  time = 0

  static from(rows: StoredRows): State {
    const state = new State()
    for (const asset of rows.assets) state.assets.set(asset.id, asset)
    for (const grade of rows.grades) state.grades.set(grade.id, grade)
    for (const market of rows.markets) state.#putMarket(market)
    for (const balance of rows.balances) state.#putBalance(balance)
    for (const position of rows.positions) state.#putPosition(position)
    for (const candle of rows.candles) state.#putCandle(candle)
    for (const fill of rows.blockTrades) state.#putBlockTrade(fill)
    for (const order of rows.orders) state.#standInLine(order)
    for (const kind of RECORD_KINDS) holdRecords(state.records, kind, rows.records[kind])
    state.lastOrder = rows.lastOrder
    state.lastFill = rows.lastFill
    state.time = rows.time
    return state
  }

  /** Takes the changes of a committed draft. */
  absorb(draft: Draft): void {
    for (const asset of draft.assets.rows()) this.assets.set(asset.id, asset)
    for (const grade of draft.grades.rows()) this.grades.set(grade.id, grade)
    for (const market of draft.markets.rows()) this.#putMarket(market)
    for (const order of draft.orders.rows()) this.#putOrder(order)
    for (const [key, slot] of draft.slots.changed) {
      if (slot === undefined) this.slots.delete(key)
      else this.slots.set(key, slot)
    }
    for (const [key, level] of draft.levels.changed) if (level) this.#putLevel(key, level)
    for (const balance of draft.balances.rows()) this.#putBalance(balance)
    for (const position of draft.positions.rows()) this.#putPosition(position)
    for (const candle of draft.candles.rows()) this.#putCandle(candle)
    for (const fill of draft.fills) if (fill.kind === 'block') this.#putBlockTrade(fill)
    for (const kind of RECORD_KINDS) holdRecords(this.records, kind, draft.records[kind].rows())
    this.lastOrder = draft.lastOrder
    this.lastFill = draft.lastFill
    this.time = draft.time
  }

  #putMarket(market: Market): void {
    this.markets.set(market.id, market)
    this.marketBySymbol.set(market.symbol, market.id)
    if (market.cap > 0) this.forwards.set(market.base, market.id)
  }

  #putOrder(order: Order): void {
    if (isLive(order)) {
      this.orders.set(order.id, order)
      setIn(this.ordersOf, order.owner, order.id)
    } else {
      this.orders.delete(order.id)
      const held = this.ordersOf.get(order.owner)
      held?.delete(order.id)
      if (held?.size === 0) this.ordersOf.delete(order.owner)
    }
  }

  #putLevel(key: number, level: Level): void {
    const side = sideKey(level.market, level.side)
    if (level.open === 0n) {
      this.levels.delete(key)
      this.ticks.get(side)?.delete(level.tick)
    } else {
      this.levels.set(key, level)
      setIn(this.ticks, side, level.tick)
    }
  }

  #standInLine(order: Order): void {
    this.#putOrder(order)
    this.slots.set(slotKey(order.owner, order.slot), order.id)
    if (order.open === 0n) return
    const key = levelKey(order.market, order.side, order.tick)
    const level = this.levels.get(key) ?? emptyLevel(order.market, order.side, order.tick)
    this.#putLevel(key, appendOrder(level, order.id, order.open))
  }

  #putBalance(balance: Balance): void {
    this.balances.set(balanceKey(balance.account, balance.asset), balance)
    setIn(this.assetsOf, balance.account, balance.asset)
  }

  #putPosition(position: Position): void {
    this.positions.set(positionKey(position.account, position.market), position)
    setIn(this.marketsOf, position.account, position.market)
  }

  #putCandle(candle: Candle): void {
    const { market, interval, start } = candle
    const key = candleKey(market, interval, start)
    const series = `${market}:${interval}`
    const newest = this.#newest.get(series)
    if (newest !== key) {
      if (newest !== undefined) this.candles.delete(newest)
      this.#newest.set(series, key)
    }
    this.candles.set(key, candle)
    if (interval === MINUTE) this.#putMinute(candle)
  }

  #putMinute(candle: Candle): void {
    const minutes = this.minutes.get(candle.market) ?? []
    this.minutes.set(candle.market, minutes)
    if (minutes.at(-1)?.start === candle.start) minutes.pop()
    minutes.push(candle)
    const stale = minutes.findIndex(({ start }) => start > candle.start - DAY)
    if (stale > 0) minutes.splice(0, stale)
  }

  #putBlockTrade(fill: Fill): void {
    const recent = (this.blockTrades.get(fill.market) ?? []).filter(({ timestamp }) => timestamp > fill.timestamp - DAY)
    this.blockTrades.set(fill.market, [...recent, fill])
  }

  /** Lots traded beside the book in the same time as {@link State.lastDay}. @param now - Unix seconds. */
  blockVolume(market: number, now: number): bigint {
    const from = startOf(now, MINUTE) - DAY + MINUTE
    const recent = this.blockTrades.get(market) ?? []
    return recent.reduce((sum, { timestamp, lots }) => (timestamp >= from ? sum + lots : sum), 0n)
  }

  /** Candles of the 1,440 minutes up to and including the running one. @param now - Unix seconds. */
  lastDay(market: number, now: number): readonly Candle[] {
    const after = startOf(now, MINUTE) - DAY
    return (this.minutes.get(market) ?? []).filter(({ start }) => start > after)
  }
}

function setIn<Key, Item>(sets: Map<Key, Set<Item>>, key: Key, item: Item): void {
  const set = sets.get(key)
  if (set) set.add(item)
  else sets.set(key, new Set([item]))
}

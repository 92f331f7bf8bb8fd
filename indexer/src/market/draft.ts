import { Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import { CorruptionError } from '../errors.ts'
import { type Balance, balanceKey } from './balance.ts'
import { type Candle, candleKey, foldCandle, INTERVALS, startOf } from './candle.ts'
import { type Fill, isSelfTrade } from './fill.ts'
import { emptyLevel, type Level, levelKey, sideKey } from './level.ts'
import type { Asset, Grade, Market } from './listing.ts'
import { isLive, type Order, slotKey } from './order.ts'
import { Overlay } from './overlay.ts'
import { noPosition, type Position, positionKey } from './position.ts'
import { overlaysOf, RECORDS, type RecordKind, type RecordOverlays, type Records } from './records.ts'
import type { State } from './state.ts'

const MINUTE = 60

/**
 * What one block, or in a backfill several, makes of a state: rows as they are afterwards, and as they were before.
 *
 * The state is left as it is. A draft that could not be finished or stored is thrown away, and nothing has happened.
 */
export class Draft {
  readonly assets: Overlay<number, Asset>
  readonly grades: Overlay<number, Grade>
  readonly markets: Overlay<number, Market>
  readonly orders: Overlay<number, Order>
  readonly balances: Overlay<string, Balance>
  readonly positions: Overlay<string, Position>
  readonly candles: Overlay<string, Candle>
  readonly levels: Overlay<number, Level>
  readonly slots: Overlay<string, number>
  /** Market of a series, by the asset of its LONG. */
  readonly forwards: Overlay<number, number>
  readonly records: RecordOverlays
  readonly #ticks: State['ticks']
  /** Of the levels that changed, by {@link sideKey}. */
  readonly #changedTicks = new Map<number, Set<Tick>>()
  /** In the order of the chain. */
  readonly fills: Fill[] = []
  /** Orders that were cancelled, by transaction, owner and slot. */
  readonly left = new Map<string, number>()
  lastOrder: number
  lastFill: number
  /** Up to when days are closed, Unix seconds; 0 before the first block. */
  time: number
  readonly #minutes: State['minutes']

  constructor(state: State) {
    this.assets = new Overlay(state.assets)
    this.grades = new Overlay(state.grades)
    this.markets = new Overlay(state.markets)
    this.orders = new Overlay(state.orders)
    this.balances = new Overlay(state.balances)
    this.positions = new Overlay(state.positions)
    this.candles = new Overlay(state.candles)
    this.levels = new Overlay(state.levels)
    this.slots = new Overlay(state.slots)
    this.forwards = new Overlay(state.forwards)
    this.records = overlaysOf(state.records)
    this.#ticks = state.ticks
    this.time = state.time
    this.#minutes = state.minutes
    this.lastOrder = state.lastOrder
    this.lastFill = state.lastFill
  }

  /** @throws {@link CorruptionError} if it was never listed. */
  market(id: number): Market {
    return known(this.markets.get(id), `Market ${id} was never listed`)
  }

  /** @throws {@link CorruptionError} if nobody rests under this number. */
  order(id: number): Order {
    return known(this.orders.get(id), `Order ${id} does not stand in the book`)
  }

  /** The series whose LONG or SHORT an asset is; `undefined` for any other token. */
  marketOfForward(asset: number): number | undefined {
    return this.forwards.get(asset - (asset % 2))
  }

  orderIn(owner: Address, slot: number): Order | undefined {
    const id = this.slots.get(slotKey(owner, slot))
    return id === undefined ? undefined : this.order(id)
  }

  level(market: number, side: Level['side'], tick: Level['tick']): Level {
    return this.levels.get(levelKey(market, side, tick)) ?? emptyLevel(market, side, tick)
  }

  /** The highest bid or the lowest ask; null if nothing rests there. */
  bestTick(market: number, side: Side): Tick | null {
    let best: Tick | null = null
    const consider = (tick: Tick): void => {
      if (best === null || (side === Side.Bid ? tick > best : tick < best)) best = tick
    }
    for (const tick of this.#ticks.get(sideKey(market, side)) ?? []) {
      if (!this.levels.changed.has(levelKey(market, side, tick))) consider(tick)
    }
    for (const tick of this.#changedTicks.get(sideKey(market, side)) ?? []) {
      if (this.level(market, side, tick).open > 0n) consider(tick)
    }
    return best
  }

  putMarket(market: Market): void {
    this.markets.set(market.id, market)
  }

  /** Stores an order, and frees or fills its slot. */
  putOrder(order: Order): void {
    this.orders.set(order.id, order)
    const key = slotKey(order.owner, order.slot)
    const id = isLive(order) ? order.id : undefined
    if (this.slots.get(key) !== id) this.slots.set(key, id)
  }

  putLevel(level: Level): void {
    this.levels.set(levelKey(level.market, level.side, level.tick), level)
    const side = sideKey(level.market, level.side)
    const ticks = this.#changedTicks.get(side)
    if (ticks) ticks.add(level.tick)
    else this.#changedTicks.set(side, new Set([level.tick]))
  }

  /** Stores a row of a further kind, in place of the one with its key. */
  put<Kind extends RecordKind>(kind: Kind, row: Records[Kind]): void {
    this.records[kind].set(RECORDS[kind].keyOf(row), row)
  }

  /** Changes a free balance. It may be below zero within a transaction, see {@link Draft.requireCovered}. */
  credit(account: Address, asset: number, amount: bigint): void {
    const key = balanceKey(account, asset)
    const free = (this.balances.get(key)?.free ?? 0n) + amount
    this.balances.set(key, { account, asset, free })
  }

  putPosition(account: Address, market: number, fold: (position: Position) => Position): void {
    const key = positionKey(account, market)
    this.positions.set(key, fold(this.positions.get(key) ?? noPosition(account, market)))
  }

  /** The candle of a minute of the last 24 hours. @param start - Unix seconds. */
  minute(market: number, start: number): Candle | undefined {
    const changed = this.candles.changed.get(candleKey(market, MINUTE, start))
    return changed ?? this.#minutes.get(market)?.findLast((candle) => candle.start === start)
  }

  /** Markets of which a term, a level or a price changed. */
  touchedMarkets(): Set<number> {
    const touched = new Set(this.markets.changed.keys())
    for (const { market } of this.levels.rows()) touched.add(market)
    return touched
  }

  /** @throws {@link CorruptionError} if more LONG goes than there is. @param lots - Negative for sets given back, or LONG that is cut up. */
  addSets(market: Market, lots: bigint): Market {
    const openInterest = market.openInterest + lots
    if (openInterest < 0n) throw new CorruptionError(`Market ${market.id} has ${openInterest} LONG outstanding`)
    return { ...market, openInterest: openInterest as Lots }
  }

  addFill(fill: Fill): void {
    this.fills.push(fill)
    if (isSelfTrade(fill) || fill.kind === 'block') return
    for (const interval of Object.values(INTERVALS)) {
      const key = candleKey(fill.market, interval, startOf(fill.timestamp, interval))
      this.candles.set(key, foldCandle(this.candles.get(key), fill, interval))
    }
  }

  /**
   * A batch has to cover only its sum in the quote asset, so a balance may dip in between, but not beyond a block.
   *
   * @throws {@link CorruptionError} if an account has less than nothing.
   */
  requireCovered(): void {
    for (const { account, asset, free } of this.balances.rows()) {
      if (free < 0n) throw new CorruptionError(`${account} has ${free} of asset ${asset}`)
    }
  }
}

function known<Row>(row: Row | undefined, trouble: string): Row {
  if (row === undefined) throw new CorruptionError(trouble)
  return row
}

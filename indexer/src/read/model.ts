import { Side } from '@gigahour/contracts/side'
import type { Tick } from '@gigahour/contracts/units'
import type { DeskReads } from '../api/deskReads.ts'
import type { FinanceReads } from '../api/financeReads.ts'
import type {
  AccountFillRow,
  Checkpoint,
  Commit,
  CurvePointRow,
  CurveRow,
  MarketChange,
  MarketRow,
  OrderRow,
  PageRequest,
  Position,
  ReadModel,
  StatsRow,
} from '../api/readModel.ts'
import type { Status } from '../api/schemas.ts'
import type { SettlementReads } from '../api/settlementReads.ts'
import type { TradeReads } from '../api/tradeReads.ts'
import type { Follower, Progress } from '../chain/follower.ts'
import { INTERVALS } from '../market/candle.ts'
import { type Grade, isBand, type Market } from '../market/listing.ts'
import { isLive } from '../market/order.ts'
import type { Store, Checkpoint as Stored } from '../store/store.ts'
import { balancesOf, positionsOf } from './account.ts'
import { sideOf } from './book.ts'
import { changesOf } from './changes.ts'
import { Closes } from './closes.ts'
import { deskModel } from './deskModel.ts'
import { financeModel } from './financeModel.ts'
import { FurtherChanges } from './furtherChanges.ts'
import { curvePoint, marketRow, statusOf } from './markets.ts'
import { beforeOf } from './page.ts'
import { accountFillRows, candleRow, fillRow, orderRow } from './rows.ts'
import { SettlementChanges } from './settlementChanges.ts'
import { settlementModel } from './settlementModel.ts'
import { markOf, statsOf } from './stats.ts'
import { tradeModel } from './tradeModel.ts'

type Options = {
  store: Store
  follower: Follower
  status: () => Status
}

/** What the API reads: the follower's state in memory, and history from the store, both at the last commit. */
export class Model implements ReadModel {
  readonly #store: Store
  readonly #follower: Follower
  readonly #closes: Closes
  readonly #listeners = new Set<(commit: Commit) => void>()
  readonly status: () => Status
  readonly desk: DeskReads
  readonly finance: FinanceReads
  readonly settlement: SettlementReads
  readonly trades: TradeReads
  readonly #settlements: SettlementChanges
  readonly #further: FurtherChanges
  /** Differences to the chain found since the start. */
  differences = 0
  #checkpoint: Stored | undefined
  /** Time of the checkpoint before. */
  #before = 0
  /** Stats at the checkpoint, by market. */
  readonly #stats = new Map<number, StatsRow>()

  constructor({ store, follower, status }: Options) {
    this.#store = store
    this.#follower = follower
    this.#closes = new Closes(store)
    this.status = status
    this.#checkpoint = store.checkpoint()
    const moment = () => ({ state: this.#state, now: this.#now() })
    this.desk = deskModel(store, moment)
    this.settlement = settlementModel(store, moment)
    this.trades = tradeModel(store, moment)
    this.#settlements = new SettlementChanges(this.settlement)
    const finance = financeModel(store, moment)
    this.#further = new FurtherChanges({ desk: this.desk, finance }, moment)
    this.finance = this.#further.noted(finance)
  }

  get #state() {
    return this.#follower.state
  }

  /** Tells the listeners of what was just committed. To be called once for each commit, in their order. */
  publish(progress: Progress): void {
    this.#before = this.#now()
    this.#checkpoint = progress.checkpoint
    this.#stats.clear()
    if (progress.type === 'revert') this.#closes.forget()
    const at = this.at()
    if (progress.type === 'revert' || progress.catchingUp) this.#forgetTold()
    if (!at || this.#listeners.size === 0 || (progress.type === 'block' && progress.catchingUp)) return
    const commit: Commit =
      progress.type === 'revert'
        ? { type: 'revert', at }
        : { type: 'block', at, changes: this.#changes(progress.draft) }
    for (const listener of this.#listeners) listener(commit)
  }

  /** Nothing is known until the next commit: the state is being built again. */
  forget(): void {
    this.#checkpoint = undefined
    this.#stats.clear()
    this.#closes.forget()
    this.#forgetTold()
  }

  #forgetTold(): void {
    this.#further.forget()
    this.#settlements.forget()
  }

  #changes(draft: Extract<Progress, { type: 'block' }>['draft']) {
    const changes = changesOf(this.#state, draft, (market) => this.#markOf(market))
    const touched = draft.touchedMarkets()
    for (const market of this.#state.markets.values()) if (this.#hasTurned(market)) touched.add(market.id)
    const markets = [...touched].flatMap((id) => this.#state.markets.get(id) ?? []).filter((each) => !isBand(each))
    if (markets.length > 0) {
      changes.push({
        channel: 'markets',
        markets: markets.map((market) => this.#marketRow(market)).map(changeOf),
      })
    }
    for (const grade of this.#state.grades.values()) {
      const points = this.#points(markets.filter(({ series }) => series?.grade === grade.id))
      if (points.length > 0) changes.push({ channel: 'curve', grade: grade.name, points })
    }
    return [...changes, ...this.#further.of(draft), ...this.#settlements.of(draft)]
  }

  at(): Checkpoint | undefined {
    if (!this.#checkpoint) return undefined
    const { header, sequence } = this.#checkpoint
    const finality = header.number <= this.#follower.finalized ? 'finalized' : 'latest'
    return { block: header.number, hash: header.hash, timestamp: header.timestamp, sequence, finality }
  }

  /** Reorgs followed since the store was made. */
  get reorgs(): number {
    return this.#checkpoint?.reorgs ?? 0
  }

  subscribe(listener: (commit: Commit) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  markets(): MarketRow[] {
    const markets = [...this.#state.markets.values()].filter((market) => !isBand(market))
    return markets.map((market) => this.#marketRow(market))
  }

  market(symbol: string): MarketRow | undefined {
    const market = this.#bySymbol(symbol)
    return market && this.#marketRow(market)
  }

  book(symbol: string, depth: number) {
    const market = this.#bySymbol(symbol)
    if (!market) return undefined
    const side = (wanted: Side) => sideOf(this.#state, market.id, wanted, depth)
    return { bids: side(Side.Bid), asks: side(Side.Ask) }
  }

  fills(symbol: string, { limit, before }: PageRequest) {
    const market = this.#bySymbol(symbol)
    return market && this.#store.fills(market.id, limit, beforeOf(before)).map((fill) => fillRow(fill, market))
  }

  candles(symbol: string, interval: keyof typeof INTERVALS, range: { from: number; to: number; limit: number }) {
    const market = this.#bySymbol(symbol)
    return market && this.#store.candles(market.id, INTERVALS[interval], range).map((each) => candleRow(each, market))
  }

  curves(): CurveRow[] {
    return [...this.#state.grades.values()].map((grade) => this.#curveRow(grade))
  }

  curve(name: string): CurveRow | undefined {
    const grade = [...this.#state.grades.values()].find((each) => each.name === name)
    return grade && this.#curveRow(grade)
  }

  balances(account: `0x${string}`) {
    return balancesOf(this.#state, account)
  }

  orders(account: `0x${string}`, { status, limit, before }: PageRequest & { status: 'open' | 'all' }): OrderRow[] {
    const rows =
      status === 'all'
        ? this.#store.orders(account, limit, beforeOf(before))
        : this.#liveOrders(account)
            .filter((order) => !before || isBefore({ block: order.block, logIndex: order.logIndex, index: 0 }, before))
            .slice(0, limit)
    return rows.map((order) => orderRow(order, this.#byId(order.market)))
  }

  #liveOrders(account: `0x${string}`) {
    const ids = [...(this.#state.ordersOf.get(account) ?? [])].sort((one, other) => other - one)
    return ids.flatMap((id) => this.#state.orders.get(id) ?? []).filter(isLive)
  }

  accountFills(account: `0x${string}`, { limit, before }: PageRequest): AccountFillRow[] {
    const fills = this.#store.accountFills(account, limit, beforeOf(before))
    const rows: AccountFillRow[] = []
    for (const fill of fills) {
      if (rows.length >= limit) break
      rows.push(...accountFillRows(fill, this.#byId(fill.market), account))
    }
    return rows
  }

  positions(account: `0x${string}`) {
    return positionsOf(this.#state, account, (market) => this.#markOf(market))
  }

  /** What a position is valued at: the settlement price once there is one. */
  #markOf(market: Market): number | null {
    return market.settlement ?? markOf(this.#statsOf(market))
  }

  /** Whether time alone has changed a market's status since the last commit: it expired, or its halt ended. */
  #hasTurned(market: Market): boolean {
    return statusOf(market, this.#before) !== statusOf(market, this.#now())
  }

  #bySymbol(symbol: string): Market | undefined {
    const id = this.#state.marketBySymbol.get(symbol)
    const market = id === undefined ? undefined : this.#state.markets.get(id)
    return market && !isBand(market) ? market : undefined
  }

  #byId(id: number): Market {
    return this.#state.markets.get(id) as Market
  }

  #now(): number {
    return this.#checkpoint?.header.timestamp ?? 0
  }

  #statsOf(market: Market): StatsRow {
    const known = this.#stats.get(market.id)
    if (known) return known
    const close: Tick | null = this.#closes.before(market.id, this.#now())
    const stats = statsOf(this.#state, market, this.#now(), close)
    this.#stats.set(market.id, stats)
    return stats
  }

  #marketRow(market: Market): MarketRow {
    return marketRow(this.#state, market, this.#statsOf(market), this.#now())
  }

  #curveRow(grade: Grade): CurveRow {
    const series = [...this.#state.markets.values()].filter((market) => market.series?.grade === grade.id)
    return { grade: grade.name, deliverable: grade.deliverable, points: this.#points(series) }
  }

  #points(markets: readonly Market[]): CurvePointRow[] {
    const points = markets.flatMap((market) => curvePoint(market, this.#statsOf(market)) ?? [])
    return points.sort((one, other) => one.year - other.year || one.month - other.month || one.cap - other.cap)
  }
}

const changeOf = ({ symbol, status, haltedUntil, settlementTick, stats }: MarketRow): MarketChange => ({
  ...{ symbol, status, haltedUntil, settlementTick, stats },
})

const isBefore = (one: Position, other: Position): boolean =>
  one.block < other.block || (one.block === other.block && one.logIndex < other.logIndex)

import type { BookSides, Change, Checkpoint, Commit, FillRow, Position, ReadModel } from '../../src/api/readModel.ts'
import type { Status } from '../../src/api/schemas.ts'
import { deskModel } from '../../src/read/deskModel.ts'
import { financeModel } from '../../src/read/financeModel.ts'
import { settlementModel } from '../../src/read/settlementModel.ts'
import { tradeModel } from '../../src/read/tradeModel.ts'
import { financeStory } from '../support/financeStory.ts'
import { accountFillAt, fillAt, HUGE, hashOf, lots, MAKER, orderAt, series, spot, tick, USDC } from './rows.ts'

const FILLS = [5, 4, 3, 2, 1].flatMap((block) => [2, 1, 0].map((index) => fillAt(block, 7, index)))
const ORDERS = [orderAt(9, 'open'), orderAt(8, 'filled'), orderAt(7, 'cancelled'), orderAt(6, 'open')]

const story = financeStory()

/** A read model in memory whose commits the test makes. The book changes with them; the rest stays. */
export class FakeReadModel implements ReadModel {
  checkpoint: Checkpoint | undefined = {
    block: 100,
    hash: hashOf(100),
    timestamp: 1_790_000_100,
    sequence: 40,
    finality: 'latest',
  }
  sides: BookSides = {
    bids: [2_809, 2_808, 2_807].map((price) => ({ tick: tick(price), lots: lots(500n), orders: 2 })),
    asks: [2_812, 2_813].map((price) => ({ tick: tick(price), lots: lots(2n ** 56n - 1n), orders: 1 })),
  }
  isReady = true
  readonly listeners = new Set<(commit: Commit) => void>()

  at = () => this.checkpoint

  status = (): Status => ({
    chainId: 31_337,
    genesisHash: hashOf(1),
    contracts: { exchange: USDC.token, seriesRegistry: USDC.token, usdc: USDC.token },
    head: 101,
    headTimestamp: 1_790_000_101,
    indexed: this.checkpoint?.block ?? 0,
    lagBlocks: 1,
    lagMilliseconds: 200,
    finalized: 90,
    reorgs: 0,
    ready: this.isReady,
    version: '0.0.0',
    startedAt: 1_790_000_000,
  })

  markets = () => [series, spot]
  market = (symbol: string) => this.markets().find((market) => market.symbol === symbol)
  book = (symbol: string, depth: number) =>
    this.market(symbol) && { bids: this.sides.bids.slice(0, depth), asks: this.sides.asks.slice(0, depth) }
  fills: ReadModel['fills'] = (symbol, { before, limit }) =>
    this.market(symbol) && FILLS.filter((fill) => !before || isBefore(fill, before)).slice(0, limit)
  candles: ReadModel['candles'] = (symbol, _interval, { from, to, limit }) =>
    this.market(symbol) &&
    [0, 3_600, 7_200]
      .filter((start) => start >= from && start < to)
      .slice(-limit)
      .map((start) => {
        const prices = { open: tick(2_800), high: tick(2_850), low: tick(2_790), close: tick(2_810) }
        return { start, ...prices, volume: lots(300n), turnover: HUGE, fills: 3 }
      })

  curves = () => [{ grade: 'H100-US', deliverable: true, points: [point] }]
  curve = (grade: string) => this.curves().find((curve) => curve.grade === grade)

  balances: ReadModel['balances'] = (account) =>
    account === MAKER ? [{ ...USDC, free: HUGE, escrowed: 1n, unsettled: 0n }] : []
  orders: ReadModel['orders'] = (_account, { status, before, limit }) =>
    ORDERS.filter((order) => status === 'all' || order.status === 'open')
      .filter((order) => !before || isBefore(order, before))
      .slice(0, limit)
  accountFills: ReadModel['accountFills'] = (_account, { limit }) =>
    [accountFillAt(5, 7), accountFillAt(4, 7)].slice(0, limit)
  positions: ReadModel['positions'] = () => [
    {
      symbol: 'H100Z26',
      long: lots(0n),
      short: lots(1_500n),
      average: { cost: 4_215_001n, lots: 1_500n },
      mark: 2_810.5,
      realised: -HUGE,
      unrealised: null,
    },
  ]

  desk = deskModel(story.store, () => story)
  finance = financeModel(story.store, () => story)
  settlement = settlementModel(story.store, () => story)
  trades = tradeModel(story.store, () => story)

  subscribe = (listener: (commit: Commit) => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Commits the next block. */
  commit(changes: Change[]): Checkpoint {
    const at = this.step((this.checkpoint?.block ?? 0) + 1)
    this.tell({ type: 'block', at, changes })
    return at
  }

  /** Takes back the blocks above `block`. */
  revert(block: number): Checkpoint {
    const at = this.step(block)
    this.tell({ type: 'revert', at })
    return at
  }

  /** Commits blocks without telling, as while catching up. */
  skip(blocks: number): void {
    for (let count = 0; count < blocks; count++) this.step((this.checkpoint?.block ?? 0) + 1)
  }

  private step(block: number): Checkpoint {
    const sequence = (this.checkpoint?.sequence ?? 0) + 1
    this.checkpoint = { block, hash: hashOf(block), timestamp: 1_790_000_000 + block, sequence, finality: 'latest' }
    return this.checkpoint
  }

  private tell(commit: Commit): void {
    for (const listener of this.listeners) listener(commit)
  }
}

const point = {
  symbol: 'H100Z26',
  year: 2026,
  month: 12,
  expiry: 1_798_761_600,
  cap: tick(7_000),
  bid: tick(2_809),
  ask: null,
  mid: null,
  last: tick(2_810),
  mark: 2_809.5,
  previousClose: null,
  dailyMark: 2_800,
  basis: -4_000n,
  volume24h: lots(1_500n),
  openInterest: lots(9_000n),
}

const isBefore = ({ position }: Pick<FillRow, 'position'>, { block, logIndex, index }: Position): boolean =>
  position.block < block ||
  (position.block === block &&
    (position.logIndex < logIndex || (position.logIndex === logIndex && position.index < index)))

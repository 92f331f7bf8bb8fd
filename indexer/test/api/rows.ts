import type { Lots, Tick } from '@gigahour/contracts/units'
import type { AccountFillRow, FillRow, MarketRow, OrderRow, StatsRow } from '../../src/api/readModel.ts'

/** The largest amount that the exchange's ledger could ever name. */
export const HUGE = 2n ** 256n - 1n

export const MAKER = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
export const TAKER = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc'
export const USDC = {
  asset: 2,
  token: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
  symbol: 'USDC',
  decimals: 6,
} as const

export const tick = (value: number) => value as Tick
export const lots = (value: bigint) => value as Lots
export const hashOf = (block: number): `0x${string}` => `0x${block.toString(16).padStart(64, '0')}`

export const stats: StatsRow = {
  bestBid: tick(2_809),
  bestAsk: tick(2_812),
  mid: 2_810.5,
  last: tick(2_810),
  lastTime: 1_790_000_000,
  open24h: tick(2_820),
  high24h: tick(2_850),
  low24h: tick(2_800),
  volume24h: lots(1_500n),
  blockVolume24h: lots(0n),
  turnover24h: HUGE,
  fills24h: 3,
  openInterest: lots(9_000n),
  previousClose: null,
  index: 2_814_000n,
  basis: -3_500n,
  dailyMark: { day: 20_717, tick: 2_800, rule: 'trades' },
}

const terms = {
  quote: USDC,
  unitExponent: 0,
  lotExponent: 15,
  minLots: lots(100n),
  takerFee: 200,
  blockMinimum: lots(100_000n),
  status: 'trading',
  haltedUntil: null,
  settlementTick: null,
  stats,
} as const

export const series: MarketRow = {
  ...terms,
  symbol: 'H100Z26',
  market: 5,
  kind: 'series',
  grade: 'H100-US',
  year: 2026,
  month: 12,
  cap: tick(7_000),
  expiry: 1_798_761_600,
  deliverable: true,
  long: { asset: 4, token: '0xe7f1725e7734ce288f8367e1bb143e90bb3f0512' },
  short: { asset: 5, token: '0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0' },
}

export const spot: MarketRow = {
  ...terms,
  symbol: 'WETH-USDC',
  market: 6,
  kind: 'spot',
  base: { asset: 6, token: '0xcf7ed3acca5a467e9e704c703e8d87f634fb0fc9', symbol: 'WETH', decimals: 18 },
  instrument: null,
}

/** The fill at a place of the chain; three to a log, so that pages can end within one. */
export const fillAt = (block: number, logIndex: number, index: number): FillRow => ({
  position: { block, logIndex, index },
  kind: 'book',
  legs: null,
  sequence: block,
  tick: tick(2_810),
  lots: lots(100n),
  side: 'buy',
  maker: MAKER,
  makerSlot: 1,
  taker: TAKER,
  takerSlot: 2,
  fee: 56n,
  timestamp: 1_790_000_000 + block,
  transaction: hashOf(block * 1_000 + logIndex),
})

export const accountFillAt = (block: number, logIndex: number): AccountFillRow => ({
  ...fillAt(block, logIndex, 0),
  symbol: 'H100Z26',
  role: 'taker',
})

export const orderAt = (block: number, status: OrderRow['status']): OrderRow => ({
  position: { block, logIndex: 0, index: 0 },
  symbol: 'H100Z26',
  slot: block,
  side: 'bid',
  funding: 'quote',
  tick: tick(2_810),
  lots: lots(100n),
  open: lots(status === 'open' ? 100n : 0n),
  filled: lots(status === 'open' ? 0n : 100n),
  unsettled: lots(0n),
  status,
  placedAt: 1_790_000_000 + block,
  updatedAt: 1_790_000_000 + block,
  transaction: hashOf(block),
})

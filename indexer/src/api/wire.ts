import { formatDecimal } from '@gigahour/contracts/units'
import type {
  AccountFillRow,
  BalanceRow,
  BookSides,
  CandleRow,
  CurvePointRow,
  CurveRow,
  FillRow,
  LevelRow,
  MarketRow,
  OrderRow,
  PositionRow,
  StatsRow,
} from './readModel.ts'
import type {
  AccountFill,
  AccountOrder,
  Balance,
  Book,
  BookLevel,
  Candle,
  Curve,
  CurvePoint,
  Fill,
  Market,
  MarketStats,
  Position,
} from './schemas.ts'

// The one place where rows of the read model become what travels: bigints become decimal strings here and nowhere else.

/** Average prices carry this many decimals of a tick; more are cut off. */
const AVERAGE_DECIMALS = 6

export function wireMarket(row: MarketRow): Market {
  const { stats, minLots, blockMinimum, ...rest } = row
  const common = { minLots: `${minLots}`, blockMinimum: `${blockMinimum}`, stats: wireStats(stats) }
  if (rest.kind === 'series') return { ...rest, ...common, base: null, instrument: null }
  const none = { grade: null, year: null, month: null, cap: null, expiry: null, long: null, short: null }
  return { ...rest, ...common, ...none, deliverable: false }
}

export function wireStats({
  volume24h,
  blockVolume24h,
  turnover24h,
  index,
  basis,
  openInterest,
  ...rest
}: StatsRow): MarketStats {
  return {
    ...rest,
    change24h: rest.last === null || rest.open24h === null ? null : rest.last - rest.open24h,
    volume24h: volume24h.toString(),
    blockVolume24h: blockVolume24h.toString(),
    index: index === null ? null : `${index}`,
    basis: basis === null ? null : `${basis}`,
    turnover24h: turnover24h.toString(),
    openInterest: openInterest.toString(),
  }
}

export const wireLevel = ({ tick, lots, orders }: LevelRow): BookLevel => ({ tick, lots: lots.toString(), orders })

export const wireSides = ({ bids, asks }: BookSides) => ({ bids: bids.map(wireLevel), asks: asks.map(wireLevel) })

/** @param sequence - Of the checkpoint or stream message that the book is read at. */
export const wireBook = (symbol: string, sequence: number, sides: BookSides): Book => ({
  symbol,
  sequence,
  ...wireSides(sides),
})

export function wireFill({ position, lots, fee, ...rest }: FillRow): Fill {
  const { block, logIndex, index } = position
  return {
    id: `${block}-${logIndex}-${index}`,
    kind: rest.kind,
    legs: rest.legs && `${rest.legs.block}-${rest.legs.logIndex}`,
    sequence: rest.sequence,
    tick: rest.tick,
    lots: lots.toString(),
    side: rest.side,
    maker: rest.maker,
    makerSlot: rest.makerSlot,
    taker: rest.taker,
    takerSlot: rest.takerSlot,
    selfTrade: rest.maker === rest.taker,
    fee: fee.toString(),
    block,
    logIndex,
    timestamp: rest.timestamp,
    transaction: rest.transaction,
  }
}

export const wireAccountFill = (row: AccountFillRow): AccountFill => ({
  ...wireFill(row),
  symbol: row.symbol,
  role: row.role,
})

export const wireCandle = ({ volume, turnover, ...rest }: CandleRow): Candle => ({
  ...rest,
  volume: volume.toString(),
  turnover: turnover.toString(),
})

export const wirePoint = ({ volume24h, openInterest, basis, ...rest }: CurvePointRow): CurvePoint => ({
  ...rest,
  basis: basis === null ? null : `${basis}`,
  volume24h: volume24h.toString(),
  openInterest: openInterest.toString(),
})

export const wireCurve = ({ points, ...rest }: CurveRow): Curve => ({ ...rest, points: points.map(wirePoint) })

export const wireBalance = ({ free, escrowed, unsettled, ...asset }: BalanceRow): Balance => ({
  ...asset,
  free: free.toString(),
  escrowed: escrowed.toString(),
  unsettled: unsettled.toString(),
})

export const wireOrder = ({ position, lots, open, filled, unsettled, ...rest }: OrderRow): AccountOrder => ({
  ...rest,
  lots: lots.toString(),
  open: open.toString(),
  filled: filled.toString(),
  unsettled: unsettled.toString(),
  block: position.block,
})

export const wirePosition = ({ symbol, long, short, average, mark, realised, unrealised }: PositionRow): Position => ({
  symbol,
  long: long.toString(),
  short: short.toString(),
  net: (long - short).toString(),
  averagePrice: average && formatAverage(average.cost, average.lots),
  mark,
  realised: realised.toString(),
  unrealised: unrealised === null ? null : unrealised.toString(),
})

/** `cost / lots` in ticks, without zeros at the end. */
function formatAverage(cost: bigint, lots: bigint): string {
  const scaled = (cost * 10n ** BigInt(AVERAGE_DECIMALS)) / lots
  return formatDecimal(scaled, AVERAGE_DECIMALS).replace(/\.?0+$/, '')
}

import type { Funding, Side } from '@gigahour/contracts/side'
import type { Lots, Tick, Units } from '@gigahour/contracts/units'
import type { Address, Hex } from 'viem'
import type { Balance } from '../market/balance.ts'
import type { Candle } from '../market/candle.ts'
import type { Fill } from '../market/fill.ts'
import type { Asset, Grade, Market } from '../market/listing.ts'
import type { Order, OrderStatus } from '../market/order.ts'
import type { Position } from '../market/position.ts'

/** A value as SQLite holds it. Amounts are text: nothing of 64 bits or more goes through a float. */
export type Value = string | number | null

/** How the rows of one kind stand in a table. The first `keys` columns are its key. */
export type Table<Row> = {
  name: string
  columns: readonly string[]
  keys: number
  /** The key under which a draft holds a row. */
  encode: (row: Row) => Value[]
  decode: (values: readonly Value[]) => Row
}

export const flag = (value: boolean): number => (value ? 1 : 0)
export const amount = (value: Value | undefined): bigint => BigInt(value ?? 0)

export const assets: Table<Asset> = {
  name: 'asset',
  columns: ['id INTEGER', 'token TEXT', 'forward INTEGER', 'symbol TEXT', 'decimals INTEGER'],
  keys: 1,
  encode: ({ id, token, forward, symbol, decimals }) => [id, token, flag(forward), symbol, decimals],
  decode: ([id, token, forward, symbol, decimals]) => ({
    id: id as number,
    token: token as Address,
    forward: forward === 1,
    symbol: symbol as string | null,
    decimals: decimals as number | null,
  }),
}

export const grades: Table<Grade> = {
  name: 'grade',
  columns: [
    ...['id INTEGER', 'name TEXT', 'root TEXT', 'reference_price INTEGER'],
    ...['min_cap INTEGER', 'max_cap INTEGER', 'deliverable INTEGER'],
  ],
  keys: 1,
  encode: ({ id, name, root, referencePrice, minCap, maxCap, deliverable }) => [
    ...[id, name, root, referencePrice, minCap, maxCap, flag(deliverable)],
  ],
  decode: ([id, name, root, referencePrice, minCap, maxCap, deliverable]) => ({
    id: id as number,
    name: name as string,
    root: root as string,
    referencePrice: referencePrice as number,
    minCap: minCap as number,
    maxCap: maxCap as number,
    deliverable: deliverable === 1,
  }),
}

/** The terms never change and are read together, so they stand as one JSON text; what a trade changes stands beside it. */
export const markets: Table<Market> = {
  name: 'market',
  columns: [
    ...['id INTEGER', 'terms TEXT', 'sequence INTEGER', 'open_interest TEXT', 'last INTEGER', 'last_time INTEGER'],
    ...['halted_until INTEGER', 'settlement INTEGER', 'short_excess TEXT'],
  ],
  keys: 1,
  encode: ({
    id,
    sequence,
    openInterest,
    last,
    lastTime,
    haltedUntil,
    settlement,
    shortExcess,
    unit: _unit,
    lotSize: _lotSize,
    ...terms
  }) => [
    id,
    JSON.stringify({ ...terms, minLots: `${terms.minLots}` }),
    ...[sequence, `${openInterest}`, last, lastTime, haltedUntil, settlement, `${shortExcess}`],
  ],
  decode: ([id, json, sequence, openInterest, last, lastTime, haltedUntil, settlement, shortExcess]) => {
    const terms = JSON.parse(json as string) as Omit<Market, 'minLots'> & { minLots: string }
    return {
      ...terms,
      id: id as number,
      minLots: amount(terms.minLots) as Lots,
      unit: 10n ** BigInt(terms.unitExponent),
      lotSize: 10n ** BigInt(terms.lotExponent),
      sequence: sequence as number,
      openInterest: amount(openInterest) as Lots,
      shortExcess: amount(shortExcess),
      last: last as Tick | null,
      lastTime: lastTime as number | null,
      haltedUntil: haltedUntil as number,
      settlement: settlement as Tick | null,
    }
  },
}

const ORDER_NUMBERS = ['slot', 'market', 'tick', 'epoch', 'idx', 'side', 'funding'] as const
export const orders: Table<Order> = {
  name: 'orders',
  columns: [
    ...['id INTEGER', 'owner TEXT', ...ORDER_NUMBERS.map((name) => `${name} INTEGER`)],
    ...['lots TEXT', 'open TEXT', 'filled TEXT', 'unsettled TEXT', 'status TEXT', 'placed_at INTEGER'],
    ...['updated_at INTEGER', 'block INTEGER', 'log_index INTEGER', 'tx TEXT', 'live INTEGER'],
  ],
  keys: 1,
  encode: (order) => [
    ...[order.id, order.owner, order.slot, order.market, order.tick, order.epoch, order.index, order.side],
    ...[order.funding, `${order.lots}`, `${order.open}`, `${order.filled}`, `${order.unsettled}`, order.status],
    ...[order.placedAt, order.updatedAt, order.block, order.logIndex, order.transaction],
    flag(order.open > 0n || order.unsettled > 0n),
  ],
  decode: (values) => {
    const [id, owner, slot, market, tick, epoch, index, side, funding, lots, open, filled, unsettled, ...rest] = values
    const [status, placedAt, updatedAt, block, logIndex, transaction] = rest
    return {
      id: id as number,
      owner: owner as Address,
      slot: slot as number,
      market: market as number,
      tick: tick as Tick,
      epoch: epoch as number,
      index: index as number,
      side: side as Side,
      funding: funding as Funding,
      lots: amount(lots) as Lots,
      open: amount(open) as Lots,
      filled: amount(filled) as Lots,
      unsettled: amount(unsettled) as Lots,
      status: status as OrderStatus,
      placedAt: placedAt as number,
      updatedAt: updatedAt as number,
      block: block as number,
      logIndex: logIndex as number,
      transaction: transaction as Hex,
    }
  },
}

export const balances: Table<Balance> = {
  name: 'balance',
  columns: ['account TEXT', 'asset INTEGER', 'free TEXT'],
  keys: 2,
  encode: ({ account, asset, free }) => [account, asset, `${free}`],
  decode: ([account, asset, free]) => ({ account: account as Address, asset: asset as number, free: amount(free) }),
}

export const positions: Table<Position> = {
  name: 'position',
  columns: ['account TEXT', 'market INTEGER', 'net TEXT', 'cost TEXT', 'realised TEXT', 'closed TEXT'],
  keys: 2,
  encode: ({ account, market, net, cost, realised, closed }) => [
    ...[account, market, `${net}`, `${cost}`, `${realised}`, `${closed}`],
  ],
  decode: ([account, market, net, cost, realised, closed]) => ({
    account: account as Address,
    market: market as number,
    net: amount(net),
    cost: amount(cost),
    realised: amount(realised),
    closed: amount(closed),
  }),
}

export const candles: Table<Candle> = {
  name: 'candle',
  columns: [
    ...['market INTEGER', 'interval INTEGER', 'start INTEGER', 'open INTEGER', 'high INTEGER', 'low INTEGER'],
    ...['close INTEGER', 'volume TEXT', 'turnover TEXT', 'fills INTEGER'],
  ],
  keys: 3,
  encode: ({ market, interval, start, open, high, low, close, volume, turnover, fills }) => [
    ...[market, interval, start, open, high, low, close, `${volume}`, `${turnover}`, fills],
  ],
  decode: ([market, interval, start, open, high, low, close, volume, turnover, fills]) => ({
    market: market as number,
    interval: interval as number,
    start: start as number,
    open: open as Tick,
    high: high as Tick,
    low: low as Tick,
    close: close as Tick,
    volume: amount(volume) as Lots,
    turnover: amount(turnover) as Units,
    fills: fills as number,
  }),
}

export const fills: Table<Fill> = {
  name: 'fill',
  columns: [
    ...['id INTEGER', 'market INTEGER', 'sequence INTEGER', 'tick INTEGER', 'lots TEXT', 'side INTEGER', 'maker TEXT'],
    ...['maker_slot INTEGER', 'taker TEXT', 'taker_slot INTEGER', 'fee TEXT', 'block INTEGER', 'log_index INTEGER'],
    ...['part INTEGER', 'timestamp INTEGER', 'tx TEXT', 'kind TEXT', 'legs INTEGER'],
  ],
  keys: 1,
  encode: (fill) => [
    ...[fill.id, fill.market, fill.sequence, fill.tick, `${fill.lots}`, fill.side, fill.maker, fill.makerSlot],
    ...[fill.taker, fill.takerSlot, `${fill.fee}`, fill.block, fill.logIndex, fill.part, fill.timestamp],
    ...[fill.transaction, fill.kind, fill.legs],
  ],
  decode: ([id, market, sequence, tick, lots, side, maker, makerSlot, taker, takerSlot, fee, ...place]) => ({
    id: id as number,
    market: market as number,
    sequence: sequence as number,
    tick: tick as Tick,
    lots: amount(lots) as Lots,
    side: side as Side,
    maker: maker as Address,
    makerSlot: makerSlot as number | null,
    taker: taker as Address,
    takerSlot: takerSlot as number | null,
    fee: amount(fee) as Units,
    block: place[0] as number,
    logIndex: place[1] as number,
    part: place[2] as number,
    timestamp: place[3] as number,
    transaction: place[4] as Hex,
    kind: place[5] as Fill['kind'],
    legs: place[6] as number | null,
  }),
}

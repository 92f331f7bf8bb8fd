import { Funding, Side } from '@gigahour/contracts/side'
import type { Address } from 'viem'
import type { AccountFillRow, AssetRow, CandleRow, FillRow, OrderRow } from '../api/readModel.ts'
import type { Candle } from '../market/candle.ts'
import type { Fill } from '../market/fill.ts'
import type { Asset, Market } from '../market/listing.ts'
import type { Order } from '../market/order.ts'

/** A token that does not tell its name is called by its number, and counted in base units. */
export const assetRow = ({ id, token, symbol, decimals }: Asset): AssetRow => ({
  ...{ asset: id, token },
  symbol: symbol ?? `#${id}`,
  decimals: decimals ?? 0,
})

export const fillRow = (fill: Fill, market: Market): FillRow => ({
  position: { block: fill.block, logIndex: fill.logIndex, index: fill.part },
  kind: fill.kind,
  legs: fill.legs === null ? null : { block: fill.block, logIndex: fill.legs, index: 0 },
  sequence: fill.sequence,
  tick: fill.tick,
  lots: fill.lots,
  side: fill.side === Side.Bid ? 'buy' : 'sell',
  maker: fill.maker,
  makerSlot: fill.makerSlot,
  taker: fill.taker,
  takerSlot: fill.takerSlot,
  fee: fill.fee * market.unit,
  timestamp: fill.timestamp,
  transaction: fill.transaction,
})

/** A fill as one account sees it: two rows, the taker's first, if it was on both sides. */
export function accountFillRows(fill: Fill, market: Market, account: Address): AccountFillRow[] {
  const row = { ...fillRow(fill, market), symbol: market.symbol }
  const rows: AccountFillRow[] = []
  if (fill.taker === account) rows.push({ ...row, role: 'taker' })
  if (fill.maker === account) rows.push({ ...row, role: 'maker', side: row.side === 'buy' ? 'sell' : 'buy', fee: 0n })
  return rows
}

export const candleRow = (candle: Candle, market: Market): CandleRow => {
  const { start, open, high, low, close, volume, turnover, fills } = candle
  return { start, open, high, low, close, volume, turnover: turnover * market.unit, fills }
}

export const orderRow = (order: Order, market: Market): OrderRow => {
  const { slot, tick, lots, open, filled, unsettled, status, placedAt, updatedAt, transaction } = order
  return {
    position: { block: order.block, logIndex: order.logIndex, index: 0 },
    symbol: market.symbol,
    slot,
    side: order.side === Side.Bid ? 'bid' : 'ask',
    funding: order.funding === Funding.Quote ? 'quote' : 'token',
    ...{ tick, lots, open, filled, unsettled, status, placedAt, updatedAt, transaction },
  }
}

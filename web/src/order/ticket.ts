import { Side } from '@gigahour/contracts/side'
import { type Take, takeOf } from '@gigahour/contracts/take'
import { type Lots, MAX_LOTS, MAX_TICK, type Tick, toLots, toTick } from '@gigahour/contracts/units'
import type { BookLevel, Market } from '@gigahour/indexer/api'
import type { Holdings } from '../account/holdings.ts'
import { parseDecimal, type Scale } from '../format.ts'
import { termsOfMarket } from '../series/marketTerms.ts'

export type TimeInForce = 'gtc' | 'ioc' | 'fok' | 'post'

/** What stands in the form. Text stays text until it is checked. */
export type Draft = {
  side: 'buy' | 'sell'
  kind: 'limit' | 'market'
  price: string
  size: string
  timeInForce: TimeInForce
  /** `auto` closes what is held, and opens otherwise. */
  funding: 'auto' | 'quote' | 'token'
}

/** An order as it would be sent. */
export type OrderTerms = {
  side: 'buy' | 'sell'
  funding: 'quote' | 'token'
  /** The worst price accepted. */
  tick: Tick
  lots: Lots
  timeInForce: TimeInForce
}

/** Why the form is no order yet. Each has a sentence in the dictionary. */
export type Problem =
  | { field: 'price'; reason: 'empty' | 'malformed' | 'off grid' }
  | { field: 'price'; reason: 'out of range'; lowest: number; highest: number }
  | { field: 'price'; reason: 'no opposite side' }
  | { field: 'size'; reason: 'empty' | 'malformed' | 'off grid' }
  | { field: 'size'; reason: 'too small'; minimum: bigint }
  | { field: 'size'; reason: 'too large' }

export type Checked = { ok: true; terms: OrderTerms } | { ok: false; problems: Problem[] }

/** The form as an order, or everything that is wrong with it. */
export function checkDraft(
  draft: Draft,
  market: Market,
  scale: Scale,
  best: { bid: number | null; ask: number | null },
  holdings: Holdings | null,
  slippage: number,
): Checked {
  const problems: Problem[] = []
  const tick =
    draft.kind === 'market' ? worstTick(draft.side, best, market, slippage) : readTick(draft.price, market, scale)
  if (typeof tick !== 'number') problems.push(tick)
  const lots = readLots(draft, market, scale)
  if (typeof lots !== 'bigint') problems.push(lots)
  if (typeof tick !== 'number' || typeof lots !== 'bigint') return { ok: false, problems }
  const timeInForce = draft.kind === 'market' ? 'ioc' : draft.timeInForce
  return {
    ok: true,
    terms: { side: draft.side, funding: chooseFunding(draft, market, lots, holdings), tick, lots, timeInForce },
  }
}

function readTick(text: string, market: Market, scale: Scale): Tick | Problem {
  const parsed = parseDecimal(text, scale.priceDecimals)
  if (!parsed.ok) {
    return { field: 'price', reason: parsed.reason === 'precision' ? 'off grid' : parsed.reason }
  }
  const highest = highestTick(market)
  if (parsed.value < 1n || parsed.value > BigInt(highest))
    return { field: 'price', reason: 'out of range', lowest: 1, highest }
  return toTick(Number(parsed.value))
}

function readLots(draft: Draft, market: Market, scale: Scale): Lots | Problem {
  const parsed = parseDecimal(draft.size, scale.sizeDecimals)
  if (!parsed.ok) return { field: 'size', reason: parsed.reason === 'precision' ? 'off grid' : parsed.reason }
  if (parsed.value === 0n) return { field: 'size', reason: 'empty' }
  if (parsed.value > MAX_LOTS) return { field: 'size', reason: 'too large' }
  const mayRest = draft.kind === 'limit' && (draft.timeInForce === 'gtc' || draft.timeInForce === 'post')
  const minimum = BigInt(market.minLots)
  if (mayRest && parsed.value < minimum) return { field: 'size', reason: 'too small', minimum }
  return toLots(parsed.value)
}

export function highestTick(market: Market): number {
  return market.kind === 'series' ? market.cap - 1 : MAX_TICK
}

/** Limit of a market order: the best opposite price, and `slippage` basis points beyond it. */
export function worstTick(
  side: 'buy' | 'sell',
  best: { bid: number | null; ask: number | null },
  market: Market,
  slippage: number,
): Tick | Problem {
  const opposite = side === 'buy' ? best.ask : best.bid
  if (opposite === null) return { field: 'price', reason: 'no opposite side' }
  return toTick(
    side === 'buy'
      ? Math.min(highestTick(market), Math.floor((opposite * (10_000 + slippage)) / 10_000))
      : Math.max(1, Math.ceil((opposite * (10_000 - slippage)) / 10_000)),
  )
}

/**
 * How an order is paid, unless the trader says.
 *
 * A sell is paid with LONG and a buy with SHORT if the account holds enough of it: that closes. Otherwise money pays: a buy opens a
 * long, a sell writes.
 */
export function chooseFunding(
  draft: Pick<Draft, 'side' | 'funding'>,
  market: Market,
  lots: bigint,
  holdings: Holdings | null,
): 'quote' | 'token' {
  if (market.kind === 'spot') return draft.side === 'sell' ? 'token' : 'quote'
  if (draft.funding !== 'auto') return draft.funding
  const held = draft.side === 'sell' ? holdings?.long : holdings?.short
  return held !== undefined && held >= lots ? 'token' : 'quote'
}

/** What an order would take from the levels shown. Stands in until the exchange's own preview has answered. */
export function takeFrom(levels: readonly BookLevel[], terms: OrderTerms, market: Market): Take {
  const resting = levels.map(({ tick, lots }) => ({ tick: toTick(tick), lots: toLots(BigInt(lots)) }))
  return takeOf(termsOfMarket(market), terms.timeInForce === 'post' ? [] : resting, {
    side: terms.side === 'buy' ? Side.Bid : Side.Ask,
    tick: terms.tick,
    lots: terms.lots,
  })
}

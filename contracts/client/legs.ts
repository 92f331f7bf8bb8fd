import type { Address } from 'viem'
import { exchangeAbi } from './abi.ts'
import { Action, encodeOrderInstruction } from './instruction.ts'
import { Funding, Side } from './side.ts'
import { type Lots, type Tick, toTick } from './units.ts'

/** One market of a strip or spread. */
export type Leg = {
  market: number
  side: Side
  funding: Funding
  /** Worst price accepted in this market. */
  tick: Tick
  lots: Lots
  /** Most price levels to take from; absent for 65,535. */
  maxLevels?: number
  /** Last second at which it may be executed, Unix seconds; absent for none. */
  deadline?: number
}

/** A series that a leg is taken from. */
export type LegMarket = {
  market: number
  /** Highest payoff of a LONG, in ticks. */
  cap: number
}

/** What strip and spread share: their legs are bounded by the net cost alone, each at any price of its book. */
type Size = {
  lots: Lots
  /** Last second at which it may be executed, Unix seconds; absent for none. */
  deadline?: number
}

/** Thrown when legs would be refused whatever the books are. */
export class LegsError extends RangeError {
  override name = 'LegsError'
}

/** The same quantity of several months, all bought or all sold. @param fundingOf - What the leg of a market is paid with. */
export const stripLegs = (
  markets: readonly LegMarket[],
  side: Side,
  size: Size,
  fundingOf: FundingOf = quoteFunding,
): Leg[] => markets.map((market) => legOf(market, side, size, fundingOf))

/**
 * A calendar spread: bought, it buys the near month and sells the far one; sold, the other way round.
 *
 * @param fundingOf - What the leg of a market is paid with.
 */
export const calendarSpreadLegs = (
  { near, far }: { near: LegMarket; far: LegMarket },
  side: Side,
  size: Size,
  fundingOf: FundingOf = quoteFunding,
): Leg[] => [legOf(near, side, size, fundingOf), legOf(far, side === Side.Bid ? Side.Ask : Side.Bid, size, fundingOf)]

/** Chooses a leg's funding: closing a position pays with the token held. */
export type FundingOf = (market: number, side: Side) => Funding

const quoteFunding: FundingOf = () => Funding.Quote

const legOf = ({ market, cap }: LegMarket, side: Side, { lots, deadline }: Size, fundingOf: FundingOf): Leg => ({
  market,
  side,
  funding: fundingOf(market, side),
  tick: toTick(side === Side.Bid ? cap - 1 : 1),
  lots,
  ...(deadline !== undefined && { deadline }),
})

/**
 * Takes from all markets, or from none.
 *
 * @param maxCost - Most that all of it may cost, fees included, in base units of the quote asset; negative asks for proceeds.
 * @throws {@link LegsError} if a market is named twice, or there is no leg.
 */
export const takeLegs = (exchange: Address, legs: readonly Leg[], maxCost: bigint) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'takeLegs', args: [wordsOf(legs), maxCost] }) as const

/** What {@link takeLegs} would come to now, to the last unit: net cost and the take of each leg, by ascending market. */
export const previewLegs = (exchange: Address, legs: readonly Leg[]) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'previewLegs', args: [wordsOf(legs)] }) as const

/**
 * The bound for a cost that was previewed: what it came to, and `slippage` of what changes hands on top.
 *
 * The net cost of a spread may be next to nothing, so the room is reckoned from the notional of all legs.
 *
 * @param slippage - Hundredths of a percent.
 * @returns Base units of the quote asset, rounded up.
 */
export function costBound(
  [cost, previews]: readonly [cost: bigint, previews: readonly { notional: bigint }[]],
  slippage: number,
): bigint {
  const notional = previews.reduce((sum, preview) => sum + preview.notional, 0n)
  return cost + (notional * BigInt(slippage) + 9_999n) / 10_000n
}

/** Legs as the contract takes them: fill-or-kill orders, by strictly ascending market. */
function wordsOf(legs: readonly Leg[]): bigint[] {
  if (legs.length === 0) throw new LegsError('There must be at least one leg.')
  const sorted = legs.toSorted((a, b) => a.market - b.market)
  sorted.forEach(({ market }, n) => {
    if (market === sorted[n - 1]?.market) throw new LegsError(`Each market may have one leg; market ${market} has two.`)
  })
  return sorted.map((leg) => encodeOrderInstruction({ ...leg, action: Action.FillOrKill, slot: 0 }))
}

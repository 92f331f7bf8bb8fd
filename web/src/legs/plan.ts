import { calendarSpreadLegs, type FundingOf, type Leg, stripLegs } from '@gigahour/contracts/legs'
import { Side } from '@gigahour/contracts/side'
import type { Lots } from '@gigahour/contracts/units'
import type { Series } from '../series/marketTerms.ts'

/** What is to be traded: months of one grade, the first and the last of them or those between too. */
export type Plan = {
  kind: 'spread' | 'strip'
  side: 'buy' | 'sell'
  first: Series
  last: Series
  lots: bigint
}

/** The months of a grade that trade, nearest first; of a month that is listed twice the newer series. */
export function monthsOf(markets: readonly Series[], grade: string): Series[] {
  const trading = markets.filter((market) => market.grade === grade && market.status === 'trading')
  const byMonth = new Map(
    trading.toSorted((a, b) => a.market - b.market).map((market) => [market.year * 12 + market.month, market]),
  )
  return [...byMonth].toSorted(([a], [b]) => a - b).map(([, market]) => market)
}

/** The markets of a plan, nearest first. */
export function marketsOf({ kind, first, last }: Plan, months: readonly Series[]): Series[] {
  if (kind === 'spread') return [first, last]
  const [from, to] = [months.indexOf(first), months.indexOf(last)]
  return months.slice(from, to + 1)
}

/** A plan as the exchange takes it. */
export function legsOf(plan: Plan, months: readonly Series[], fundingOf: FundingOf): Leg[] {
  const side = plan.side === 'buy' ? Side.Bid : Side.Ask
  const size = { lots: plan.lots as Lots }
  if (plan.kind === 'strip') return stripLegs(marketsOf(plan, months), side, size, fundingOf)
  return calendarSpreadLegs({ near: plan.first, far: plan.last }, side, size, fundingOf)
}

/** What a leg would take, as the exchange previews it. */
export type LegTake = { lots: bigint; notional: bigint; fee: bigint }

/** Average price of a leg in hundredths of a tick. @param unit - Base units of money that 1 lot × 1 tick cost. */
export const averageOf = ({ notional, lots }: LegTake, unit: bigint): bigint => (notional * 100n) / (lots * unit)

/**
 * The price of the whole in hundredths of a tick: near less far of a spread, the average of a strip.
 *
 * @param takes - Of the plan's markets, nearest first.
 */
export function netPriceOf(kind: Plan['kind'], takes: readonly LegTake[], unit: bigint): bigint {
  const averages = takes.map((take) => averageOf(take, unit))
  if (kind === 'spread') return (averages[0] ?? 0n) - (averages[1] ?? 0n)
  return averages.reduce((sum, average) => sum + average, 0n) / BigInt(averages.length || 1)
}

import { describe, expect, it } from 'vitest'
import type { MarketTerms } from './funding.ts'
import { Side } from './side.ts'
import { largestAffordable, takeOf } from './take.ts'
import { randomOf } from './testing/random.ts'
import { toLots, toTick } from './units.ts'

// A USDC series with a cap of 7.000 and a taker fee of 2 basis points.
const market: MarketTerms = { base: 4, quote: 2, cap: 7_000, takerFee: 200, unit: 1n, lotSize: 1n }
const level = (tick: number, lots: bigint) => ({ tick: toTick(tick), lots: toLots(lots) })
const buy = (tick: number, lots: bigint) => ({ side: Side.Bid, tick: toTick(tick), lots: toLots(lots) })
const sell = (tick: number, lots: bigint) => ({ ...buy(tick, lots), side: Side.Ask })

describe('takeOf', () => {
  it('rounds the fee once a take: 50 levels of 101 lots pay 2,503 units, not one more for every second level', () => {
    // 101 × (2,453 + … + 2,502) = 101 × 123,875 = 12,511,375; × 200e−6 = 2,502.275
    const levels = Array.from({ length: 50 }, (_, n) => level(2_453 + n, 101n))
    expect(takeOf(market, levels, buy(2_502, 5_050n))).toEqual({ lots: 5_050n, tickLots: 12_511_375n, fee: 2_503n })
  })

  it('takes no more than it wants, and nothing beyond its limit', () => {
    const asks = [level(2_453, 4_000n), level(2_455, 10_000n)]
    expect(takeOf(market, asks, buy(2_455, 5_000n))).toMatchObject({ lots: 5_000n, tickLots: 12_267_000n })
    expect(takeOf(market, asks, buy(2_454, 5_000n))).toMatchObject({ lots: 4_000n, tickLots: 9_812_000n })
    expect(takeOf(market, asks, buy(2_452, 5_000n))).toEqual({ lots: 0n, tickLots: 0n, fee: 0n })
    const bids = [level(2_447, 10n), level(2_440, 10n)]
    expect(takeOf(market, bids, sell(2_441, 50n))).toEqual({ lots: 10n, tickLots: 24_470n, fee: 5n })
  })

  it('is what buying lot by lot comes to', () => {
    const random = randomOf(11)
    for (let run = 0; run < 200; run++) {
      const ticks = Array.from({ length: 1 + random.below(8) }, () => 1 + random.below(6_999)).toSorted((a, b) => a - b)
      const levels = [...new Set(ticks)].map((tick) => level(tick, BigInt(1 + random.below(40))))
      const [limit, wanted] = [1 + random.below(6_999), random.below(200)]
      const lots = levels.flatMap(({ tick, lots }) => Array<number>(Number(lots)).fill(tick))
      const bought = lots.filter((tick) => tick <= limit).slice(0, wanted)
      const sum = bought.reduce((total, tick) => total + tick, 0)
      expect(takeOf(market, levels, buy(limit, BigInt(wanted)))).toEqual({
        lots: BigInt(bought.length),
        tickLots: BigInt(sum),
        fee: BigInt(Math.ceil((sum * 200) / 1_000_000)),
      })
    }
  })
})

describe('largestAffordable', () => {
  const costs = (side: Side, tick: number, lots: bigint, fee: bigint) => {
    const value = BigInt(tick) * lots
    return (side === Side.Bid ? value : 7_000n * lots - value) + (value * fee + 999_999n) / 1_000_000n
  }

  it('can be paid with its fee, and a lot more cannot', () => {
    const random = randomOf(12)
    for (let run = 0; run < 2_000; run++) {
      const side = random.below(2) === 0 ? Side.Bid : Side.Ask
      const [tick, takerFee] = [1 + random.below(6_999), random.below(10_001)]
      const money = BigInt(random.below(10 ** (1 + random.below(12))))
      const lots = largestAffordable({ ...market, takerFee }, side, toTick(tick), money)
      expect(costs(side, tick, lots, BigInt(takerFee))).toBeLessThanOrEqual(money)
      expect(costs(side, tick, lots + 1n, BigInt(takerFee))).toBeGreaterThan(money)
    }
  })

  it('spends 24.504900 USDC on 10 h at 2.450: the price, and 4,900 micro-USDC of fee', () => {
    expect(largestAffordable(market, Side.Bid, toTick(2_450), 24_504_900n)).toBe(10_000n)
    expect(largestAffordable(market, Side.Bid, toTick(2_450), 24_504_899n)).toBe(9_999n)
  })
})

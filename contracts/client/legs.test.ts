import { describe, expect, it } from 'vitest'
import { calendarSpreadLegs, costBound, type Leg, LegsError, previewLegs, stripLegs, takeLegs } from './legs.ts'
import { Funding, Side } from './side.ts'
import { toLots, toTick } from './units.ts'

const exchange = '0x00000000000000000000000000000000000e8c00'
const december = { market: 9, cap: 7_000 }
const january = { market: 4, cap: 8_000 }
const lots = toLots(1_500n)

describe('legs', () => {
  it('of a strip are one side of every month, at any price of its book', () => {
    expect(stripLegs([december, january], Side.Bid, { lots })).toEqual([
      { market: 9, side: Side.Bid, funding: Funding.Quote, tick: 6_999, lots },
      { market: 4, side: Side.Bid, funding: Funding.Quote, tick: 7_999, lots },
    ])
    expect(stripLegs([december], Side.Ask, { lots, deadline: 7 })).toEqual([
      { market: 9, side: Side.Ask, funding: Funding.Quote, tick: 1, lots, deadline: 7 },
    ])
  })

  it('of a bought spread buy near and sell far, of a sold one the other way round', () => {
    const legs = (side: Side) => calendarSpreadLegs({ near: december, far: january }, side, { lots })
    expect(legs(Side.Bid).map(({ market, side }) => [market, side])).toEqual([
      [9, Side.Bid],
      [4, Side.Ask],
    ])
    expect(legs(Side.Ask).map(({ market, side }) => [market, side])).toEqual([
      [9, Side.Ask],
      [4, Side.Bid],
    ])
  })

  it('are paid with what is chosen for each market and side', () => {
    const funding = (market: number, side: Side) => (market === 4 && side === Side.Ask ? Funding.Token : Funding.Quote)
    const legs = calendarSpreadLegs({ near: december, far: january }, Side.Bid, { lots }, funding)
    expect(legs.map((leg) => leg.funding)).toEqual([Funding.Quote, Funding.Token])
  })

  it('go to the contract as fill-or-kill words by ascending market', () => {
    const legs = calendarSpreadLegs({ near: december, far: january }, Side.Bid, { lots })
    // FillOrKill 2 in bits 2–4: 0x08 to buy, 0x09 to sell. 6,999 = 0x1b57, 1,500 = 0x5dc.
    const words = [
      0x09_00000000_00000004_000001_000000000005dc_0000_00000000n,
      0x08_00000000_00000009_001b57_000000000005dc_0000_00000000n,
    ]
    expect(takeLegs(exchange, legs, -5n).args).toEqual([words, -5n])
    expect(previewLegs(exchange, legs).args).toEqual([words])
  })

  it('of one market twice, or none, are refused', () => {
    const leg: Leg = { market: 4, side: Side.Bid, funding: Funding.Quote, tick: toTick(5), lots }
    expect(() => takeLegs(exchange, [leg, { ...leg, side: Side.Ask }], 0n)).toThrow(LegsError)
    expect(() => takeLegs(exchange, [], 0n)).toThrow(LegsError)
  })
})

describe('the bound on the cost', () => {
  // 1,500 lots bought at 2,810 and sold at 2,795: 4,215,000 and 4,192,500 micro-USDC change hands, 8,407,500 in all.
  const previews = [{ notional: 4_215_000n }, { notional: 4_192_500n }]

  it.each([
    [22_500n, 0, 22_500n],
    // Half a percent of the notional is 42,037.5, rounded up.
    [22_500n, 50, 64_538n],
    [-22_500n, 50, 19_538n],
    [-100_000n, 1, -99_159n],
  ])('of %d with a slippage of %d is %d', (cost, slippage, bound) => {
    expect(costBound([cost, previews], slippage)).toBe(bound)
  })
})

import { describe, expect, it } from 'vitest'
import { type MarketTerms, payment, proceeds, setCost, takerFee } from './funding.ts'
import { Funding, Side } from './side.ts'
import { randomOf } from './testing/random.ts'
import { toLots, type Units } from './units.ts'

/** A cap of 7 USDC, 2 basis points. */
const series: MarketTerms = { base: 4, quote: 2, cap: 7_000, takerFee: 200, unit: 1n, lotSize: 1n }

/** 1.5 GPU-hours at 2.810 USDC: 4.215 USDC. */
const fill = { tickLots: 4_215_000n as Units, lots: toLots(1_500n) }

describe('an order in a series', () => {
  it.each([
    // cap − price for 1.5 GPU-hours: 10.5 − 4.215 USDC.
    ['bid for USDC', Side.Bid, Funding.Quote, { asset: 2, amount: 4_215_000n }, { asset: 4, amount: 1_500n }],
    ['bid for SHORT', Side.Bid, Funding.Token, { asset: 5, amount: 1_500n }, { asset: 2, amount: 6_285_000n }],
    ['ask for LONG', Side.Ask, Funding.Token, { asset: 4, amount: 1_500n }, { asset: 2, amount: 4_215_000n }],
    ['ask for USDC', Side.Ask, Funding.Quote, { asset: 2, amount: 6_285_000n }, { asset: 5, amount: 1_500n }],
  ])('pays and gets: %s', (_, side, funding, pays, gets) => {
    expect(payment(series, { side, funding, ...fill })).toEqual(pays)
    expect(proceeds(series, { side, funding, ...fill })).toEqual(gets)
  })

  it('and its counterpart bring exactly the cap of what is made of it', () => {
    const random = randomOf(5)
    for (let n = 0; n < 500; n += 1) {
      const cap = 2 + random.below(60_000)
      const market = { ...series, cap }
      const lots = toLots(random.bits(40))
      const trade = { tickLots: (BigInt(1 + random.below(cap - 1)) * lots) as Units, lots }
      const bid = payment(market, { side: Side.Bid, funding: Funding.Quote, ...trade })
      const ask = payment(market, { side: Side.Ask, funding: Funding.Quote, ...trade })
      expect(bid.amount + ask.amount).toBe(setCost(market, lots).amount)
    }
  })
})

describe('an order in a spot market', () => {
  const spot: MarketTerms = { base: 6, quote: 2, cap: 0, takerFee: 200, unit: 100n, lotSize: 10n ** 14n }

  it('counts lots and units in base units of its assets', () => {
    const trade = { tickLots: 5_000n as Units, lots: toLots(10n) }
    expect(payment(spot, { side: Side.Bid, funding: Funding.Quote, ...trade })).toEqual({ asset: 2, amount: 500_000n })
    expect(payment(spot, { side: Side.Ask, funding: Funding.Token, ...trade })).toEqual({
      asset: 6,
      amount: 10n ** 15n,
    })
  })
})

describe('the taker fee', () => {
  it.each([
    // 2 bp of 4.215 USDC are 843 micro-USDC exactly.
    [4_215_000n, 843n],
    [4_215_001n, 844n],
    [1n, 1n],
    [0n, 0n],
    [5_000n, 1n],
    [5_001n, 2n],
  ])('of %d units is %d, rounded up', (tickLots, fee) => {
    expect(takerFee(series, tickLots as Units)).toBe(fee)
  })
})

import { Funding, Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import { describe, expect, it } from 'vitest'
import { CorruptionError } from '../../src/errors.ts'
import { emptyState, foldAll } from '../support/folded.ts'
import { ACCOUNTS, familyOf, listings, NaiveExchange, type Told, USDC } from '../support/naiveExchange.ts'

const [ALICE, BOB] = ACCOUNTS as [`0x${string}`, `0x${string}`]
const [FIRST, SECOND] = [1, 2]
const [LONG, SHORT] = [4, 5]
const THOUSAND = 1_000n

/** Two accounts with 1,000 USDC each, and two empty books. */
function funded() {
  const naive = new NaiveExchange()
  const state = emptyState()
  foldAll(state, listings())
  for (const account of [ALICE, BOB]) foldAll(state, naive.deposit(account, USDC, 10n ** 9n))
  const free = (account: string, asset: number) => state.balances.get(`${account}:${asset}`)?.free ?? 0n
  return { naive, state, free }
}

const block: Told = {
  ...{ kind: 'blockTraded', market: FIRST, maker: ALICE, taker: BOB, side: Side.Ask },
  ...{ makerFunding: Funding.Quote, takerFunding: Funding.Quote, tick: 2_900 as Tick },
  // 1 % of 2,900 × 1,000, in micro-USDC.
  ...{ lots: THOUSAND as Lots, fee: 29_000n },
}

describe('a block trade', () => {
  it('moves balances, positions and open interest', () => {
    const { state, free } = funded()
    foldAll(state, [block])
    expect(free(ALICE, USDC), 'the writer set aside 7,000 − 2,900 a lot').toBe(10n ** 9n - 4_100n * THOUSAND)
    expect(free(ALICE, SHORT)).toBe(THOUSAND)
    expect(free(BOB, USDC), 'price and fee').toBe(10n ** 9n - 2_900n * THOUSAND - 29_000n)
    expect(free(BOB, LONG)).toBe(THOUSAND)
    expect(state.markets.get(FIRST)?.openInterest).toBe(THOUSAND)
    expect(state.positions.get(`${BOB}:1`)).toMatchObject({ net: 1_000n, cost: 2_900_000n, realised: -29_000n })
    expect(state.positions.get(`${ALICE}:1`)).toMatchObject({ net: -1_000n, cost: -2_900_000n, realised: 0n })
  })

  it('is printed apart from the book: no candle, no last price, a volume of its own', () => {
    const { state } = funded()
    const draft = foldAll(state, [block], { timestamp: 1_000_000 })
    expect(draft.fills).toMatchObject([
      { kind: 'block', side: Side.Bid, tick: 2_900, makerSlot: null, takerSlot: null },
    ])
    expect(state.candles.size).toBe(0)
    expect(state.markets.get(FIRST)).toMatchObject({ last: null, sequence: 0 })
    expect(state.blockVolume(FIRST, 1_000_100)).toBe(THOUSAND)
    expect(state.blockVolume(FIRST, 1_000_000 + 86_400 + 60), 'a day later').toBe(0n)
  })
})

describe('a trade in several markets', () => {
  /** Alice offers 10 lots of the first month at 2,800 and bids for 10 of the second at 2,900. */
  function quoted() {
    const all = funded()
    foldAll(all.state, all.naive.place(ALICE, 1, FIRST, Side.Ask, Funding.Quote, 2_800, 4n))
    foldAll(all.state, all.naive.place(ALICE, 2, FIRST, Side.Ask, Funding.Quote, 2_801, 6n))
    foldAll(all.state, all.naive.place(ALICE, 3, SECOND, Side.Bid, Funding.Quote, 2_900, 10n))
    return all
  }
  const SPREAD = [
    { market: FIRST, side: Side.Bid, funding: Funding.Quote, tick: 2_801, lots: 6n },
    { market: SECOND, side: Side.Ask, funding: Funding.Quote, tick: 2_900, lots: 6n },
  ]
  // 4 × 2,800 + 2 × 2,801 = 16,802 and its fee 169 (168.02, rounded up); writing 6 at 2,900 costs 6 × 4,100, fee 174.
  const COST = 16_802n + 169n + 24_600n + 174n

  it('is one trade with its fills as legs', () => {
    const { naive, state } = quoted()
    const told = naive.legs(BOB, SPREAD)
    const draft = foldAll(state, told)
    expect([...draft.records.legs.rows()]).toMatchObject([
      {
        ...{ taker: BOB, cost: COST, logIndex: 2 },
        legs: [
          { market: FIRST, side: Side.Bid, lots: 6n, tickLots: 16_802n, fee: 169n },
          { market: SECOND, side: Side.Ask, lots: 6n, tickLots: 17_400n, fee: 174n },
        ],
      },
    ])
    expect(draft.fills.map(({ market, legs }) => [market, legs])).toEqual([
      [FIRST, 2],
      [FIRST, 2],
      [SECOND, 2],
    ])
    // Two levels in one log: a number each, and parts of one place.
    expect(draft.fills.map(({ sequence, logIndex, part }) => [sequence, logIndex, part])).toEqual([
      [1, 0, 0],
      [2, 0, 1],
      [1, 1, 0],
    ])
  })

  it('leaves out what the same account took before it', () => {
    const { naive, state } = quoted()
    const before = naive.place(BOB, 1, SECOND, Side.Ask, Funding.Quote, 2_900, 1n)
    const draft = foldAll(state, [...before, ...naive.legs(BOB, SPREAD)])
    expect(draft.fills.map(({ legs }) => legs === null)).toEqual([true, false, false, false])
  })

  it('is refused if legs are missing', () => {
    const { naive, state } = quoted()
    const told = naive
      .legs(BOB, SPREAD)
      .flat()
      .filter((each) => each.kind !== 'taken' || each.changes[0]?.market === SECOND)
    expect(() => foldAll(state, told)).toThrow('A trade of 2 legs took from 1 markets')
  })
})

describe('the settlement of a series', () => {
  it('pays LONG the price and SHORT the rest of the cap, and closes positions at it', () => {
    const { naive, state, free } = funded()
    foldAll(state, [block])
    naive.state.balances.set(`${BOB} ${LONG}`, THOUSAND)
    naive.state.balances.set(`${ALICE} ${SHORT}`, THOUSAND)
    foldAll(state, naive.fix(FIRST, 3_000))
    foldAll(state, naive.redeem(BOB, FIRST, 600n, 0n))
    expect(free(BOB, USDC)).toBe(10n ** 9n - 2_929_000n + 600n * 3_000n)
    // 600 lots bought at 2,900 went at 3,000; the fee was 29,000.
    expect(state.positions.get(`${BOB}:1`)).toMatchObject({ net: 400n, cost: 1_160_000n, realised: 60_000n - 29_000n })
    expect(state.markets.get(FIRST), 'SHORT of every set is still out').toMatchObject({
      openInterest: 1_000n,
      settlement: 3_000,
    })

    foldAll(state, naive.redeem(ALICE, FIRST, 0n, 1_000n))
    expect(free(ALICE, USDC)).toBe(10n ** 9n - 4_100n * THOUSAND + 4_000n * THOUSAND)
    expect(state.positions.get(`${ALICE}:1`)).toMatchObject({ net: 0n, cost: 0n, realised: -100_000n })
    expect(state.markets.get(FIRST)?.openInterest, 'LONG of 400 is still out').toBe(400n)
    expect(state.records.settlements.get('1')).toMatchObject({
      ...{ tick: 3_000, long: 600n, short: 1_000n, amount: 5_800_000n },
    })
  })

  it('happens once, and pays nothing before', () => {
    const { naive, state } = funded()
    const paid: Told = { kind: 'redeemed', account: ALICE, market: FIRST, longLots: 0n, shortLots: 0n, amount: 0n }
    expect(() => foldAll(state, [paid])).toThrow(CorruptionError)
    foldAll(state, naive.fix(FIRST, 3_000))
    expect(() => foldAll(state, [{ kind: 'priceFixed', family: familyOf(FIRST), tick: 3_001 as Tick }])).toThrow(
      'settled at 3000 already',
    )
    expect(() => foldAll(state, [{ ...paid, amount: 1n }])).toThrow('was paid 1, 0 was due')
  })

  it('comes after the last set is made', () => {
    const { state } = funded()
    const split: Told = { kind: 'split', account: ALICE, market: FIRST, lots: 1n }
    expect(() => foldAll(state, [split], { timestamp: 4_000_000_000 })).toThrow('it traded until 4000000000')
    foldAll(state, [split], { timestamp: 3_999_999_999 })
    foldAll(state, [{ ...split, kind: 'merged' }], { timestamp: 4_000_000_000 })
    expect(state.markets.get(FIRST)?.openInterest).toBe(0n)
  })
})

describe('a halt', () => {
  it('has a last second, or ends when it is resumed', () => {
    const { state } = funded()
    foldAll(state, [{ kind: 'halted', market: FIRST, until: 1_000_500 }], { timestamp: 1_000_000 })
    expect(state.markets.get(FIRST)?.haltedUntil).toBe(1_000_500)
    foldAll(state, [{ kind: 'resumed', market: FIRST }], { timestamp: 1_000_200 })
    expect(state.markets.get(FIRST)?.haltedUntil).toBe(1_000_200)
  })
})

import type { Tick } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { positionKey } from '../../src/market/position.ts'
import { State } from '../../src/market/state.ts'
import { foldAll } from '../support/folded.ts'
import { ACCOUNTS, familyOf, listings, type Told, USDC } from '../support/naiveExchange.ts'

const [ALICE, BOB] = ACCOUNTS as [Address, Address]
/** The month [0, 7.000] and its parts at 2.000 and 3.200. */
const WHOLE = 1
const PARTS = [11, 12, 13]
const BANDS = [
  { market: 11, floor: 0, cap: 2_000 },
  { market: 12, floor: 2_000, cap: 1_200 },
  { market: 13, floor: 3_200, cap: 3_800 },
]

/** Alice holds 1,000 sets of the month, paid with all of 7,000. */
function started(): State {
  const state = new State()
  const bands = BANDS.flatMap(({ market, floor, cap }): Told[] => {
    const base = 100 + 2 * market
    const terms = { quote: USDC, takerFee: 0, expiry: 4_000_000_000, unitExponent: 0, lotExponent: 0 }
    return [
      { kind: 'marketListed', market, base, cap, ...terms, minLotsExponent: 0, family: familyOf(WHOLE), floor },
      { kind: 'seriesListed', market, isFull: false, long: ALICE, short: BOB, symbol: `BAND${market}` },
    ]
  })
  const money = [ALICE, BOB].map((account): Told => ({ kind: 'deposited', account, asset: USDC, amount: 10n ** 9n }))
  foldAll(state, [...listings(), ...bands, ...money, { kind: 'split', account: ALICE, market: WHOLE, lots: 1_000n }])
  return state
}

/** A block trade in the month: `lots` that Bob buys of Alice's for the price. */
const sold = (tick: number, lots: bigint): Told =>
  ({
    ...{ kind: 'blockTraded', market: WHOLE, maker: ALICE, taker: BOB, side: 1, makerFunding: 1, takerFunding: 0 },
    ...{ tick, lots, fee: 0n },
  }) as Told

const regrouped = (kind: 'cut' | 'joined', account: Address, long: boolean, lots: bigint): Told => ({
  ...{ kind, account, whole: WHOLE, parts: PARTS, long, lots },
})

const positionsOf = (state: State, account: Address) =>
  [WHOLE, ...PARTS].map((market) => {
    const position = state.positions.get(positionKey(account, market))
    return position && { net: position.net, cost: position.cost, realised: position.realised }
  })

/** What all of an account's positions come to at a price, in units. */
function profitAt(state: State, account: Address, price: number): bigint {
  const bands = [{ market: WHOLE, floor: 0, cap: 7_000 }, ...BANDS]
  return bands.reduce((sum, { market, floor, cap }) => {
    const position = state.positions.get(positionKey(account, market))
    if (!position) return sum
    const payoff = Math.min(Math.max(price - floor, 0), cap)
    return sum + position.realised - position.cost + position.net * BigInt(payoff)
  }, 0n)
}

describe('a band that is cut', () => {
  it('takes its cost along, each part what of the price lies within its edges', () => {
    const state = started()
    foldAll(state, [sold(2_720, 400n), regrouped('cut', BOB, true, 400n)])
    expect(positionsOf(state, BOB)).toEqual([
      { net: 0n, cost: 0n, realised: 0n },
      { net: 400n, cost: 400n * 2_000n, realised: 0n },
      { net: 400n, cost: 400n * 720n, realised: 0n },
      { net: 400n, cost: 0n, realised: 0n },
    ])
    expect(state.balances.get(`${BOB}:4`)?.free, 'LONG of the month is gone').toBe(0n)
    expect(state.balances.get(`${BOB}:124`)?.free, 'LONG of the second part is there').toBe(400n)
  })

  it('counts LONG and SHORT outstanding apart, so sets of the parts can be given back', () => {
    const state = started()
    foldAll(state, [regrouped('cut', ALICE, true, 1_000n)])
    expect(state.markets.get(WHOLE)).toMatchObject({ openInterest: 0n, shortExcess: 1_000n })
    expect(state.markets.get(12)).toMatchObject({ openInterest: 1_000n, shortExcess: -1_000n })
    foldAll(state, [regrouped('cut', ALICE, false, 1_000n)])
    expect(state.markets.get(WHOLE)).toMatchObject({ openInterest: 0n, shortExcess: 0n })
    foldAll(state, [{ kind: 'merged', account: ALICE, market: 12, lots: 1_000n }])
    expect(state.markets.get(12)).toMatchObject({ openInterest: 0n, shortExcess: 0n })
  })

  it.each([
    ['LONG', BOB, true],
    ['SHORT', ALICE, false],
  ] as const)('and joined again is what it was, of %s, to the unit', (_, account, long) => {
    const state = started()
    foldAll(state, [sold(2_721, 333n), sold(2_917, 77n)])
    const before = positionsOf(state, account)[0]
    for (const lots of [1n, 100n, 309n]) {
      foldAll(state, [regrouped('cut', account, long, lots)])
      foldAll(state, [regrouped('joined', account, long, lots)])
    }
    expect(positionsOf(state, account)).toEqual([before, ...PARTS.map(() => ({ net: 0n, cost: 0n, realised: 0n }))])
  })

  it('wins and loses nothing at any price, whatever else is held', () => {
    const state = started()
    const prices = [0, 1_999, 2_000, 2_720, 3_200, 3_201, 7_000]
    const profits = () => prices.map((price) => profitAt(state, ALICE, price))
    foldAll(state, [sold(2_720, 400n)])
    let seed = 7
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    foldAll(state, [regrouped('cut', ALICE, true, 600n), regrouped('cut', ALICE, false, 1_000n)])
    for (let n = 0; n < 200; n += 1) {
      const before = profits()
      const long = random(2) === 0
      const whole = state.balances.get(`${ALICE}:${long ? 4 : 5}`)?.free ?? 0n
      const part = state.balances.get(`${ALICE}:${long ? 122 : 123}`)?.free ?? 0n
      const most = n % 2 === 0 ? whole : part
      if (most === 0n) continue
      const lots = BigInt(1 + random(Number(most)))
      foldAll(state, [regrouped(n % 2 === 0 ? 'cut' : 'joined', ALICE, long, lots)])
      expect(profits()).toEqual(before)
    }
  })
})

describe('the settlement of a family', () => {
  it('pays each band what of the price lies within its edges', () => {
    const state = started()
    foldAll(state, [{ kind: 'priceFixed', family: familyOf(WHOLE), tick: 2_720 as Tick }])
    const settled = [WHOLE, ...PARTS].map((market) => state.markets.get(market)?.settlement)
    expect(settled).toEqual([2_720, 2_000, 720, 0])
    expect(state.markets.get(2)?.settlement, 'another month is not').toBeNull()
  })

  it('pays no LONG more than its cap', () => {
    const state = started()
    foldAll(state, [{ kind: 'priceFixed', family: familyOf(WHOLE), tick: 9_000 as Tick }])
    expect([WHOLE, ...PARTS].map((market) => state.markets.get(market)?.settlement)).toEqual([
      7_000, 2_000, 1_200, 3_800,
    ])
  })
})

describe('a taker fee that was lowered', () => {
  it('is the market’s from then on', () => {
    const state = started()
    foldAll(state, [{ kind: 'feeLowered', market: WHOLE, takerFee: 100 }])
    expect(state.markets.get(WHOLE)?.takerFee).toBe(100)
  })
})

import { Funding, Side } from '@gigahour/contracts/side'
import type { Lots, Units } from '@gigahour/contracts/units'
import { describe, expect, it } from 'vitest'
import { foldCandle } from '../../src/market/candle.ts'
import { splitFee } from '../../src/market/fill.ts'
import { setsMade } from '../../src/market/openInterest.ts'
import { previousClosing } from '../../src/read/stats.ts'
import { emptyState, foldAll } from '../support/folded.ts'
import { ACCOUNTS, listings, NaiveExchange, USDC } from '../support/naiveExchange.ts'

const [ALICE, BOB] = ACCOUNTS as [`0x${string}`, `0x${string}`]
const HOUR = 3_600

describe('a fee', () => {
  it('is split cumulatively, and adds up', () => {
    const shares = [1n, 1n, 1n].map((lots, order) => ({ order, lots: lots as Lots }))
    // ⌊10/3⌋ = 3, ⌊20/3⌋ − 3 = 3, 10 − 6 = 4.
    expect(splitFee(10n as Units, shares)).toEqual([3n, 3n, 4n])
  })
})

describe('open interest', () => {
  it('grows when both pay money, shrinks when both pay tokens, and stays else', () => {
    expect(setsMade(Funding.Quote, Funding.Quote, 5n as Lots)).toBe(5n)
    expect(setsMade(Funding.Token, Funding.Token, 5n as Lots)).toBe(-5n)
    expect(setsMade(Funding.Quote, Funding.Token, 5n as Lots)).toBe(0n)
  })
})

describe('a candle', () => {
  it('opens with the first price and closes with the last', () => {
    const fill = (tick: number, lots: bigint, timestamp: number) =>
      ({ market: 1, tick, lots, timestamp }) as Parameters<typeof foldCandle>[1]
    const one = foldCandle(undefined, fill(100, 2n, 7_201), HOUR)
    const two = foldCandle(one, fill(130, 1n, 7_300), HOUR)
    expect(foldCandle(two, fill(90, 3n, 10_799), HOUR)).toMatchObject({
      ...{ start: 7_200, open: 100, high: 130, low: 90, close: 90, volume: 6n, turnover: 600n, fills: 3 },
    })
    expect(() => foldCandle(two, fill(90, 3n, 10_800), HOUR)).toThrow('outside')
  })
})

describe('the previous close', () => {
  it('is at 20:00 UTC of the day before', () => {
    const noon = Date.UTC(2026, 10, 22, 12) / 1_000
    expect(previousClosing(noon)).toBe(Date.UTC(2026, 10, 21, 20) / 1_000)
    const night = Date.UTC(2026, 10, 22, 23) / 1_000
    expect(previousClosing(night)).toBe(Date.UTC(2026, 10, 21, 20) / 1_000)
  })
})

describe('a trade with oneself', () => {
  it('moves no price, no volume and no position, and costs its fee', () => {
    const exchange = new NaiveExchange()
    const state = emptyState()
    foldAll(state, listings())
    foldAll(state, exchange.deposit(ALICE, USDC, 10n ** 9n))
    foldAll(state, exchange.place(ALICE, 1, 1, Side.Ask, Funding.Quote, 2_800, 10n))
    const { fills } = foldAll(state, exchange.place(ALICE, 2, 1, Side.Bid, Funding.Quote, 2_800, 10n))
    expect(fills).toHaveLength(1)
    expect(state.markets.get(1)).toMatchObject({ last: null, openInterest: 10n, sequence: 1 })
    expect(state.candles.size).toBe(0)
    expect(state.positions.get(`${ALICE}:1`)).toMatchObject({ net: 0n, realised: -280n })
  })
})

describe('an order that makes room in its slot', () => {
  it('is replaced, not cancelled, if it was in the same transaction', () => {
    const exchange = new NaiveExchange()
    const state = emptyState()
    foldAll(state, listings())
    foldAll(state, exchange.deposit(BOB, USDC, 10n ** 9n))
    foldAll(state, exchange.place(BOB, 1, 1, Side.Bid, Funding.Quote, 2_700, 10n))
    const draft = foldAll(state, exchange.place(BOB, 1, 1, Side.Bid, Funding.Quote, 2_701, 10n))
    expect([...draft.orders.rows()].map(({ tick, status }) => [tick, status])).toEqual([
      [2_700, 'replaced'],
      [2_701, 'open'],
    ])
  })
})

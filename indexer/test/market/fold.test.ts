import { Side } from '@gigahour/contracts/side'
import { randomOf } from '@gigahour/contracts/testing/random'
import { describe, expect, it } from 'vitest'
import { sideOf } from '../../src/read/book.ts'
import { emptyState, foldAll } from '../support/folded.ts'
import { ACCOUNTS, FEE_RECIPIENT, listings, MARKETS, NaiveExchange, USDC } from '../support/naiveExchange.ts'

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]
const STEPS = 1_500

describe('the fold', () => {
  it.each(SEEDS)('says of books, orders, balances and open interest what a naive exchange says, seed %i', (seed) => {
    const random = randomOf(seed)
    const naive = new NaiveExchange()
    const state = emptyState()
    foldAll(state, listings())
    for (const account of ACCOUNTS) foldAll(state, naive.deposit(account, USDC, 10n ** 10n))
    let fills = 0

    for (let step = 0; step < STEPS; step += 1) {
      fills += foldAll(state, naive.act(random)).fills.length
      if (step % 100 !== 0 && step !== STEPS - 1) continue

      for (const account of [...ACCOUNTS, FEE_RECIPIENT]) {
        for (const asset of [USDC, 4, 5, 6, 7]) {
          const free = state.balances.get(`${account}:${asset}`)?.free ?? 0n
          expect(free, `asset ${asset} of ${account} after ${step} steps`).toBe(naive.balance(account, asset))
        }
      }
      for (const [key, expiry] of naive.state.keys)
        expect(state.records.sessionKeys.get(key.replace(' ', ':'))?.expiry).toBe(expiry)
      for (const [owner, timestamp] of naive.state.switches)
        expect(state.records.cancelAfters.get(owner)?.timestamp).toBe(timestamp)
      for (const [market, tick] of naive.state.settled) expect(state.markets.get(market)?.settlement).toBe(tick)
      const live = [...state.orders.values()].map(({ owner, slot, tick, open, unsettled }) =>
        [owner, slot, tick, open, unsettled].join(' '),
      )
      const naives = naive.state.orders.map(({ owner, slot, tick, open, unsettled }) =>
        [owner, slot, tick, open, unsettled].join(' '),
      )
      expect(live.sort()).toEqual(naives.sort())
      for (const market of MARKETS) {
        const longs = naive.longs(market) - (naive.state.inflow.get(2 + 2 * market) ?? 0n)
        const shorts = naive.shorts(market) - (naive.state.inflow.get(3 + 2 * market) ?? 0n)
        // Until something is redeemed there is as much LONG as SHORT.
        const most = longs > shorts ? longs : shorts
        expect(state.markets.get(market)?.openInterest, 'sets are what tokens there are, wherever').toBe(most)
        if (!naive.state.settled.has(market)) expect(longs, 'LONG and SHORT come and go together').toBe(shorts)
        for (const side of [Side.Bid, Side.Ask]) {
          const resting = naive.state.orders.filter(
            (each) => each.market === market && each.side === side && each.open > 0n,
          )
          const levels = new Map<number, bigint>()
          for (const { tick, open } of resting) levels.set(tick, (levels.get(tick) ?? 0n) + open)
          const wanted = [...levels].sort(([one], [other]) => (side === Side.Bid ? other - one : one - other))
          expect(sideOf(state, market, side, 100).map(({ tick, lots }) => [tick, lots])).toEqual(wanted)
        }
      }
    }
    expect(fills, 'the seed trades').toBeGreaterThan(100)
  })

  it('gives each net its opposite: positions of a market sum to LONG less SHORT held inside', () => {
    const random = randomOf(77)
    const naive = new NaiveExchange()
    const state = emptyState()
    foldAll(state, listings())
    for (const account of ACCOUNTS) foldAll(state, naive.deposit(account, USDC, 10n ** 10n))
    for (let step = 0; step < 2_000; step += 1) foldAll(state, naive.act(random))
    for (const market of MARKETS) {
      let net = 0n
      for (const position of state.positions.values()) if (position.market === market) net += position.net
      expect(net).toBe(naive.longs(market) - naive.shorts(market))
    }
  })
})

import { Funding, Side } from '@gigahour/contracts/side'
import { describe, expect, it } from 'vitest'
import type { Commit } from '../../src/api/readModel.ts'
import type { Status } from '../../src/api/schemas.ts'
import { Model } from '../../src/read/model.ts'
import { FakeChain } from '../support/fakeChain.ts'
import { followerOf } from '../support/following.ts'
import { ACCOUNTS, USDC } from '../support/naiveExchange.ts'

const [ALICE, BOB] = ACCOUNTS as [`0x${string}`, `0x${string}`]
const SYMBOL = 'H100F26'
const PAGE = { limit: 100 }

/** Alice offers 10 lots at 2.800 and bids for 4 at 2.700; Bob takes 6 of the offer. Both pay USDC: six sets are made. */
async function traded() {
  const chain = new FakeChain()
  const model: { current?: Model } = {}
  const following = followerOf(chain, {
    events: { progress: (progress) => model.current?.publish(progress), trouble: () => undefined },
  })
  model.current = new Model({ ...following, status: () => ({}) as Status })
  const commits: Commit[] = []
  chain.mine((exchange) => [ALICE, BOB].flatMap((account) => exchange.deposit(account, USDC, 10n ** 9n)))
  await following.catchUp()
  model.current.subscribe((commit) => void commits.push(commit))
  chain.mine((exchange) => [
    ...exchange.place(ALICE, 1, 1, Side.Ask, Funding.Quote, 2_800, 10n),
    ...exchange.place(ALICE, 2, 1, Side.Bid, Funding.Quote, 2_700, 4n),
    ...exchange.place(BOB, 1, 1, Side.Bid, Funding.Quote, 2_800, 6n),
  ])
  await following.catchUp()
  return { ...following, chain, commits, model: model.current }
}

describe('the read model', () => {
  it('gives the book best first', async () => {
    const { model } = await traded()
    expect(model.book(SYMBOL, 10)).toEqual({
      bids: [{ tick: 2_700, lots: 4n, orders: 1 }],
      asks: [{ tick: 2_800, lots: 4n, orders: 1 }],
    })
    expect(model.book('NONE', 10)).toBeUndefined()
  })

  it('gives the stats of the day', async () => {
    const { model } = await traded()
    expect(model.market(SYMBOL)?.stats).toMatchObject({
      ...{ bestBid: 2_700, bestAsk: 2_800, mid: 2_750, last: 2_800, open24h: 2_800, high24h: 2_800, low24h: 2_800 },
      ...{ volume24h: 6n, turnover24h: 16_800n, fills24h: 1, openInterest: 6n, previousClose: null },
    })
    expect(model.curve('H100-US')?.points.map(({ symbol, mark }) => [symbol, mark])).toEqual([
      ['H100F26', 2_750],
      ['H100G26', null],
    ])
  })

  it('gives balances: free, in orders, and earned', async () => {
    const { model } = await traded()
    // 10 × (7,000 − 2,800) and 4 × 2,700 were set aside; 6 of the 10 are filled and wait as SHORT.
    expect(model.balances(ALICE)).toMatchObject([
      { symbol: 'USDC', free: 10n ** 9n - 42_000n - 10_800n, escrowed: 4n * 4_200n + 10_800n, unsettled: 0n },
      { symbol: 'H100F26-S', free: 0n, escrowed: 0n, unsettled: 6n },
    ])
    // The taker paid 6 × 2,800 and a fee of 1 %.
    expect(model.balances(BOB)).toMatchObject([
      { symbol: 'USDC', free: 10n ** 9n - 16_800n - 168n },
      { symbol: 'H100F26-L', free: 6n },
    ])
  })

  it('gives positions at the mark', async () => {
    const { model } = await traded()
    expect(model.positions(BOB)).toEqual([
      {
        ...{ symbol: SYMBOL, long: 6n, short: 0n, average: { cost: 16_800n, lots: 6n }, mark: 2_750 },
        ...{ realised: -168n, unrealised: -300n },
      },
    ])
    expect(model.positions(ALICE)).toMatchObject([{ long: 0n, short: 6n, realised: 0n, unrealised: 300n }])
  })

  it('gives orders and fills newest first, page by page', async () => {
    const { model } = await traded()
    const orders = model.orders(ALICE, { ...PAGE, status: 'open' })
    expect(orders.map(({ slot, open, unsettled }) => [slot, open, unsettled])).toEqual([
      [2, 4n, 0n],
      [1, 4n, 6n],
    ])
    const [first] = model.orders(ALICE, { limit: 1, status: 'all' })
    expect(model.orders(ALICE, { ...PAGE, status: 'all', before: first?.position })).toMatchObject([{ slot: 1 }])
    expect(model.fills(SYMBOL, PAGE)).toMatchObject([{ tick: 2_800, lots: 6n, side: 'buy', fee: 168n }])
    expect(model.accountFills(ALICE, PAGE)).toMatchObject([{ role: 'maker', side: 'sell', fee: 0n }])
  })

  it('tells what a block changed, as whole rows', async () => {
    const { commits } = await traded()
    const commit = commits.at(-1)
    const changes = commit?.type === 'block' ? commit.changes : []
    expect(changes.map(({ channel }) => channel)).toEqual([
      ...['book', 'fills', ...Array.from({ length: 6 }, () => 'candles'), 'account', 'account', 'markets', 'curve'],
      ...['index', 'settlements'],
    ])
    expect(changes[0]).toEqual({
      ...{ channel: 'book', symbol: SYMBOL },
      bids: [{ tick: 2_700, lots: 4n, orders: 1 }],
      asks: [{ tick: 2_800, lots: 4n, orders: 1 }],
    })
  })

  it('goes back with the chain', async () => {
    const { chain, catchUp, commits, model } = await traded()
    chain.drop(1)
    chain.mine()
    await catchUp()
    expect(commits.map(({ type }) => type).slice(-2)).toEqual(['revert', 'block'])
    expect(model.book(SYMBOL, 10)).toEqual({ bids: [], asks: [] })
    expect(model.fills(SYMBOL, PAGE)).toEqual([])
    expect(model.market(SYMBOL)?.stats.last).toBeNull()
    expect(model.balances(ALICE)).toMatchObject([{ free: 10n ** 9n, escrowed: 0n }])
  })
})

import { exchangeAbi, priceIndexAbi } from '@gigahour/contracts/abi'
import { Funding, Side } from '@gigahour/contracts/side'
import { decodeFunctionData, encodeFunctionResult, type Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import { Reconciler } from '../../src/chain/reconciler.ts'
import type { Rpc } from '../../src/chain/rpc.ts'
import { EXCHANGE, INDEX } from '../support/encode.ts'
import { FakeChain } from '../support/fakeChain.ts'
import { followerOf } from '../support/following.ts'
import { ACCOUNTS, USDC } from '../support/naiveExchange.ts'

const [ALICE] = ACCOUNTS as [`0x${string}`]

/** Answers the views of the exchange from what the naive one holds. @param owed - Added to every balance. */
const viewsOf = (chain: FakeChain, asked: unknown[], owed = 0n): Rpc => ({
  call: async <Result>(_: string, [call, at]: readonly unknown[]) => {
    asked.push(at)
    const { to, data } = call as { to: Hex; data: Hex }
    // The index has told of no day: until a day is over its print is pending, then missing and final at its end.
    if (to === INDEX) {
      const { args } = decodeFunctionData({ abi: priceIndexAbi, data })
      const end = (Number(args?.[1]) + 1) * 86_400
      const over = Number(chain.blocks.at(-1)?.header.timestamp) >= end
      const print = {
        status: over ? 5 : 0,
        isFinal: over,
        price: 0n,
        source: 0,
        observations: 0,
        finalAt: over ? end : 0,
      }
      return encodeFunctionResult({ abi: priceIndexAbi, functionName: 'printOf', result: print }) as Result
    }
    const { functionName, args } = decodeFunctionData({ abi: exchangeAbi, data })
    const { state } = chain.exchange
    switch (functionName) {
      case 'haltedUntil':
        return encodeFunctionResult({
          abi: exchangeAbi,
          functionName,
          result: BigInt(state.halts.get(args[0]) ?? 0),
        }) as Result
      case 'settlementPriceOf': {
        const tick = state.settled.get(args[0])
        return encodeFunctionResult({
          abi: exchangeAbi,
          functionName,
          result: [tick !== undefined, tick ?? 0],
        }) as Result
      }
      case 'sessionKeyOf': {
        const [owner, operator] = args.map((each) => each.toLowerCase())
        const expiry = BigInt(state.keys.get(`${owner} ${operator}`) ?? 0)
        return encodeFunctionResult({ abi: exchangeAbi, functionName, result: [expiry, 2, 0n] }) as Result
      }
      case 'cancelAfterOf': {
        const result = state.switches.get(args[0].toLowerCase() as Hex) ?? 0
        return encodeFunctionResult({ abi: exchangeAbi, functionName, result }) as Result
      }
    }
    if (functionName === 'balanceOf') {
      const result = chain.exchange.balance(args[0].toLowerCase() as Hex, args[1]) + owed
      return encodeFunctionResult({ abi: exchangeAbi, functionName, result }) as Result
    }
    const [market, side] = args as unknown as [number, number]
    const resting = chain.exchange.state.orders.filter((each) => each.market === market && each.side === side)
    const result = resting.map(({ tick, open }) => ({ tick, lots: open }))
    return encodeFunctionResult({ abi: exchangeAbi, functionName: 'depth', result }) as Result
  },
})

describe('the reconciler', () => {
  const chain = new FakeChain()
  chain.mine((exchange) => [
    ...exchange.deposit(ALICE, USDC, 10n ** 9n),
    ...exchange.place(ALICE, 1, 1, Side.Bid, Funding.Quote, 2_700, 10n),
    ...exchange.authorise(ALICE, EXCHANGE, 1_900_000_000),
    ...exchange.switchOff(ALICE, 1_800_000_000),
    ...exchange.halt(1, 1_790_001_000),
    ...exchange.fix(2, 0),
  ])

  it('finds nothing where state and chain agree, and asks at the very block', async () => {
    const { follower, catchUp, store } = followerOf(chain)
    await catchUp()
    const asked: unknown[] = []
    const header = store.checkpoint()?.header as NonNullable<ReturnType<typeof store.checkpoint>>['header']
    const reconciler = new Reconciler(viewsOf(chain, asked), chain.deployment)
    expect(await reconciler.compare(follower.state, header, true)).toEqual([])
    expect(asked.every((at) => (at as { blockHash: Hex }).blockHash === header.hash)).toBe(true)
  })

  it('finds every kind of thing that differs', async () => {
    const { follower, catchUp, store } = followerOf(chain)
    await catchUp()
    const header = store.checkpoint()?.header as NonNullable<ReturnType<typeof store.checkpoint>>['header']
    const { state } = follower
    const day = Math.floor(header.timestamp / 86_400)
    const print = { grade: 1, day, price: 7n, withheld: null, resolvedAt: null, observations: [], challenge: null }
    const [first, second] = [1, 2].map((id) => state.markets.get(id))
    if (!first || !second) throw new Error('two series are listed')
    state.markets.set(1, { ...first, haltedUntil: 1 })
    state.markets.set(2, { ...second, settlement: null })
    state.records.sessionKeys.set('x', { owner: ALICE, operator: EXCHANGE, expiry: 5 })
    state.records.cancelAfters.set(ALICE, { owner: ALICE, timestamp: 5 })
    state.records.prints.set(`1:${day}`, print)
    const found = await new Reconciler(viewsOf(chain, []), chain.deployment).compare(state, header, true)
    expect(found.map(({ what, ours, theirs }) => [what, ours, theirs])).toEqual([
      ['halt of market 1', '1', '1790001000'],
      ['settlement of market 2', 'null', '0'],
      [`key ${EXCHANGE} of ${ALICE}`, '5', '1900000000'],
      [`dead man's switch of ${ALICE}`, '5', '1800000000'],
      [`print of grade 1, day ${day}`, `printed false 7 ${day} ${(day + 3) * 86_400}`, 'pending false 0 0 0'],
    ])
  })

  it('tells what differs, and a rebuild follows the chain anew', async () => {
    const { follower, catchUp, store, told } = followerOf(chain)
    await catchUp()
    const header = store.checkpoint()?.header as NonNullable<ReturnType<typeof store.checkpoint>>['header']
    const [difference] = await new Reconciler(viewsOf(chain, [], 1n), chain.deployment).compare(
      follower.state,
      header,
      true,
    )
    expect(difference).toMatchObject({ what: `asset ${USDC} of ${ALICE}`, ours: '999973000', theirs: '999973001' })

    const before = store.checkpoint()?.sequence ?? 0
    follower.rebuild()
    expect(follower.state.balances.size).toBe(0)
    await catchUp()
    expect(follower.state.balances.get(`${ALICE}:${USDC}`)?.free).toBe(999_973_000n)
    expect(told.at(-1)?.type).toBe('revert')
    expect(store.checkpoint()?.sequence).toBeGreaterThan(before)
  })
})

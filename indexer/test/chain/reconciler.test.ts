import { exchangeAbi } from '@gigahour/contracts/abi'
import { Funding, Side } from '@gigahour/contracts/side'
import { decodeFunctionData, encodeFunctionResult, type Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import { Reconciler } from '../../src/chain/reconciler.ts'
import type { Rpc } from '../../src/chain/rpc.ts'
import { EXCHANGE } from '../support/encode.ts'
import { FakeChain } from '../support/fakeChain.ts'
import { followerOf } from '../support/following.ts'
import { ACCOUNTS, USDC } from '../support/naiveExchange.ts'

const [ALICE] = ACCOUNTS as [`0x${string}`]

/** Answers the views of the exchange from what the naive one holds. @param owed - Added to every balance. */
const viewsOf = (chain: FakeChain, asked: unknown[], owed = 0n): Rpc => ({
  call: async <Result>(_: string, [call, at]: readonly unknown[]) => {
    asked.push(at)
    const { functionName, args } = decodeFunctionData({ abi: exchangeAbi, data: (call as { data: Hex }).data })
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
  ])

  it('finds nothing where state and chain agree, and asks at the very block', async () => {
    const { follower, catchUp, store } = followerOf(chain)
    await catchUp()
    const asked: unknown[] = []
    const header = store.checkpoint()?.header as NonNullable<ReturnType<typeof store.checkpoint>>['header']
    const reconciler = new Reconciler(viewsOf(chain, asked), EXCHANGE)
    expect(await reconciler.compare(follower.state, header, true)).toEqual([])
    expect(asked.every((at) => (at as { blockHash: Hex }).blockHash === header.hash)).toBe(true)
  })

  it('tells what differs, and a rebuild follows the chain anew', async () => {
    const { follower, catchUp, store, told } = followerOf(chain)
    await catchUp()
    const header = store.checkpoint()?.header as NonNullable<ReturnType<typeof store.checkpoint>>['header']
    const [difference] = await new Reconciler(viewsOf(chain, [], 1n), EXCHANGE).compare(follower.state, header, true)
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

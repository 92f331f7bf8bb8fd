import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomOf } from '@gigahour/contracts/testing/random'
import { toHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { identityOf } from '../../src/chain/followed.ts'
import { StopError } from '../../src/errors.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { encodeEvent } from '../support/encode.ts'
import { FakeChain } from '../support/fakeChain.ts'
import { contentsOf, followerOf } from '../support/following.ts'
import { ACCOUNTS, NaiveExchange, USDC } from '../support/naiveExchange.ts'

const [ALICE] = ACCOUNTS as [(typeof ACCOUNTS)[number]]
const STRANGER = `0x${'7'.repeat(40)}` as const

const deposit = (amount: bigint) => (exchange: NaiveExchange) => exchange.deposit(ALICE, USDC, amount)
const heldBy = (following: ReturnType<typeof followerOf>): bigint | undefined =>
  following.follower.state.balances.get(`${ALICE}:${USDC}`)?.free

describe('logs of strangers', () => {
  it('SPOOF: are passed over, also when the node tells of them unasked', async () => {
    const chain = new FakeChain()
    const spoofed = { ...encodeEvent(new NaiveExchange().deposit(ALICE, USDC, 999n)[0] as never), address: STRANGER }
    chain.mine(deposit(5n), [spoofed])
    chain.finalized = 0
    const following = followerOf(chain)
    chain.before = (method, params) => {
      if (method === 'eth_getLogs') (params[0] as { address: string[] }).address.push(STRANGER)
    }
    await following.catchUp()
    expect(heldBy(following)).toBe(5n)
  })
})

describe('a node that fails', () => {
  it('LAG: is asked again until it answers, and nothing is lost or doubled', async () => {
    const chain = new FakeChain()
    for (let block = 0; block < 20; block += 1) chain.mine(deposit(1n))
    chain.finalized = 10
    const random = randomOf(5)
    chain.before = () => {
      if (random.below(6) === 0) throw new Error('fetch failed')
    }
    const following = followerOf(chain)
    await following.catchUp()
    expect(heldBy(following)).toBe(20n)
    expect(following.troubles[0]).toBe('retry: fetch failed')
  })

  it('LAG: is asked for half as many blocks when its answer is too large', async () => {
    const chain = new FakeChain()
    for (let block = 0; block < 100; block += 1) chain.mine(deposit(1n))
    chain.finalized = 100
    const asked: number[] = []
    chain.before = (method, params) => {
      if (method !== 'eth_getLogs') return
      const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string }
      const size = Number(toBlock) - Number(fromBlock) + 1
      asked.push(size)
      if (size > 30) throw Object.assign(new Error('query returned more than 10000 results'), { code: -32005 })
    }
    const following = followerOf(chain)
    await following.catchUp()
    expect(asked.slice(0, 3)).toEqual([101, 51, 26])
    expect(heldBy(following)).toBe(100n)
    expect(following.troubles).toEqual([])
  })

  it('LAG: is not believed when a log comes from another block than was asked for', async () => {
    const chain = new FakeChain()
    chain.mine(deposit(1n))
    chain.mine(deposit(1n))
    let lies = 2
    const { call } = chain.rpc
    const lying = {
      call: async <Result>(method: string, params: readonly unknown[]) => {
        const answer = await call<Result>(method, params)
        if (method !== 'eth_getLogs' || lies === 0 || !Array.isArray(answer)) return answer
        lies -= 1
        return answer.map((log) => ({ ...log, blockHash: toHex(1, { size: 32 }), blockNumber: '0xffff' })) as Result
      },
    }
    Object.assign(chain.rpc, lying)
    const following = followerOf(chain)
    await following.catchUp()
    expect(following.troubles.length).toBeGreaterThan(0)
    expect(heldBy(following)).toBe(2n)
  })

  it('without a word for finality is taken at its depth', async () => {
    const chain = new FakeChain()
    for (let block = 0; block < 100; block += 1) chain.mine()
    chain.finalized = undefined
    const following = followerOf(chain)
    await following.catchUp()
    expect(following.follower.finalized).toBe(36)
  })
})

describe('a missing event', () => {
  it('LAG: stops the follower: a take whose number is not the next', async () => {
    const chain = new FakeChain()
    chain.mine((exchange) => {
      const told = ACCOUNTS.flatMap((account) => exchange.deposit(account, USDC, 10n ** 9n))
      told.push(...exchange.place(ALICE, 1, 1, 1, 0, 2_800, 10n))
      const takes = [1, 2].flatMap(() => exchange.place(ACCOUNTS[1] as typeof ALICE, 1, 1, 0, 0, 2_800, 3n))
      return [...told, ...takes.slice(1)]
    })
    await expect(followerOf(chain).catchUp()).rejects.toThrow('Market 1 is at take 0, the next is 2')
  })
})

describe('a store', () => {
  it('of another chain is refused, and rebuilt when asked to', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-store-'))
    const [one, other] = [new FakeChain(), new FakeChain()]
    const store = openStore(folder, identityOf(one.deployment))
    await followerOf(one, { store }).catchUp()
    store.close()
    const foreign = { ...other.deployment, blockHash: toHex(7, { size: 32 }) }
    expect(() => openStore(folder, identityOf(foreign))).toThrow(StopError)
    expect(() => openStore(folder, identityOf(foreign))).toThrow('GIGAHOUR_RESET=1')
    const rebuilt = openStore(folder, identityOf(foreign), true)
    expect(rebuilt.checkpoint()).toBeUndefined()
    rebuilt.close()
    rmSync(folder, { recursive: true })
  })

  it('of the same chain is rebuilt, too, when asked to', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-store-'))
    const chain = new FakeChain()
    const store = openStore(folder, identityOf(chain.deployment))
    await followerOf(chain, { store }).catchUp()
    expect(store.checkpoint()).toBeDefined()
    store.close()
    const reset = openStore(folder, identityOf(chain.deployment), true)
    expect(reset.checkpoint()).toBeUndefined()
    reset.close()
    rmSync(folder, { recursive: true })
  })

  it('BIGINT: keeps every integer of 256 bits', async () => {
    const largest = 2n ** 256n - 1n
    const chain = new FakeChain()
    chain.mine(deposit(largest))
    const following = followerOf(chain)
    await following.catchUp()
    const again = followerOf(chain, { store: following.store })
    expect(heldBy(again)).toBe(largest)
    expect(contentsOf(following.store).balances[0]?.free).toBe(largest)
  })
})

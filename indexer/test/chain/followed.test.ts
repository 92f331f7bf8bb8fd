import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { identityOf } from '../../src/chain/followed.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { encodeEvent } from '../support/encode.ts'
import { BUNDLE_FACTORY } from '../support/encodeFinancing.ts'
import { FakeChain } from '../support/fakeChain.ts'
import { followerOf } from '../support/following.ts'
import type { Told } from '../support/naiveExchange.ts'

const CHILD: Address = `0x${'7'.repeat(40)}`
const created: Told = {
  ...{ kind: 'bundleCreated', token: CHILD, credit: BUNDLE_FACTORY, note: BUNDLE_FACTORY, notesPerCredit: 2 },
}

/** The addresses of each question for logs, by the newest block asked for. */
function watched(chain: FakeChain) {
  const asked: { address: Address[]; blockHash?: string; fromBlock?: string; toBlock?: string }[] = []
  chain.before = (method, [filter]) => void (method === 'eth_getLogs' && asked.push(filter as (typeof asked)[number]))
  /** Whether the last question about a block was also about the child. */
  const wasAsked = (block: number): boolean | undefined => {
    const header = chain.blocks[block]?.header
    const about = asked.findLast(
      ({ blockHash, fromBlock, toBlock }) =>
        blockHash === header?.hash || (Number(fromBlock) <= block && block <= Number(toBlock)),
    )
    return about?.address.includes(CHILD)
  }
  return { asked, wasAsked }
}

describe('a contract that a factory announces', () => {
  it('is followed from its own block on, and in what was read ahead', async () => {
    const chain = new FakeChain()
    const { wasAsked } = watched(chain)
    chain.mine()
    chain.mine(() => [created])
    for (let block = 0; block < 5; block += 1) chain.mine()
    const { catchUp, follower } = followerOf(chain)
    await catchUp()
    expect([...follower.state.records.contracts.values()]).toEqual([{ address: CHILD, role: 'bundle' }])
    expect(wasAsked(1), 'before it was made nobody could know of it').toBe(false)
    for (let block = 2; block <= chain.head; block += 1) expect(wasAsked(block), `block ${block}`).toBe(true)
  })

  it('is followed in a backfill, in its own stretch and in the next', async () => {
    const chain = new FakeChain()
    const { wasAsked } = watched(chain)
    for (let block = 0; block < 150; block += 1) chain.mine()
    chain.mine(() => [created])
    for (let block = 0; block < 300; block += 1) chain.mine()
    chain.finalized = chain.head
    await followerOf(chain).catchUp()
    expect(wasAsked(151), 'its own stretch').toBe(true)
    expect(wasAsked(chain.head), 'the last stretch').toBe(true)
  })

  it('is known after a restart, and unknown once its block is taken back', async () => {
    const chain = new FakeChain()
    const store = openStore(':memory:', identityOf(chain.deployment))
    chain.mine(() => [created])
    await followerOf(chain, { store }).catchUp()

    const { wasAsked } = watched(chain)
    chain.mine()
    const restarted = followerOf(chain, { store })
    await restarted.catchUp()
    expect(wasAsked(chain.head), 'after the restart').toBe(true)

    chain.drop(2)
    for (let block = 0; block < 3; block += 1) chain.mine()
    await restarted.catchUp()
    expect(wasAsked(chain.head), 'after the reorg').toBe(false)
    expect(restarted.follower.state.records.contracts.size).toBe(0)
  })

  it('is followed only if the deployment names the factory', async () => {
    const chain = new FakeChain()
    const foreign = { ...encodeEvent(created), address: `0x${'8'.repeat(40)}` as const }
    chain.mine(() => [], [foreign])
    const { catchUp, follower } = followerOf(chain)
    await catchUp()
    expect(follower.state.records.contracts.size).toBe(0)
  })
})

describe('a store', () => {
  it('of a deployment with fewer contracts is refused: the past of the new ones is missing in it', () => {
    const { bundleFactory: _, ...older } = new FakeChain().deployment
    const now = { ...older, bundleFactory: BUNDLE_FACTORY }
    expect(identityOf(older).contracts).not.toEqual(identityOf(now).contracts)
    expect(identityOf(now).contracts).toContain(BUNDLE_FACTORY)
  })
})

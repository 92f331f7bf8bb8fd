import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Random, randomOf } from '@gigahour/contracts/testing/random'
import { afterAll, describe, expect, it } from 'vitest'
import { identityOf } from '../../src/chain/followed.ts'
import { StopError } from '../../src/errors.ts'
import type { State } from '../../src/market/state.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { FakeChain } from '../support/fakeChain.ts'
import { contentsOf, followerOf } from '../support/following.ts'
import { ACCOUNTS, type Acted, type NaiveExchange, USDC } from '../support/naiveExchange.ts'
import { actFinance } from '../support/naiveFinance.ts'
import type { FinanceState } from '../support/naiveFinanceState.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-reorg-'))
afterAll(() => rmSync(folder, { recursive: true }))

const busy =
  (random: Random, count = 12) =>
  (exchange: NaiveExchange): Acted =>
    Array.from({ length: random.below(count) }, () =>
      random.below(3) === 0 ? actFinance(exchange.state.finance, random) : exchange.act(random),
    ).flat()

const fund = (exchange: NaiveExchange): Acted =>
  ACCOUNTS.flatMap((account) => exchange.deposit(account, USDC, 10n ** 10n))

/** What the desk and the issuers have, as the naive ones say it. */
function expectFinance({ records }: State, { owed, credits, notes, bundles, offers }: FinanceState): void {
  for (const { id, open } of offers) expect(records.offers.get(`${id}`)?.open, `offer ${id}`).toBe(open)
  for (const [account, amount] of owed) {
    const { credited = 0n, claimed = 0n } = records.deskAccounts.get(account) ?? {}
    expect(credited - claimed, `the desk owes ${account}`).toBe(amount)
  }
  for (const { token, circulating, queued, bond } of credits) {
    expect(records.credits.get(token), token).toMatchObject({ circulating, queued, bond })
  }
  for (const { token, supply, deposited } of notes) {
    expect(records.notes.get(token), token).toMatchObject({ supply, deposited })
  }
  for (const { token, supply } of bundles) expect(records.bundles.get(token), token).toMatchObject({ supply })
}

describe('a store after reorgs', () => {
  it.each([1, 2, 3, 5])('REORG: is bit for bit the one built from scratch, seed %i', async (seed) => {
    const random = randomOf(seed)
    // So slow that hours end in most rounds, and days in all runs.
    const chain = new FakeChain(1_700)
    chain.mine(fund)
    chain.finalized = 1
    let following = followerOf(chain)
    let reverts = 0
    let [fills, blocks, legs, looks, marks] = [0, 0, 0, 0, 0]
    for (let round = 0; round < 60; round += 1) {
      const unfinal = chain.head - (chain.finalized ?? 0)
      const depth = Math.min(random.below(8), unfinal)
      if (depth > 0) chain.drop(depth)
      // Sometimes the new chain is shorter than the old one, sometimes as long, sometimes longer.
      for (let block = random.below(10); block > 0; block -= 1) chain.mine(busy(random))
      if (random.below(4) === 0) chain.finalized = Math.max(chain.finalized ?? 0, chain.head - random.below(12))
      // Sometimes the process was killed in between: it begins from what is stored.
      if (random.below(5) === 0) following = followerOf(chain, { store: following.store })
      await following.catchUp()
      await following.catchUp()

      expect(following.store.checkpoint()?.header.hash).toBe(chain.blocks.at(-1)?.header.hash)
      if (round % 5 !== 4) continue
      const fresh = followerOf(chain)
      await fresh.catchUp()
      expect(contentsOf(following.store)).toEqual(contentsOf(fresh.store))
      const contents = contentsOf(fresh.store)
      fills = Math.max(fills, contents.fills.length)
      blocks = Math.max(blocks, contents.fills.filter(({ kind }) => kind === 'block').length)
      legs = Math.max(legs, contents.legs.length)
      marks = Math.max(marks, contents.marks.length, contents.profits.length)
      for (const [key, { account, asset, free }] of following.follower.state.balances) {
        expect(free, key).toBe(chain.exchange.balance(account, asset))
      }
      expectFinance(following.follower.state, chain.exchange.state.finance)
      looks = Math.max(looks, contentsOf(fresh.store).history.points.length)
      reverts += following.told.filter(({ type }) => type === 'revert').length
    }
    expect(reverts).toBeGreaterThan(5)
    expect(fills).toBeGreaterThan(20)
    expect(looks, 'hours that are over, in which credits were looked at').toBeGreaterThan(0)
    expect(blocks, 'block trades').toBeGreaterThan(0)
    expect(marks, 'days that closed').toBeGreaterThan(0)
    expect(legs, 'trades in several markets').toBeGreaterThan(0)
  })

  it('REORG: survives a chain that changes while it is read', async () => {
    const random = randomOf(9)
    const chain = new FakeChain()
    chain.mine(fund)
    const following = followerOf(chain)
    let left = 40
    chain.before = () => {
      if (left === 0 || random.below(3) > 0) return
      left -= 1
      chain.drop(Math.min(random.below(3), chain.head - 1))
      for (let block = 1 + random.below(3); block > 0; block -= 1) chain.mine(busy(random))
    }
    while (left > 0) await following.catchUp()
    await following.catchUp()
    chain.before = () => undefined
    const fresh = followerOf(chain)
    await fresh.catchUp()
    expect(contentsOf(following.store)).toEqual(contentsOf(fresh.store))
  })

  it('REORG: halts when final blocks are taken back', async () => {
    const chain = new FakeChain()
    for (let block = 0; block < 20; block += 1) chain.mine()
    chain.finalized = 15
    const { catchUp, store } = followerOf(chain)
    await catchUp()
    chain.drop(10)
    for (let block = 0; block < 20; block += 1) chain.mine()
    await expect(catchUp()).rejects.toThrow(StopError)
    expect(store.checkpoint()?.header.number, 'nothing was changed').toBe(20)
  })

  it('REORG: never uses a sequence twice', async () => {
    const chain = new FakeChain()
    for (let block = 0; block < 5; block += 1) chain.mine()
    const { catchUp, told } = followerOf(chain)
    await catchUp()
    chain.drop(3)
    for (let block = 0; block < 4; block += 1) chain.mine()
    await catchUp()
    const sequences = told.map(({ checkpoint }) => checkpoint.sequence)
    expect(sequences).toEqual([...sequences].sort((one, other) => one - other))
  })
})

describe('a store whose process was killed', () => {
  it('holds the step before or the step after, never half of one', async () => {
    const random = randomOf(3)
    const chain = new FakeChain()
    chain.mine(fund)
    for (let block = 0; block < 30; block += 1) chain.mine(busy(random))
    const data = path.join(folder, 'killed')
    const first = openStore(data, identityOf(chain.deployment))
    const following = followerOf(chain, { store: first })
    await following.catchUp()
    const before = contentsOf(first)

    // A step that fails in its middle: its last fill is one that is stored already.
    chain.mine(busy(random, 40))
    const broken = {
      ...first,
      commit: (step: Parameters<typeof first.commit>[0]) => {
        step.draft.fills.push({ ...(before.fills[0] as (typeof before.fills)[number]), id: 1e9 })
        return first.commit(step)
      },
    }
    const abort = new AbortController()
    const failing = followerOf(chain, {
      store: broken,
      events: { progress: () => undefined, trouble: () => abort.abort() },
    })
    await failing.follower.catchUp(abort.signal)
    expect(contentsOf(first)).toEqual(before)
    first.close()

    const second = followerOf(chain, { store: openStore(data, identityOf(chain.deployment)) })
    await second.catchUp()
    const fresh = followerOf(chain)
    await fresh.catchUp()
    expect(contentsOf(second.store)).toEqual(contentsOf(fresh.store))
  })
})

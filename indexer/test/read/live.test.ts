import type { Address } from 'viem'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FinanceReads } from '../../src/api/financeReads.ts'
import type { Change } from '../../src/api/readModel.ts'
import { deskModel } from '../../src/read/deskModel.ts'
import { financeModel } from '../../src/read/financeModel.ts'
import { FurtherChanges } from '../../src/read/furtherChanges.ts'
import { at, CREDIT, financeStory, HOLDER, ISSUER } from '../support/financeStory.ts'
import { manyCredits, queueMany } from '../support/manyCredits.ts'
import type { Told } from '../support/naiveExchange.ts'
import type { Story } from '../support/story.ts'

const CREDITS = 300

const readsOf = (story: Story) => ({
  desk: deskModel(story.store, () => story),
  finance: financeModel(story.store, () => story),
})

const bondOf = (token: Address, bond: bigint): Told => ({
  ...{ kind: 'bondAdded', token, from: ISSUER, amount: 1n, bond },
})

const creditsIn = (changes: Change[]): string[] =>
  changes.flatMap((change) => (change.channel === 'credits' ? change.credits.map(({ token }) => token) : []))

/** Counts the credits of earlier blocks that are looked at from now on, and the rows that are made into text. */
function countWork({ state }: Story) {
  const looked = new Set<Address>()
  for (const [key, credit] of state.records.credits) {
    const watched = new Proxy(credit, {
      get: (row, field) => {
        if (field === 'bond') looked.add(credit.token)
        return Reflect.get(row, field)
      },
    })
    state.records.credits.set(key, watched)
  }
  const text = vi.spyOn(JSON, 'stringify')
  return () => ({ looked: [...looked], texts: text.mock.calls.length })
}

describe('what a block costs', () => {
  afterEach(() => void vi.restoreAllMocks())
  const { story, tokens } = manyCredits(CREDITS)
  const further = new FurtherChanges(readsOf(story), () => story)
  const first = tokens[0] as Address
  further.of(story.commit(story.now - (story.now % 60) + 60, []))

  it('LAG: is what it touched, however many credits there are', () => {
    const work = countWork(story)
    const draft = story.commit(story.now + 1, [bondOf(first, 1_000_001n)])
    const { texts } = work()
    expect(creditsIn(further.of(draft))).toEqual([first])
    expect(work().looked).toEqual([first])
    // The credit, its line of the overview, and the monitor.
    expect(work().texts - texts).toBe(3)
  })

  it('LAG: is nothing if it touched nothing', () => {
    const draft = story.commit(story.now + 1, [])
    const work = countWork(story)
    expect(further.of(draft)).toEqual([])
    expect(work()).toEqual({ looked: [], texts: 0 })
  })

  it('looks at all that is live once a minute, for what time changed', () => {
    const [untouched, opened] = [story.now - (story.now % 60) + 60, story.now + 3_600]
    expect(creditsIn(further.of(story.commit(untouched, [])))).toEqual([])
    expect(creditsIn(further.of(story.commit(opened, [])))).toHaveLength(CREDITS + 1)
    expect(creditsIn(further.of(story.commit(opened + 1, [])))).toEqual([])
  })
})

describe('a row that a price moves and moves back between two looks', () => {
  /** Channels that the next minute's look tells, if whoever came in between was given what `read` says. */
  function told(read: (finance: FinanceReads) => unknown): string[] {
    const story = financeStory()
    const reads = readsOf(story)
    const further = new FurtherChanges(reads, () => story)
    const commit = (second: number, price?: bigint) => {
      const printed = { kind: 'printed', grade: 1, day: at('2026-02-28T00:00') / 86_400 } as const
      const changes = further.of(story.commit(at('2026-03-05T12:02') + second, price ? [{ ...printed, price }] : []))
      return changes.map(({ channel }) => channel)
    }
    commit(0, 2_900_000n)
    expect(commit(1, 3_000_000n)).toEqual([])
    read(further.noted(reads.finance))
    expect(commit(2, 2_900_000n)).toEqual([])
    return commit(60)
  }

  it('is no news if nobody came in between', () => {
    expect(told(() => undefined)).toEqual([])
  })

  it('is told to whoever was given it as it was in between', () => {
    expect(told((finance) => finance.live.credits())).toEqual(['credits'])
    expect(told((finance) => finance.provider(ISSUER))).toEqual(['credits'])
    expect(told((finance) => finance.monitor())).toEqual(['monitor'])
    // What these say of a closed credit is its bond, which no print moves.
    expect(told(({ overview, live }) => [overview(), live.notes(), live.bundles()])).toEqual([])
  })
})

describe('what is told unasked', () => {
  it('QUERY: is at most 500 credits, those that are not over first', () => {
    const { story, tokens } = manyCredits(600, 50)
    const { credits } = readsOf(story).finance.live
    // Of the story's own and 600 the first 50 are over; of the 551 others the oldest 51 are left out, the story's among them.
    expect(credits().map(({ token }) => token)).toEqual(tokens.slice(100))
    const few = manyCredits(520, 50)
    const rows = readsOf(few.story).finance.live.credits()
    expect(rows).toHaveLength(500)
    // 471 are not over, the story's own among them: the newest 29 of those that are fill it up.
    expect(rows.map(({ token }) => token).slice(1)).toEqual(few.tokens.slice(21))
  })

  it('QUERY: is at most 500 redemptions, and of a queue that moved as many behind', () => {
    const { story, tokens } = manyCredits(1)
    const [token] = tokens as [Address]
    queueMany(story, token, 700)
    const { finance, desk } = readsOf(story)
    expect(finance.live.redemptions()).toHaveLength(500)
    const further = new FurtherChanges({ finance, desk }, () => story)
    further.of(story.commit(story.now + 1, []))
    const served: Told = {
      ...{ kind: 'unitsDelivered', token, redemption: 10, signer: ISSUER, lots: 1n, delivered: 1n, time: story.now },
      ...{ released: 1_000n, bond: 999_000n },
    }
    const changes = further.of(story.commit(story.now + 1, [served]))
    const [told] = changes.flatMap((change) => (change.channel === 'credits' ? [change.redemptions] : []))
    expect(told?.map(({ redemption }) => redemption)).toEqual(Array.from({ length: 501 }, (_, number) => number + 10))
    // Nine wait before the tenth, which waits no more.
    expect(told?.slice(0, 3).map(({ ahead }) => ahead)).toEqual(['9', '9', '10'])
  })

  it('is that all who wait may leave, once their credit is in default', () => {
    const story = financeStory()
    const { finance, desk } = readsOf(story)
    const further = new FurtherChanges({ finance, desk }, () => story)
    const now = at('2026-03-05T13:00')
    // A receipt half an hour before: three days after it would be the 8th. But 6 of 10 units are 16.8 of the window's 28 days.
    const receipt = { redemption: 1, signer: HOLDER, lots: 1_000n, delivered: 6_000n, time: at('2026-02-28T12:00') }
    further.of(
      story.commit(now - 1_800, [
        { kind: 'unitsDelivered', token: CREDIT, ...receipt, released: 800_000n, bond: 75_200_000n },
      ]),
    )
    const behind = at('2026-02-20T19:12')
    expect(finance.account(HOLDER).redemptions[0]?.leaveFrom).toBe(behind)
    // 84 units circulate and 10 are in redemption; the bond is short of 94 × 2.80 × 1.1.
    const terms = { lots: 94_000n, price: 2_800_000n, isIssuePrice: false, owed: 289_520_000n, pool: 75_200_000n }
    const draft = story.commit(now, [{ kind: 'creditDefaulted', token: CREDIT, ...terms, released: 0n }])
    expect(finance.account(HOLDER).redemptions[0]?.leaveFrom).toBe(behind)
    const told = further.of(draft).flatMap((change) => (change.channel === 'credits' ? change.redemptions : []))
    // The second never moved: it might have been left since 4 February.
    expect(told.map(({ redemption, leaveFrom }) => [redemption, leaveFrom])).toEqual([
      [1, behind],
      [2, at('2026-02-04T00:00')],
    ])
  })
})

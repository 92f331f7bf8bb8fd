import type { Address } from 'viem'
import type { Credit } from '../../src/market/credit.ts'
import { CREDIT, financeStory, HOLDER } from './financeStory.ts'
import type { Told } from './naiveExchange.ts'
import type { Story } from './story.ts'

const tokenOf = (number: number): Address => `0x7${number.toString(16).padStart(39, '0')}`

/** The story, and so many more credits of its first issuer, oldest first; `isOver` of them have nothing undelivered any more. */
export function manyCredits(count: number, over = 0): { story: Story; tokens: Address[] } {
  const story = financeStory()
  const { terms, issuer, issuePrice } = story.state.records.credits.get(CREDIT) as Credit
  const tokens = Array.from({ length: count }, (_, number) => tokenOf(number))
  const window = { start: story.now + 3_600, end: story.now + 86_400 }
  const issued = tokens.map((token, number): Told => {
    const named = { name: `Credit ${number}`, symbol: `C-${number}` }
    const lots = 2_000n
    return {
      kind: 'creditIssued',
      token,
      issuer,
      lots,
      bond: 1_000_000n,
      issuePrice,
      terms: { ...terms, ...named, ...window },
    }
  })
  const bought = tokens.slice(0, over).map((token): Told => {
    return { kind: 'boughtBack', token, lots: 2_000n, released: 1_000_000n, bond: 0n }
  })
  story.commit(story.now + 1, [...issued, ...bought])
  return { story, tokens }
}

/** So many redemptions of one lot. */
export function queueMany(story: Story, token: Address, count: number): void {
  const queued = Array.from({ length: count }, (_, number): Told => {
    return {
      kind: 'redemptionQueued',
      token,
      redemption: number + 1,
      holder: HOLDER,
      lots: 1n,
      queuedBefore: BigInt(number),
    }
  })
  story.commit(story.now + 1, queued)
}

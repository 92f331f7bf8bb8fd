import { Funding, Side } from '@gigahour/contracts/side'
import { describe, expect, it } from 'vitest'
import { Draft } from '../../src/market/draft.ts'
import { foldEvents } from '../../src/market/fold.ts'
import { markOf } from '../../src/market/mark.ts'
import type { State } from '../../src/market/state.ts'
import { emptyState } from '../support/folded.ts'
import { ACCOUNTS, type Acted, listings, NaiveExchange, USDC } from '../support/naiveExchange.ts'

const NONE = { volume: 0n, turnover: 0n }
const BASE = { cap: 7_000, traded: NONE, bid: null, ask: null, index: null, lastBasis: null }

describe('the mark of a day', () => {
  it('is the volume-weighted mean of what was traded', () => {
    // 3 lots at 2,800 and 1 at 2,802: 2,800.5, rounded half up.
    const traded = { volume: 4n, turnover: 11_202n }
    expect(markOf({ ...BASE, traded, bid: 1 as never, ask: 9 as never, index: 2_790_000n })).toEqual({
      ...{ tick: 2_801, rule: 'trades', basis: 11_000n },
    })
  })

  it('is the mid without a trade, rounded half up', () => {
    expect(markOf({ ...BASE, bid: 2_800, ask: 2_805 })).toEqual({ tick: 2_803, rule: 'mid', basis: null })
  })

  it('is the index plus the last basis without a two-sided book', () => {
    const one = { ...BASE, bid: 2_800, index: 2_750_400n, lastBasis: 11_000n }
    // 2,761.4 ticks.
    expect(markOf(one)).toEqual({ tick: 2_761, rule: 'index', basis: 11_000n })
    expect(markOf({ ...one, lastBasis: -3_000_000n }), 'never below nothing').toMatchObject({ tick: 0 })
    expect(markOf({ ...one, lastBasis: 9_000_000n }), 'never above the cap').toMatchObject({ tick: 7_000 })
  })

  it('is not known without index or basis', () => {
    expect(markOf(BASE)).toBeUndefined()
    expect(markOf({ ...BASE, index: 1n })).toBeUndefined()
    expect(markOf({ ...BASE, lastBasis: 1n })).toBeUndefined()
  })
})

const [ALICE, BOB] = ACCOUNTS as [`0x${string}`, `0x${string}`]
/** 2026-11-20. */
const DAY = 20_777
const CLOSE = DAY * 86_400 + 72_000
const HOUR = 3_600

/** Blocks of one exchange; each is one that holds some actions. */
class Blocks {
  readonly state: State = emptyState()
  readonly naive = new NaiveExchange()
  #block = 0

  commit(timestamp: number, acted: Acted): Draft {
    this.#block += 1
    const draft = new Draft(this.state)
    const events = acted.flat().map((event, logIndex) => ({
      ...{ ...event, at: { block: this.#block, logIndex, timestamp, transaction: '0x00' as const } },
    }))
    foldEvents(draft, events, timestamp)
    this.state.absorb(draft)
    return draft
  }

  buy(timestamp: number, tick: number, lots: bigint): void {
    this.commit(timestamp, [
      ...this.naive.place(ALICE, 1, 1, Side.Ask, Funding.Quote, tick, lots),
      ...this.naive.place(BOB, 1, 1, Side.Bid, Funding.Quote, tick, lots),
      ...this.naive.settle(ALICE, 1),
    ])
  }
}

function begun(): Blocks {
  const blocks = new Blocks()
  blocks.commit(CLOSE - 10 * HOUR, listings())
  blocks.commit(
    CLOSE - 9 * HOUR,
    [ALICE, BOB].flatMap((account) => blocks.naive.deposit(account, USDC, 10n ** 9n)),
  )
  return blocks
}

const rowsOf = <Row>(rows: Iterable<Row>): Row[] => [...rows]

describe('the close of a day', () => {
  it('marks by the trades of the 30 minutes before it, the close itself excluded', () => {
    const blocks = begun()
    blocks.buy(CLOSE - 1_801, 2_000, 100n)
    blocks.buy(CLOSE - 1_800, 2_800, 30n)
    blocks.buy(CLOSE - 1, 2_802, 10n)
    const draft = new Draft(blocks.state)
    foldEvents(draft, [], CLOSE - 1)
    expect(rowsOf(draft.records.markHistory.rows()), 'not closed yet').toEqual([])
    blocks.buy(CLOSE, 5_000, 1n)
    // (30 × 2,800 + 10 × 2,802) ÷ 40 = 2,800.5.
    expect(blocks.state.records.marks.get('1')).toEqual({
      ...{
        market: 1,
        day: DAY,
        tick: 2_801,
        rule: 'trades',
        index: null,
        indexDay: null,
        basis: null,
        openInterest: 140n,
      },
    })
  })

  it('adds up what each account made since the close before', () => {
    const blocks = begun()
    blocks.buy(CLOSE - 60, 2_800, 100n)
    const first = blocks.commit(CLOSE + 5, [])
    // Both are valued at the price they traded at; the taker paid 1 %.
    expect(rowsOf(first.records.profits.rows())).toEqual([
      { account: BOB, market: 1, day: DAY, net: 100n, tick: 2_800, profit: -2_800n, total: -2_800n },
      { account: ALICE, market: 1, day: DAY, net: -100n, tick: 2_800, profit: 0n, total: 0n },
    ])
    blocks.commit(CLOSE + HOUR, [
      ...blocks.naive.place(ALICE, 2, 1, Side.Ask, Funding.Quote, 2_910, 1n),
      ...blocks.naive.place(ALICE, 3, 1, Side.Bid, Funding.Quote, 2_890, 1n),
    ])
    // Two days later: both closes are made up for, with the book as it stood.
    const second = blocks.commit(CLOSE + 2 * 86_400, [])
    expect(rowsOf(second.records.markHistory.rows()).map(({ day, tick, rule }) => [day, tick, rule])).toEqual([
      [DAY + 1, 2_900, 'mid'],
      [DAY + 2, 2_900, 'mid'],
    ])
    expect(
      rowsOf(second.records.profits.rows()).map(({ account, day, profit, total }) => [account, day, profit, total]),
    ).toEqual([
      [BOB, DAY + 1, 10_000n, 7_200n],
      [ALICE, DAY + 1, -10_000n, -10_000n],
      [BOB, DAY + 2, 0n, 7_200n],
      [ALICE, DAY + 2, 0n, -10_000n],
    ])
  })

  it('falls back on the index and the basis of the last day that had both', () => {
    const blocks = begun()
    blocks.buy(CLOSE - 60, 2_800, 10n)
    const print = (day: number, price: bigint): Acted => [{ kind: 'printed', grade: 1, day, price }]
    blocks.commit(CLOSE - 30, print(DAY - 1, 2_750_000n))
    blocks.commit(CLOSE + HOUR, print(DAY, 2_760_000n))
    expect(blocks.state.records.marks.get('1')).toMatchObject({
      rule: 'trades',
      index: 2_750_000n,
      indexDay: DAY - 1,
      basis: 50_000n,
    })
    blocks.commit(CLOSE + 86_400, [])
    expect(blocks.state.records.marks.get('1')).toMatchObject({
      ...{ day: DAY + 1, tick: 2_810, rule: 'index', index: 2_760_000n, indexDay: DAY, basis: 50_000n },
    })
    blocks.commit(CLOSE + 10 * 86_400, [])
    expect(blocks.state.records.marks.get('1'), 'an index of more than three days ago is none').toMatchObject({
      day: DAY + 3,
    })
  })
})

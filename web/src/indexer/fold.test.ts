import type { AccountOrder, Candle, Fill, Market } from '@gigahour/indexer/api'
import { describe, expect, test } from 'vitest'
import { fixtureBook, fixtureCurve, fixtureMarkets } from '../../test/fixture.ts'
import { foldBook, foldCandles, foldCurve, foldFills, foldMarkets, foldOrders } from './fold.ts'

describe('foldBook', () => {
  const book = {
    symbol: 'H100Z26',
    sequence: 1,
    bids: [
      { tick: 10, lots: '5', orders: 1 },
      { tick: 8, lots: '5', orders: 1 },
    ],
    asks: [{ tick: 12, lots: '5', orders: 1 }],
  }

  test('changes, adds and removes levels, best first on both sides', () => {
    const next = foldBook(book, {
      bids: [
        { tick: 9, lots: '7', orders: 1 },
        { tick: 10, lots: '0', orders: 0 },
      ],
      asks: [{ tick: 11, lots: '1', orders: 1 }],
    })
    expect(next.bids.map(({ tick }) => tick)).toEqual([9, 8])
    expect(next.asks.map(({ tick }) => tick)).toEqual([11, 12])
  })

  test('leaves the old book as it was', () => {
    const before = structuredClone(book)
    foldBook(book, { bids: [{ tick: 10, lots: '0', orders: 0 }], asks: [] })
    expect(book).toEqual(before)
  })

  test('ends where a list that is sorted anew ends', () => {
    let folded = fixtureBook('H100Z26')
    const bids = new Map(folded.bids.map((level) => [level.tick, level.lots]))
    for (let i = 0; i < 500; i++) {
      const tick = 2300 + ((i * 7919) % 150)
      const lots = String((i * 31) % 5 === 0 ? 0 : i)
      if (lots === '0') bids.delete(tick)
      else bids.set(tick, lots)
      folded = foldBook(folded, { bids: [{ tick, lots, orders: 1 }], asks: [] })
    }
    const expected = [...bids].sort((a, b) => b[0] - a[0])
    expect(folded.bids.map(({ tick, lots }) => [tick, lots])).toEqual(expected)
  })
})

test('a fill that comes twice is there once, newest first', () => {
  const fill = (id: string, block: number) => ({ id, block, logIndex: 0 }) as Fill
  const folded = foldFills([fill('b', 2), fill('a', 1)], [fill('c', 3), fill('b', 2)])
  expect(folded.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
})

test('a changed candle takes the place of the old one, a new one follows it', () => {
  const candle = (start: number, close: number) => ({ start, close }) as Candle
  const candles = [candle(0, 1), candle(60, 2)]
  expect(foldCandles(candles, [candle(60, 3)])).toEqual([candle(0, 1), candle(60, 3)])
  expect(foldCandles(candles, [candle(120, 4)])).toEqual([...candles, candle(120, 4)])
  expect(foldCandles(candles, [candle(0, 9), candle(120, 4)])).toEqual([candle(0, 9), candle(60, 2), candle(120, 4)])
})

test('a market or a month that is not known yet asks for a snapshot', () => {
  const markets = fixtureMarkets()
  const [first] = markets as [Market]
  const { stats } = first
  const halt = {
    symbol: first.symbol,
    status: 'halted',
    haltedUntil: 1_790_000_000,
    settlementTick: null,
    stats,
  } as const
  const folded = foldMarkets(markets, [halt])
  expect(folded).toHaveLength(48)
  expect(folded?.[0]).toEqual({ ...first, ...halt })
  expect(foldMarkets(markets, [{ ...halt, symbol: 'NEW' }])).toBeNull()
  const curve = fixtureCurve('H100-US')
  const [point] = curve.points
  if (!point) throw new Error('the fixture has no month')
  expect(foldCurve(curve, [{ ...point, symbol: 'NEW' }])).toBeNull()
})

test('an order that is over stays until it is credited', () => {
  const order = (slot: number, status: string, unsettled: string) =>
    ({ slot, status, unsettled, placedAt: 1 }) as AccountOrder
  const open = [order(0, 'open', '0'), order(1, 'open', '0')]
  const filled = foldOrders(open, [order(1, 'filled', '500')])
  expect(filled.map(({ slot, unsettled }) => [slot, unsettled])).toEqual([
    [1, '500'],
    [0, '0'],
  ])
  expect(foldOrders(filled, [order(1, 'filled', '0')]).map(({ slot }) => slot)).toEqual([0])
})

import { describe, expect, it } from 'vitest'
import { Action, type Order } from './instruction.ts'
import { cancelOwnCrossing, type OwnOrder, settleOnTheWay } from './ownOrders.ts'
import { Funding, Side } from './side.ts'
import { toLots, toTick } from './units.ts'

const own = (slot: number, side: Side, tick: number, more: Partial<OwnOrder> = {}): OwnOrder => ({
  slot,
  market: 5,
  side,
  tick: toTick(tick),
  lots: toLots(100n),
  filled: toLots(0n),
  ...more,
})

const order = (side: Side, tick: number, more: Partial<Order> = {}): Order => ({
  action: Action.GoodTilCancelled,
  side,
  funding: Funding.Quote,
  slot: 99,
  market: 5,
  tick: toTick(tick),
  lots: toLots(100n),
  ...more,
})

const cancelled = (...slots: number[]) => slots.map((slot) => ({ action: Action.Cancel, slot }))

describe('own orders that a new one would trade with', () => {
  const resting = [own(1, Side.Bid, 98), own(2, Side.Bid, 100), own(3, Side.Ask, 101), own(4, Side.Ask, 103)]

  it('are the asks at and below a bid, the bids at and above an ask', () => {
    expect(cancelOwnCrossing(resting, order(Side.Bid, 100))).toEqual([])
    expect(cancelOwnCrossing(resting, order(Side.Bid, 101))).toEqual(cancelled(3))
    expect(cancelOwnCrossing(resting, order(Side.Bid, 200))).toEqual(cancelled(3, 4))
    expect(cancelOwnCrossing(resting, order(Side.Ask, 100))).toEqual(cancelled(2))
    expect(cancelOwnCrossing(resting, order(Side.Ask, 98))).toEqual(cancelled(1, 2))
  })

  it('are none of another market, and none that are filled', () => {
    expect(cancelOwnCrossing(resting, order(Side.Bid, 200, { market: 6 }))).toEqual([])
    const filled = [own(3, Side.Ask, 101, { filled: toLots(100n) }), own(4, Side.Ask, 101, { filled: toLots(99n) })]
    expect(cancelOwnCrossing(filled, order(Side.Bid, 101))).toEqual(cancelled(4))
  })

  it('need a Cancel in the new order’s slot only if it does not free that slot before it takes', () => {
    const bid = (action: Order['action']) => cancelOwnCrossing(resting, order(Side.Bid, 101, { action, slot: 3 }))
    expect(bid(Action.GoodTilCancelled)).toEqual([])
    for (const action of [Action.PostOnly, Action.ImmediateOrCancel, Action.FillOrKill]) {
      expect(bid(action)).toEqual(cancelled(3))
    }
  })
})

describe('filled slots', () => {
  const filled = toLots(1n)
  const orders = [own(1, Side.Bid, 98, { filled }), own(2, Side.Bid, 99), own(3, Side.Bid, 97, { filled })]
  const settle = (slot: number) => ({ action: Action.Settle, slot })

  it('are settled before the batch', () => {
    const bid = order(Side.Bid, 90)
    expect(settleOnTheWay(orders, [bid])).toEqual([settle(1), settle(3), bid])
    expect(settleOnTheWay([], [bid])).toEqual([bid])
  })

  it('that the batch credits before its first order are left to it', () => {
    const bid = order(Side.Bid, 90)
    const heartbeat = { action: Action.CancelAfter, timestamp: 1 }
    expect(settleOnTheWay(orders, [heartbeat, ...cancelled(1), bid])).toEqual([
      settle(3),
      heartbeat,
      ...cancelled(1),
      bid,
    ])
    expect(settleOnTheWay(orders, [settle(3)])).toEqual([settle(1), settle(3)])
    // An order before the Cancel may need what the slot credits.
    expect(settleOnTheWay(orders, [bid, ...cancelled(1)])).toEqual([settle(1), settle(3), bid, ...cancelled(1)])
  })
})

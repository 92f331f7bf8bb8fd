import { describe, expect, it } from 'vitest'
import { foldFee, foldTrade, foldTransfer, noPosition, type Position } from '../../src/market/position.ts'

const start = noPosition('0x1', 1)
const trades = (...list: [lots: bigint, tick: number][]): Position =>
  list.reduce((position, [lots, tick]) => foldTrade(position, lots, tick), start)

describe('a position', () => {
  it('costs what its lots cost on average', () => {
    expect(trades([10n, 100], [30n, 120])).toMatchObject({ net: 40n, cost: 4_600n, realised: 0n })
  })

  it('realises the difference to the average as it shrinks', () => {
    // Average 115; ten sold at 125 bring 10 a lot.
    expect(trades([10n, 100], [30n, 120], [-10n, 125])).toMatchObject({ net: 30n, cost: 3_450n, realised: 100n })
  })

  it('that is short gains as the price falls', () => {
    expect(trades([-10n, 100], [4n, 90])).toMatchObject({ net: -6n, cost: -600n, realised: 40n })
  })

  it('that turns over is closed first, and opens at the new price', () => {
    expect(trades([10n, 100], [-25n, 110])).toMatchObject({ net: -15n, cost: -1_650n, realised: 100n })
  })

  it('loses no unit to rounding once it is closed', () => {
    const closed = trades([1n, 100], [2n, 101], [-1n, 100], [-1n, 100], [-1n, 100])
    expect(closed).toMatchObject({ net: 0n, cost: 0n, realised: -2n })
  })

  it('pays the fee out of what it realised', () => {
    expect(foldFee(trades([10n, 100]), 7n).realised).toBe(-7n)
  })

  it('realises nothing when tokens leave, and takes what comes at the last price', () => {
    const held = trades([10n, 100])
    expect(foldTransfer(held, -4n, 150)).toMatchObject({ net: 6n, cost: 600n, realised: 0n })
    expect(foldTransfer(held, 5n, 150)).toMatchObject({ net: 15n, cost: 1_750n, realised: 0n })
    expect(foldTransfer(held, -15n, 150)).toMatchObject({ net: -5n, cost: -750n, realised: 0n })
  })
})

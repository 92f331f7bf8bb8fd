import { expect, test } from 'vitest'
import { fixtureCurve } from '../../test/fixture.ts'
import { gridOf, layoutCurve } from './layout.ts'

const frame = { width: 600, height: 300, left: 0, right: 0, top: 20, bottom: 20 }

test('a month without both sides is a gap in the line, never joined', () => {
  // In the fixture the tenth month has no asks.
  const { pieces, points } = layoutCurve(fixtureCurve('H100-US').points, frame)
  expect(pieces.map((piece) => piece.length)).toEqual([9, 2])
  expect(points[9]).toMatchObject({ ask: null, mid: null })
  expect(points[9]?.bid).not.toBeNull()
})

test('everything lies in the frame, higher prices above', () => {
  const { points } = layoutCurve(fixtureCurve('B200-US').points, frame)
  for (const { bid, ask } of points) {
    for (const y of [bid, ask]) if (y !== null) expect(y).toSatisfy((value: number) => value >= 20 && value <= 280)
    if (bid !== null && ask !== null) expect(ask).toBeLessThan(bid)
  }
})

test('a month listed twice stands beside itself', () => {
  const [first] = fixtureCurve('H100-US').points
  if (!first) throw new Error('the fixture has no month')
  const { points } = layoutCurve([first, { ...first, symbol: 'H100Z26-C10' }], frame)
  expect(points[1]?.x).toBeGreaterThan(points[0]?.x ?? 0)
})

test('an index beyond every month still lies in the frame, at its own height', () => {
  const { points } = fixtureCurve('H100-US')
  const highest = Math.max(...points.map(({ ask, bid }) => ask ?? bid ?? 0))
  const laid = layoutCurve(points, frame, highest + 400)
  expect(laid.index).toSatisfy(
    (y: number) => y >= 20 && y < Math.min(...laid.points.map(({ ask, bid }) => ask ?? bid ?? 300)),
  )
  expect(layoutCurve(points, frame).index).toBeNull()
})

test('an empty curve draws without a price', () => {
  expect(layoutCurve([], frame).points).toEqual([])
})

test('round prices on the grid', () => {
  expect(gridOf(2290, 2510)).toEqual([2300, 2350, 2400, 2450, 2500])
})

import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TimeLine } from './TimeLine.tsx'

/** A page that gives every element the same room. */
class Room {
  #told: (entries: { contentRect: { width: number; height: number } }[]) => void
  constructor(told: Room['tell']) {
    this.#told = told
  }
  tell(_entries: { contentRect: { width: number; height: number } }[]): void {}
  observe(): void {
    this.#told([{ contentRect: { width: 400, height: 140 } }])
  }
  disconnect(): void {}
}

beforeEach(() => vi.stubGlobal('ResizeObserver', Room))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('a point that no scale holds stands above all others and is said in words', () => {
  const { container } = render(
    <TimeLine
      label="Queue"
      points={[
        { time: 0, value: 50 },
        { time: 1, value: 120 },
        { time: 2, value: null, beyond: 'no capacity' },
      ]}
      thresholds={[{ value: 100, label: 'Warning', tone: 'danger' }]}
      formatValue={String}
      formatTime={String}
    />,
  )
  const heights = [...container.querySelectorAll('circle')].map((circle) => Number(circle.getAttribute('cy')))
  expect(heights).toHaveLength(3)
  expect(heights[2]).toBeLessThan(heights[1] ?? 0)
  expect(heights[1]).toBeLessThan(heights[0] ?? 0)
  expect(container.querySelectorAll('circle title')[2]?.textContent).toBe('2: no capacity')
  // It is joined to what came before: there is no gap.
  expect(container.querySelector('polyline')?.getAttribute('points')?.split(' ')).toHaveLength(3)
})

import type { Monitor, MonitorPoint } from '@gigahour/indexer/api/monitor'
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { RunMonitor } from './RunMonitor.tsx'

const point = (change: Partial<MonitorPoint> = {}): MonitorPoint => ({
  start: 1_795_370_400,
  price: '2000000',
  fair: '2500000',
  dropBp: 2000,
  bond: '1000000',
  owed: '4000000',
  coverageBp: 2500,
  queued: '1000',
  deliveredPerDay: '0',
  capacity: null,
  queueBp: null,
  signs: [],
  level: 'calm',
  ...change,
})

type Watched = { symbol: string; now: MonitorPoint }

const draw = (now: MonitorPoint, others: Watched[] = [], issued: { token: string; state: string }[] = []) => {
  const monitor: Monitor = {
    rules: {
      dropBp: { watch: 1000, warning: 2500 },
      coverageBp: { watch: 3000, warning: 2000 },
      queueBp: { watch: 5000, warning: 10_000 },
    },
    credits: [{ symbol: 'NW-H100', now }, ...others].map((each, n) => ({
      ...each,
      token: n === 0 ? ALICE : BOB,
      issuer: BOB,
      level: each.now.level,
    })),
    issuers: [],
  }
  const answers = { '/v1/monitor': monitor, '/v1/credits': issued } as Record<string, unknown>
  renderPage(<RunMonitor />, { rest: (path) => answers[path] ?? [] })
}

afterEach(cleanup)

test('a warning names the thresholds that raised it', async () => {
  draw(point({ level: 'warning', signs: ['drop', 'coverage'] }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Warning')
  // Both signs are beyond their first threshold alone: two such signs are a warning.
  expect(alert.textContent).toContain('Price drop ≥ 10.00%')
  expect(alert.textContent).toContain('Coverage < 30.00%')
})

test('a sign beyond its second threshold is named by that one', async () => {
  draw(point({ level: 'warning', signs: ['coverage'], coverageBp: 1900 }))
  expect((await screen.findByRole('alert')).textContent).toContain('Coverage < 20.00%')
})

test('a queue without capacity is a warning in words, where no quotient is', async () => {
  draw(point({ level: 'warning', signs: ['queue'], capacity: '0' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('raised by units in redemption, and no capacity')
  const sign = await screen.findByRole('region', { name: 'Redemptions ÷ capacity' })
  expect(within(sign).getByText('no capacity')).toBeTruthy()
  expect(within(sign).queryByText('No value yet')).toBeNull()
})

test('calm raises no alarm, and an unknown sign is no zero', async () => {
  draw(point({ dropBp: 0, coverageBp: 9000 }))
  await screen.findByText('Calm')
  expect(screen.queryByRole('alert')).toBeNull()
  expect(await screen.findByText('No value yet')).toBeTruthy()
})

test('the worst of several credits is shown first, and marked in the choice', async () => {
  draw(point(), [{ symbol: 'LUM-MTOK', now: point({ level: 'watch', signs: ['queue'], queueBp: 6000 }) }])
  expect((await screen.findByRole('alert')).textContent).toContain('Redemptions ÷ capacity ≥ 50.00%')
  expect(screen.getByRole('radio', { name: '▲ LUM-MTOK' })).toHaveProperty('checked', true)
  expect(screen.getByRole('radio', { name: 'NW-H100' })).toHaveProperty('checked', false)
})

test('a credit in default is not called calm', async () => {
  draw(point(), [], [{ token: ALICE, state: 'default' }])
  expect(await screen.findByText(/^In default/)).toBeTruthy()
  expect(screen.queryByText('Calm')).toBeNull()
})

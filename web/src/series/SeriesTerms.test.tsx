import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { fixtureMarkets } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import type { Series } from './marketTerms.ts'
import { SeriesTerms } from './SeriesTerms.tsx'

const market = fixtureMarkets()[0] as Series

afterEach(cleanup)

test('every rule of the strip can be read without pointing at anything', async () => {
  const stats: Series['stats'] = {
    ...market.stats,
    ...{ index: '2500000', basis: '-50000', dailyMark: { day: 20_780, tick: 2_444, rule: 'mid' } },
  }
  renderPage(<SeriesTerms market={{ ...market, stats }} />, { rest: () => [] })
  await screen.findByText('Mark less the latest print of the index')
  expect(screen.getByText('Latest print of the index')).toBeTruthy()
  expect(screen.getByText('Fixed on 23 Nov 2026, 20:00 UTC. No fill: the middle of best bid and ask')).toBeTruthy()
})

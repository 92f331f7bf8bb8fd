import type { AccountFill } from '@gigahour/indexer/api'
import { expect, test } from 'vitest'
import { fixtureMarkets } from '../../test/fixture.ts'
import { fillsToCsv } from './csv.ts'

const fill = {
  id: '5-1-0',
  symbol: 'H100Z26',
  side: 'buy',
  role: 'taker',
  kind: 'block',
  tick: 2453,
  lots: '4000',
  fee: '1963',
  block: 5,
  timestamp: 1_790_000_000,
  transaction: '0xab',
} as AccountFill
const markets = new Map(fixtureMarkets().map((market) => [market.symbol, market]))

test('exact decimals and times in UTC', () => {
  const [, row] = fillsToCsv([fill], markets).split('\r\n')
  expect(row).toBe('2026-09-21T14:13:20.000Z,H100Z26,buy,taker,block,2.453,4.000,9.812000,0.001963,USDC,5,0xab,5-1-0')
})

test('a cell that a spreadsheet would run is text', () => {
  const [, row] = fillsToCsv([{ ...fill, symbol: '=HYPERLINK("x")' }], markets).split('\r\n')
  expect(row).toContain(`"'=HYPERLINK(""x"")"`)
})

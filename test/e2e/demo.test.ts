import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../src/browser.ts'
import { demoAccount, personAccount } from '../src/chain/accounts.ts'
import type { Series } from '../src/chain/series.ts'
import { type Stack, startStack } from '../src/stack.ts'
import { connectWallet, openContext, says, tradeScreen } from './screen.ts'
import { createTrader, seriesOf, usdc } from './trader.ts'

const MINUTE = 60_000

let stack: Stack
let browser: Browser
let series: Series

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startStack({ web: 'bundle' }), launchBrowser()])
  series = await seriesOf(stack, 1)
  const maker = createTrader(stack, personAccount(2))
  await maker.fund(usdc('10000'))
  await maker.order(series, { side: 'sell', price: '2.900', size: '100', slot: 1 })
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

test('somebody without a wallet trades within a minute of opening the page', async () => {
  const page = await (await openContext(browser)).newPage()
  const screen = tradeScreen(page)
  const opened = Date.now()
  await page.goto(stack.webUrl)
  await page.getByRole('link', { name: series.symbol }).first().click()
  await connectWallet(page, /^Demo account/)
  await page.getByRole('button', { name: 'Get test USDC' }).click()
  await says(screen.notices, 'Test USDC is in your wallet.')
  await screen.move('Deposit', 'all')
  await screen.write({ side: 'Buy', kind: 'Market', size: '10' })
  await screen.submit.click()
  await says(screen.notices, 'Bought 10.000 at 2.900')
  await says(screen.figure(`LONG ${series.symbol}`), /^10\.000/)

  const taken = Date.now() - opened
  console.log(`From opening the page to the first trade: ${(taken / 1_000).toFixed(1)} s`)
  expect(taken).toBeLessThan(MINUTE)
  expect(await createTrader(stack, demoAccount()).free(series.long)).toBe(10_000n)
})

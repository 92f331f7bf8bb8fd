import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../src/browser.ts'
import { type Stack, startStack } from '../src/stack.ts'
import { connectWallet, openContext, PATIENCE } from './screen.ts'
import { seriesOf } from './trader.ts'

/** Where pictures of every page are left for people to look at. */
const PICTURES = path.join(tmpdir(), 'gigahour-pages')
const HISTORY_DAYS = 1

const VIEWPORTS = [
  { width: 1_440, height: 900 },
  { width: 1_024, height: 768 },
  { width: 390, height: 844 },
]

let stack: Stack
let browser: Browser
let symbol: string

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true })
  ;[stack, browser] = await Promise.all([
    startStack({ web: 'bundle', actors: true, historyDays: HISTORY_DAYS }),
    launchBrowser(),
  ])
  symbol = (await seriesOf(stack, 1)).symbol
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const PAGES = ['markets', 'trade', 'spreads', 'block', 'portfolio', 'deliver', 'provider', 'status'] as const
const pathOf = {
  markets: () => '/',
  trade: () => `/trade/${symbol}`,
  spreads: () => '/spreads',
  block: () => '/block',
  portfolio: () => '/portfolio',
  deliver: () => '/deliver',
  provider: () => '/provider',
  status: () => '/status',
}

/** What a page shows once its data are there. */
const landmark = (page: Page, name: (typeof PAGES)[number]) =>
  ({
    markets: page.getByRole('link', { name: symbol }).first(),
    trade: page.getByRole('table', { name: 'Order book' }).getByRole('row').nth(5),
    spreads: page.getByRole('table', { name: 'Legs, as the books stand' }),
    block: page.getByText('at least 100.000'),
    portfolio: page.getByRole('tab', { name: /^Your fills/ }),
    deliver: page.getByRole('table', { name: 'Offers' }).getByRole('row').nth(1),
    provider: page.getByRole('tab', { name: 'Quoting ladder' }),
    status: page.getByText('All systems work'),
  })[name]

describe.each(VIEWPORTS)('$width wide', (viewport) => {
  test.each(['dark', 'light'] as const)('%s: every page is accessible, silent and fits', async (theme) => {
    const context = await openContext(browser, viewport)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))

    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.goto(stack.webUrl)
    await connectWallet(page, /^Demo account/)
    for (const name of PAGES) {
      await page.goto(stack.webUrl + pathOf[name]())
      await landmark(page, name).waitFor()
      await expect.poll(() => page.getByRole('status', { name: 'Loading' }).count(), { timeout: PATIENCE }).toBe(0)
      await page.screenshot({ path: path.join(PICTURES, `${name}-${viewport.width}-${theme}.png`) })
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(viewport.width)
      expect(await violations(page), name).toEqual([])
    }
    expect(faults).toEqual([])
    await context.close()
  })
})

test('the language changes without a reload', async () => {
  const context = await openContext(browser)
  const page = await context.newPage()
  await page.goto(`${stack.webUrl}/trade/${symbol}`)
  await landmark(page, 'trade').waitFor()
  await page.evaluate('window.isSameDocument = true')
  await page.getByRole('button', { name: 'Appearance and language' }).click()
  await page.getByText('简体中文').click()
  await page.getByRole('table', { name: '订单簿' }).waitFor()
  expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN')
  expect(await page.evaluate('window.isSameDocument')).toBe(true)
  await page.keyboard.press('Escape')
  await page.screenshot({ path: path.join(PICTURES, 'trade-1440-zh.png') })
  await context.close()
})

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}

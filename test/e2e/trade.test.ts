import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../src/browser.ts'
import { demoAccount, personAccount } from '../src/chain/accounts.ts'
import type { Series } from '../src/chain/series.ts'
import { type Stack, startStack } from '../src/stack.ts'
import { installWallet, type TestWallet } from '../src/testWallet.ts'
import { connectWallet, openContext, PATIENCE, says, type TradeScreen, tradeScreen } from './screen.ts'
import { createTrader, seriesOf, type Trader, usdc } from './trader.ts'

// One person's way through the exchange, in order: each test goes on where the one before it ended.

/** Slots of the maker's quotes. */
const QUOTES = { bid: 1, ask: 2, farBid: 3, farAsk: 4 }
const CAPITAL = usdc('1000000')
const MINUTE = 60_000

let stack: Stack
let browser: Browser
let page: Page
let wallet: TestWallet
let screen: TradeScreen
let person: Trader
let maker: Trader
let counterpart: Trader
let near: Series
let far: Series

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startStack({ web: 'bundle' }), launchBrowser()])
  const account = personAccount(1)
  ;[near, far] = [await seriesOf(stack, 1), await seriesOf(stack, 2)]
  person = createTrader(stack, account)
  maker = createTrader(stack, personAccount(2))
  counterpart = createTrader(stack, personAccount(3))
  await maker.fund(CAPITAL)
  await counterpart.fund(CAPITAL)
  await maker.order(near, { side: 'buy', price: '2.700', size: '100', slot: QUOTES.bid })
  await maker.order(near, { side: 'sell', price: '2.900', size: '100', slot: QUOTES.ask })
  await maker.order(far, { side: 'buy', price: '2.600', size: '100', slot: QUOTES.farBid })
  await maker.order(far, { side: 'sell', price: '2.800', size: '100', slot: QUOTES.farAsk })

  const context = await openContext(browser)
  wallet = await installWallet(context, { account, rpcUrl: stack.rpcUrl, name: 'Test Wallet' })
  page = await context.newPage()
  screen = tradeScreen(page)
  await page.goto(`${stack.webUrl}/trade/${near.symbol}`)
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** Resolves, in the page, when the fill stands among the fills and in the position. */
const WHEN_FILL_IS_SHOWN = `new Promise((resolve, reject) => {
  setTimeout(reject, ${PATIENCE}, new Error('The fill was not shown'))
  const text = (table) => document.querySelector('table[aria-label="' + table + '"]')?.innerText ?? ''
  const isShown = () => /2\\.800\\D*4\\.000/.test(text('Fills')) && /\\+4\\.000/.test(text('Your positions'))
  const look = () => (isShown() ? resolve(Date.now()) : requestAnimationFrame(look))
  look()
})`

const cash = (): Promise<bigint> => person.free(stack.deployment.usdcAsset)

test('connects a wallet that announces itself', async () => {
  await says(screen.level('2.900'), '100.000')
  await connectWallet(page, 'Test Wallet')
  await says(screen.figure('Available'), /^0\.00 USDC/)
})

test('gets test USDC', async () => {
  await page.getByRole('button', { name: 'Get test USDC' }).click()
  await says(screen.notices, 'Test USDC is in your wallet.')
  expect(await person.inWallet()).toBe(usdc('100000'))
})

test('deposits', async () => {
  await screen.move('Deposit', '50000')
  await says(screen.figure('Available'), /^50,000\.00 USDC/)
  expect(await cash()).toBe(usdc('50000'))
  expect(await person.inWallet()).toBe(usdc('50000'))
})

test('rests a limit bid, which the book shows', async () => {
  await screen.write({ side: 'Buy', price: '2.8', size: '10' })
  await says(screen.ticket, /Rests in the book\s+10\.000 @ 2\.800/)
  await says(screen.ticket, /You put up\s+28\.00 USDC/)
  await screen.submit.click()
  await says(screen.notices, '10.000 wait in the book at 2.800')
  await says(screen.level('2.800'), '10.000')
  await screen.level('2.800').getByRole('img', { name: 'Your order' }).waitFor()
  await says(screen.orders, /2\.800\s+10\.000\s+0\.000\s+28\.00 USDC/)
  await says(screen.figure('In orders'), /^28\.00 USDC/)
  await expect.poll(() => screen.size.inputValue()).toBe('')
  expect(await cash()).toBe(usdc('49972'))
})

test('shows a fill, the position and its profit as soon as a counterpart takes part of the bid', async () => {
  await screen.tab('Your positions')
  const shown = page.evaluate<number>(WHEN_FILL_IS_SHOWN)
  await counterpart.order(near, { side: 'sell', price: '2.8', size: '4' })
  const mined = Date.now()
  const delay = (await shown) - mined
  console.log(`From the receipt to fill and position on the screen: ${delay} ms`)
  expect(delay).toBeLessThan(5_000)

  // 4 h bought at 2.800 and marked at 2.850, between the best bid and the best ask.
  await says(screen.positions, /\+4\.000\s+4\.000\s+0\.000\s+2\.800\s+2\.850\s+\+0\.20/)
  await says(screen.figure('Unrealised'), /^\+0\.20/)
  await says(screen.figure(`LONG ${near.symbol}`), /^4\.000/)
  await says(screen.level('2.800'), '6.000')
  await screen.tab('Your orders')
  await says(screen.orders, /2\.800\s+10\.000\s+4\.000\s+16\.80 USDC/)
  expect(await cash()).toBe(usdc('49972'))
})

test('cancels the rest, and is credited what was filled', async () => {
  await screen.orders.getByRole('button', { name: `Cancel order ${near.symbol} at 2.800` }).click()
  await says(screen.notices, 'Cancelled. What was locked is free.')
  await screen.orders.waitFor({ state: 'detached' })
  await screen.level('2.800').waitFor({ state: 'detached' })
  await says(screen.figure('Available'), /^49,988\.80 USDC/)
  expect(await cash()).toBe(usdc('49988.8'))
  expect(await person.free(near.long)).toBe(4_000n)
})

test('buys at the market', async () => {
  await screen.write({ side: 'Buy', kind: 'Market', size: '5' })
  await screen.submit.click()
  await says(screen.notices, 'Bought 5.000 at 2.900')
  await says(screen.figure(`LONG ${near.symbol}`), /^9\.000/)
  // 5 h at 2.900, and a fee of 0.02 %.
  expect(await cash()).toBe(usdc('49988.8') - usdc('14.5') - usdc('0.0029'))
  expect(await person.free(near.long)).toBe(9_000n)
})

test('sells by writing where no LONG is held', async () => {
  await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Markets' }).click()
  await page.getByRole('link', { name: far.symbol }).first().click()
  const before = await cash()
  await says(screen.level('2.600'), '100.000')
  await screen.write({ side: 'Sell', kind: 'Market', size: '5' })
  await says(screen.ticket, /Writes: you put up/)
  await screen.submit.click()
  await says(screen.notices, 'Sold 5.000 at 2.600')
  await says(screen.figure(`SHORT ${far.symbol}`), /^5\.000/)
  await says(screen.figure(`LONG ${far.symbol}`), /^0\.000/)
  // The cap of 7.000 less the price is put up.
  expect(far.cap).toBe(7_000)
  expect(await cash()).toBe(before - usdc('22') - usdc('0.0026'))
  expect(await person.free(far.short)).toBe(5_000n)
})

test('closes by buying LONG beside the SHORT and merging both', async () => {
  const before = await cash()
  await screen.write({ side: 'Buy', kind: 'Market', size: '5' })
  await says(screen.ticket, 'Closes your short')
  await screen.ticket.getByRole('button', { name: 'keep the short' }).click()
  await screen.submit.click()
  await says(screen.notices, 'Bought 5.000 at 2.800')
  const paid = usdc('14') + usdc('0.0028')
  expect(await cash()).toBe(before - paid)

  await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Portfolio' }).click()
  const row = screen.positions.getByRole('row').filter({ hasText: far.symbol })
  await row.getByRole('button', { name: 'Split or merge' }).click()
  const window = page.getByRole('dialog', { name: `Complete sets of ${far.symbol}` })
  await window.getByLabel('Size').fill('5')
  await says(window, 'You give LONG and SHORT and get 35.00 USDC.')
  await window.getByRole('button', { name: 'Merge', exact: true }).click()
  await window.waitFor({ state: 'detached' })
  expect(await cash()).toBe(before - paid + usdc('35'))
  expect(await Promise.all([person.free(far.long), person.free(far.short)])).toEqual([0n, 0n])
})

test('withdraws everything', async () => {
  const [before, held] = await Promise.all([cash(), person.inWallet()])
  await page.goto(`${stack.webUrl}/trade/${near.symbol}`)
  await screen.figure('Available').waitFor()
  await screen.move('Withdraw', 'all')
  await says(screen.figure('Available'), /^0\.00 USDC/)
  expect(await cash()).toBe(0n)
  expect(await person.inWallet()).toBe(held + before)
})

describe('what does not go through leaves the page right', () => {
  const draft = { side: 'Buy', price: '2.8', size: '10' } as const

  /** The order is still in the ticket, and nothing rests. */
  async function expectNothingSent(size: string): Promise<void> {
    await says(screen.submit, 'Place buy order')
    expect(await screen.size.inputValue()).toBe(size)
    expect(await screen.orders.count()).toBe(0)
    await says(screen.figure('In orders'), /^0\.00/)
    expect(await person.lotsIn(0)).toBe(0n)
  }

  test('once money is there again, deposited elsewhere', async () => {
    await person.fund(usdc('1000'))
    await says(screen.figure('Available'), /^1,000\.00 USDC/)
  })

  test('when the wallet declines', async () => {
    await screen.write(draft)
    wallet.rejectNext()
    await screen.submit.click()
    await says(screen.notices, 'You declined in the wallet. Nothing was sent.')
    await expectNothingSent(draft.size)
    expect(await cash()).toBe(usdc('1000'))
    await says(screen.figure('Available'), /^1,000\.00 USDC/)
  })

  test('when the market moves into a post-only order while the wallet asks', async () => {
    await screen.write({ ...draft, price: '2.85', postOnly: true })
    wallet.beforeNext(() => maker.order(near, { side: 'sell', price: '2.85', size: '50', slot: QUOTES.ask }))
    await screen.submit.click()
    await says(screen.notices, 'Not placed: the market had moved away from it.')
    await says(screen.level('2.850'), '50.000')
    await says(screen.ticket, 'a post-only order will not be placed')
    await expectNothingSent(draft.size)
    expect(await cash()).toBe(usdc('1000'))
  })

  test('when the money is gone before the signed order arrives', async () => {
    await screen.write(draft)
    wallet.beforeNext(() => person.withdraw(usdc('980')))
    await screen.submit.click()
    await says(screen.notices, 'The transaction was refused by the chain.')
    await says(screen.figure('Available'), /^20\.00 USDC/)
    await says(screen.ticket, 'This is more than you have available.')
    await expectNothingSent(draft.size)
    expect(await cash()).toBe(usdc('20'))
  })
})

test('somebody without a wallet trades within a minute of opening the page', async () => {
  const opened = await (await openContext(browser)).newPage()
  const theirs = tradeScreen(opened)
  const begun = Date.now()
  await opened.goto(stack.webUrl)
  await opened.getByRole('link', { name: near.symbol }).first().click()
  await connectWallet(opened, /^Demo account/)
  await opened.getByRole('button', { name: 'Get test USDC' }).click()
  await says(theirs.notices, 'Test USDC is in your wallet.')
  await theirs.move('Deposit', 'all')
  await theirs.write({ side: 'Buy', kind: 'Market', size: '10' })
  await theirs.submit.click()
  await says(theirs.notices, 'Bought 10.000 at 2.850')
  await says(theirs.figure(`LONG ${near.symbol}`), /^10\.000/)

  const taken = Date.now() - begun
  console.log(`From opening the page to the first trade: ${(taken / 1_000).toFixed(1)} s`)
  expect(taken).toBeLessThan(MINUTE)
  expect(await createTrader(stack, demoAccount()).free(near.long)).toBe(10_000n)
})

test('CSP: the served page runs scripts of its own origin alone, and none that is written into it', async () => {
  const html = await (await fetch(stack.webUrl)).text()
  expect(html.match(/<script(?![^>]*\ssrc=)/g), 'no inline script').toBeNull()
  expect(html.match(/\son[a-z]+=/g), 'no inline handler').toBeNull()

  const page = await (await openContext(browser)).newPage()
  await page.goto(stack.webUrl)
  const first = page.locator('head > *').first()
  expect(await first.getAttribute('http-equiv'), 'before anything that it governs').toBe('Content-Security-Policy')
  const rules = new Map(
    ((await first.getAttribute('content')) ?? '').split(';').map((rule) => {
      const [name = '', ...sources] = rule.trim().split(/\s+/)
      return [name, sources]
    }),
  )
  expect(rules.get('default-src')).toEqual(["'none'"])
  expect(rules.get('script-src')).toEqual(["'self'"])
  expect(rules.get('object-src')).toEqual(["'none'"])
  expect(rules.get('base-uri')).toEqual(["'none'"])
  expect(await blocked(page, `script.textContent = 'window.isInjected = true'`)).toBe('inline')
  expect(await blocked(page, `script.src = 'https://cdn.example/x.js'`)).toBe('https://cdn.example/x.js')
  expect(await page.evaluate('window.isInjected')).toBeUndefined()
  await page.context().close()
})

/** Puts a script into the page. @returns What the policy has kept out; `nothing` if it ran or was let through. */
const blocked = (page: Page, written: string): Promise<string> =>
  page.evaluate(`new Promise((resolve) => {
    addEventListener('securitypolicyviolation', (event) => resolve(event.blockedURI), { once: true })
    const script = document.createElement('script')
    script.onload = script.onerror = () => setTimeout(() => resolve('nothing'), 1000)
    ${written}
    document.head.append(script)
    setTimeout(() => resolve('nothing'), 5000)
  })`)

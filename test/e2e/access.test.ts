import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exchangeAbi } from '@gigahour/contracts/abi'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { getBalance, getContractEvents } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../src/browser.ts'
import { type LocalAccount, personAccount } from '../src/chain/accounts.ts'
import { localClient } from '../src/chain/anvil.ts'
import type { Series } from '../src/chain/series.ts'
import { type Stack, startStack } from '../src/stack.ts'
import { installWallet, type TestWallet } from '../src/testWallet.ts'
import { connectWallet, openContext, PATIENCE, says, tradeScreen } from './screen.ts'
import { createTrader, seriesOf, type Trader, usdc } from './trader.ts'

// What a trader uses beyond one order at a time, in the browser and on the chain: session keys, own orders out of the way, spreads, blocks.

const PICTURES = path.join(tmpdir(), 'gigahour-pages')
const owner = personAccount(4)
const counterparty = personAccount(5)

let stack: Stack
let browser: Browser
let near: Series
let far: Series
let maker: Trader
let context: BrowserContext
let wallet: TestWallet
let page: Page

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true })
  ;[stack, browser] = await Promise.all([startStack({ web: 'bundle' }), launchBrowser()])
  ;[near, far] = [await seriesOf(stack, 1), await seriesOf(stack, 2)]
  maker = createTrader(stack, personAccount(2))
  await maker.fund(usdc('10000'))
  for (const account of [owner, counterparty]) await createTrader(stack, account).fund(usdc('5000'))
  ;({ context, wallet } = await personOf(owner))
  page = await context.newPage()
  await page.goto(`${stack.webUrl}/trade/${near.symbol}`)
  await connectWallet(page, 'Test Wallet')
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

async function personOf(account: LocalAccount) {
  const context = await openContext(browser)
  const wallet = await installWallet(context, { name: 'Test Wallet', rpcUrl: stack.rpcUrl, account })
  return { context, wallet }
}

const notices = (on = page) => on.getByRole('region', { name: 'Notices' })
const picture = (name: string) => page.screenshot({ path: path.join(PICTURES, `${name}.png`) })

describe('one-click trading', () => {
  test('asks the wallet for leave and gas once, then for nothing', async () => {
    const screen = tradeScreen(page)
    await page.getByRole('button', { name: 'Trade with one click' }).click()
    const dialog = page.getByRole('dialog', { name: 'One-click trading' })
    await dialog.getByText('It can never withdraw').waitFor()
    await dialog.getByText('make you lose up to 1,000.00 USDC').waitFor()
    await picture('session-start')
    await dialog.getByRole('button', { name: 'Start' }).click()
    await dialog.getByText('Your orders are signed by this browser.').waitFor()
    await says(dialog, /about \d{2,3} orders/)
    await picture('session-running')
    await page.keyboard.press('Escape')

    let isAsked = false
    wallet.beforeNext(async () => {
      isAsked = true
    })
    await screen.write({ side: 'Buy', price: '2.500', size: '1' })
    await screen.submit.click()
    await says(notices(), '1.000 wait in the book at 2.500')
    await screen.orders.getByRole('button', { name: /^Cancel order/ }).click()
    await says(notices(), 'Cancelled. What was locked is free.')
    expect(isAsked).toBe(false)
    wallet.beforeNext(async () => {})
  })

  test('survives a reload, and ends with the gas sent back', async () => {
    await page.reload()
    await page.getByRole('button', { name: 'One click: signed by this browser' }).click()
    const dialog = page.getByRole('dialog', { name: 'One-click trading' })
    const [granted] = await operatorsOf(owner)
    expect(granted?.expiry).toBeGreaterThan(0n)
    // The budget that the page proposes and names: 1,000 USDC.
    expect(granted?.budget).toBe(1_000_000_000n)
    await dialog.getByRole('button', { name: 'End it now' }).click()
    await says(notices(), 'The key is gone from this browser.')
    await dialog.getByRole('button', { name: 'Start' }).waitFor()
    await page.keyboard.press('Escape')
    const [, revoked] = await operatorsOf(owner)
    expect(revoked).toEqual({ ...granted, expiry: 0n, quote: 0, budget: 0n })
    // All but the price of the last transfer itself.
    const operator = granted?.operator ?? '0x'
    expect(await getBalance(localClient(stack.rpcUrl), { address: operator })).toBeLessThan(10n ** 15n)
  })
})

test('own orders that a new one would trade with go first', async () => {
  const screen = tradeScreen(page)
  await screen.write({ side: 'Sell', price: '2.600', size: '2' })
  await screen.submit.click()
  await says(notices(), '2.000 wait in the book at 2.600')
  const choice = page.getByLabel('Cancel my own order that this one would trade with')
  expect(await choice.count()).toBe(0)
  await screen.write({ side: 'Buy', price: '2.610', size: '3' })
  await choice.waitFor()
  await picture('own-crossing')
  await screen.submit.click()
  await says(notices(), '3.000 wait in the book at 2.610')
  await expect.poll(() => screen.orders.getByRole('row').count(), { timeout: PATIENCE }).toBe(2)
  await screen.orders.getByRole('button', { name: /^Cancel order/ }).click()
  await says(notices(), 'Cancelled. What was locked is free.')
})

test('a calendar spread fills both legs for the price that was shown', async () => {
  await maker.order(near, { side: 'sell', price: '2.900', size: '100', slot: 1 })
  await maker.order(far, { side: 'buy', price: '2.850', size: '100', slot: 2 })
  await page.goto(`${stack.webUrl}/spreads`)
  await page.getByRole('button', { name: near.root === 'H100' ? 'H100-US' : near.root }).click()
  const form = page.getByRole('form', { name: 'Strips and spreads' })
  const months = form.getByRole('combobox')
  await months.first().selectOption({ index: 1 })
  await months.last().selectOption({ index: 2 })
  await form.getByLabel('Size of each month').fill('10')
  // 2.900 less 2.850; 29 USDC paid, 10 × (cap − 2.850) put up, and 2 basis points of 29 and of 28.50 each.
  await says(form, /\+0\.050/)
  await picture('spread')
  await form.getByRole('button', { name: 'Buy the spread' }).click()
  const cost = 29_000_000n + 10_000n * BigInt(far.cap - 2_850) + 5_800n + 5_700n
  const shown = `${cost / 1_000_000n}.${String((cost % 1_000_000n) / 10_000n).padStart(2, '0')}`
  await says(notices(), `All legs filled. Paid ${shown} USDC.`)
  const trader = createTrader(stack, owner)
  expect(await trader.free(near.long)).toBe(10_000n)
  expect(await trader.free(far.short)).toBe(10_000n)
})

test('a block trades by its link, and a cancelled one no more', async () => {
  await page.goto(`${stack.webUrl}/block`)
  const first = await quote()
  await picture('block')

  const { context: theirs } = await personOf(counterparty)
  const their = await theirs.newPage()
  await their.goto(first)
  await connectWallet(their, 'Test Wallet')
  await says(their.getByRole('status'), 'Valid: signed by its maker, who can pay.')
  await their.screenshot({ path: path.join(PICTURES, 'block-quote.png') })
  await their.getByRole('button', { name: 'Accept and buy' }).click()
  await says(notices(their), 'The block has traded.')
  expect(await createTrader(stack, counterparty).free(near.long)).toBe(100_000n)
  await says(their.getByRole('status'), 'It has been accepted or cancelled.')
  // The maker's page asks the chain now and then: only one of two quotes may be left to cancel.
  await expect
    .poll(() => page.getByRole('button', { name: /^Cancel the quote/ }).count(), { timeout: PATIENCE })
    .toBe(0)

  const second = await quote()
  await page.getByRole('button', { name: `Cancel the quote for ${near.symbol}` }).click()
  await says(notices(), 'Cancelled: nobody can accept it any more.')
  await their.goto(second)
  await says(their.getByRole('status'), 'It has been accepted or cancelled.')
  expect(await their.getByRole('button', { name: 'Accept and buy' }).isDisabled()).toBe(true)
  await their.goto(`${second.slice(0, -4)}AAAA`)
  await says(their.getByRole('status'), 'The signature is not the maker’s')
  await theirs.close()
})

/** Signs a quote to sell 100 GPU-hours at 2.700. @returns Its link. */
async function quote(): Promise<string> {
  const form = page.getByRole('form', { name: 'Block trade' })
  await page.getByRole('combobox', { name: 'Market' }).selectOption(near.symbol)
  await form.getByLabel('Size').fill('100')
  await form.getByLabel('Price', { exact: true }).fill('2.7')
  await form.getByRole('button', { name: 'Sign quote to sell' }).click()
  return form.getByLabel('Link of the quote').inputValue()
}

/** Every session key that an account gave or took back, in order. */
async function operatorsOf({ address }: LocalAccount) {
  const events = await getContractEvents(localClient(stack.rpcUrl), {
    address: stack.deployment.exchange,
    abi: exchangeAbi,
    eventName: 'OperatorSet',
    args: { owner: address },
    fromBlock: 0n,
    strict: true,
  })
  return events.map(({ args: { operator, expiry, quote, budget } }) => ({ operator, expiry, quote, budget }))
}

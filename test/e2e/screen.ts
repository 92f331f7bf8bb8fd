import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** How long the page may take for anything on a busy machine, milliseconds. */
export const PATIENCE = 20_000

const VIEWPORT = { width: 1_440, height: 900 }

/** A browser profile of its own, in English and dark. */
export async function openContext(browser: Browser, viewport = VIEWPORT): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: 'en-GB', colorScheme: 'dark' })
  context.setDefaultTimeout(PATIENCE)
  return context
}

/** Waits until a part of the page says something. */
export const says = (part: Locator, text: string | RegExp): Promise<void> =>
  expect.poll(async () => (await part.allInnerTexts()).join(), { timeout: PATIENCE }).toMatch(text)

export type Draft = {
  side: 'Buy' | 'Sell'
  kind?: 'Limit' | 'Market'
  price?: string
  size: string
  postOnly?: boolean
}

export type TradeScreen = ReturnType<typeof tradeScreen>

/** The trade page as a person sees it, wide. */
export function tradeScreen(page: Page) {
  const ticket = page.getByRole('form', { name: 'Order ticket' })
  const account = page.getByRole('region', { name: 'Account', exact: true })
  const pick = (group: string, choice: string): Promise<void> =>
    page.getByRole('group', { name: group }).locator('label', { hasText: choice }).click()
  const size = ticket.locator('input[name=size]')
  return {
    ticket,
    size,
    price: ticket.locator('input[name=price]'),
    notices: page.getByRole('region', { name: 'Notices' }),
    book: page.getByRole('table', { name: 'Order book' }),
    orders: page.getByRole('table', { name: 'Your orders' }),
    positions: page.getByRole('table', { name: 'Your positions' }),
    level: (price: string) =>
      page
        .getByRole('table', { name: 'Order book' })
        .getByRole('row')
        .filter({ has: page.getByRole('button', { name: `Set price ${price}` }) }),
    submit: ticket.locator('button[type=submit]'),
    /** A figure of the account panel. */
    figure: (name: string) => account.locator(`dt:text-is("${name}") + dd`),
    tab: (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click(),
    write: async ({ side, kind = 'Limit', price, size: lots, postOnly = false }: Draft): Promise<void> => {
      await pick('Kind of order', kind)
      await pick('Side', side)
      if (price) await ticket.locator('input[name=price]').fill(price)
      await size.fill(lots)
      if (kind === 'Limit') await pick('Time in force', postOnly ? 'Post only' : 'GTC')
    },
    /** Opens a window about money, writes the amount or takes all there is, confirms. */
    move: async (what: 'Deposit' | 'Withdraw', amount: string | 'all'): Promise<void> => {
      await account.getByRole('button', { name: what }).click()
      const window = page.getByRole('dialog')
      if (amount === 'all') await window.locator('button.figure').click()
      else await window.getByLabel('Amount').fill(amount)
      await window.locator('button[type=submit]').click()
      await window.waitFor({ state: 'detached' })
    },
  }
}

export async function connectWallet(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Connect a wallet' }).click()
  await page.getByRole('dialog').getByRole('button', { name }).click()
  await page.getByRole('button', { name: 'Your account' }).waitFor()
}

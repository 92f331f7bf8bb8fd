import type { Page } from 'playwright-core'
import { type Draft, says, tradeScreen } from '../e2e/screen.ts'

type WindowOptions = {
  /** What is chosen of a list, by the beginning of the list's label. */
  choices?: Record<string, string>
  /** What is typed, by the field's label. */
  fields?: Record<string, string>
  send: string | RegExp
}

/** Fills in the window that is open, sends it, and waits until it closes: whatever it sent is in blocks by then. */
export async function fillWindow(page: Page, { choices = {}, fields = {}, send }: WindowOptions): Promise<void> {
  const window = page.getByRole('dialog')
  for (const [label, choice] of Object.entries(choices)) {
    await window.getByRole('combobox', { name: new RegExp(`^${label}`) }).selectOption({ label: choice })
  }
  for (const [label, value] of Object.entries(fields)) await window.getByLabel(label, { exact: true }).fill(value)
  await window.getByRole('button', { name: send, exact: true }).click()
  await window.waitFor({ state: 'detached' })
}

/** Unfolds what can be done with a token, says with how many, and takes its steps until nothing is typed any more. */
export async function useTokens(page: Page, action: string, count: string, ...steps: string[]): Promise<void> {
  const part = page.locator(`details:has(summary > span:text-is("${action}"))`)
  await part.locator('summary').click()
  await part.getByLabel('How many').fill(count)
  for (const step of steps.length > 0 ? steps : [action]) {
    await part.getByRole('button', { name: step, exact: true }).click()
  }
  // The field is empty again; or gone, once nobody can do it any more.
  await part.locator('input:not(:placeholder-shown)').waitFor({ state: 'detached' })
}

/** Clicks what sends at once, and waits for the notice that it is done. @param notice - How that begins, if not as the button. */
export async function press(page: Page, button: string, notice = button): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${button}`) }).click()
  await says(tradeScreen(page).notices, new RegExp(`${notice}.*\\s+Done\\.`))
}

/** Places an order in the market that is open. @param outcome - What the page says of it. */
export async function order(page: Page, draft: Draft, outcome: string): Promise<void> {
  const { write, submit, notices } = tradeScreen(page)
  await write(draft)
  await submit.click()
  await says(notices, outcome)
}

/** Lists a token of the provider, by what its card says; its market stands there afterwards. */
export async function list(page: Page, text: string): Promise<void> {
  const card = page.getByRole('article').filter({ hasText: text })
  await card.getByRole('button', { name: 'List on the exchange' }).click()
  await says(card, /-USDC-/)
}

/** Opens a part of the provider's page. */
export const openTab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click()

/** From the page of a token to its market. */
export const openMarket = (page: Page): Promise<void> =>
  page.getByRole('main').getByRole('link', { name: 'Trade', exact: true }).click()

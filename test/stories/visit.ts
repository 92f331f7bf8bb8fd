import type { Page } from 'playwright-core'
import type { LocalAccount } from '../src/chain/accounts.ts'
import type { World } from './world.ts'

/** Lets a person open a page of the web app with their account, and do something there. All share one browser: each sits down at it in turn. */
export async function visit(
  { stack, page, wallet }: World,
  account: LocalAccount,
  path: string,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  await wallet.switchTo(account)
  await page.goto(`${stack.webUrl}${path}`)
  // Nobody clicks for somebody else: the page has heard whose turn it is.
  const shown = page.getByRole('button', { name: 'Your account' })
  await shown.filter({ hasText: account.address.slice(-4) }).waitFor()
  await act(page)
}

import type { Page } from 'playwright-core'
import { connectWallet, openContext } from '../e2e/screen.ts'
import type { LocalAccount } from '../src/chain/accounts.ts'
import { installWallet } from '../src/testWallet.ts'
import type { World } from './world.ts'

const WALLET = 'Test Wallet'

/** Lets a person open a page of the web app with their wallet, and do something there. */
export async function visit(
  { stack, browser }: World,
  account: LocalAccount,
  path: string,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await openContext(browser)
  try {
    await installWallet(context, { account, rpcUrl: stack.rpcUrl, name: WALLET })
    const page = await context.newPage()
    await page.goto(`${stack.webUrl}${path}`)
    await connectWallet(page, WALLET)
    await act(page)
  } finally {
    await context.close()
  }
}

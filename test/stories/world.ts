import { setTimeout as sleep } from 'node:timers/promises'
import { exchangeAbi } from '@gigahour/contracts/abi'
import type { WriteCall } from '@gigahour/contracts/calls'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import type { Browser, Page } from 'playwright-core'
import { type Address, erc20Abi } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { connectWallet, openContext } from '../e2e/screen.ts'
import { launchBrowser } from '../src/browser.ts'
import { type LocalAccount, personAccount } from '../src/chain/accounts.ts'
import { type LocalClient, localClient } from '../src/chain/anvil.ts'
import { giveGas, mintUsdc } from '../src/chain/mint.ts'
import { sendAll } from '../src/chain/send.ts'
import { readSeries, type Series } from '../src/chain/series.ts'
import { type Stack, startStack } from '../src/stack.ts'
import { installWallet, type TestWallet } from '../src/testWallet.ts'

/** The whole exchange as the people of a story use it. */
export type World = {
  stack: Stack
  deployment: FullDeployment
  client: LocalClient
  browser: Browser
  /** The one page that everybody uses in turn, and the wallet in it. */
  page: Page
  wallet: TestWallet
  /** Moves the chain's clock there, unless it is past already. */
  reach: (time: number) => Promise<void>
  /** Sends calls of an account, one after another, and waits for them. */
  send: (account: LocalAccount, ...calls: readonly WriteCall[]) => Promise<void>
  /** Gives gas, and micro-USDC in the wallet. */
  fund: (account: LocalAccount, amount: bigint) => Promise<void>
  /** Free balance on the exchange, base units. */
  free: (account: LocalAccount, asset: number) => Promise<bigint>
  /** Tokens in the wallet, base units. */
  held: (account: LocalAccount, token: Address) => Promise<bigint>
  assetOf: (token: Address) => Promise<number>
  /** The series of a grade, by the beginning of its symbols, that the stories are about. */
  series: (root: string) => Promise<Series>
  /** Data that the API answers, once it has come to the chain's head. */
  api: <Data>(route: string) => Promise<Data>
}

const WALLET = 'Test Wallet'
/** How often one looks whether the indexer has caught up, milliseconds. */
const LOOK = 20

/** Starts a quiet exchange. @param monthEnd - Of the month that the stories are about, Unix seconds. */
export async function startWorld(monthEnd: number, onProblem: (line: string) => void): Promise<World> {
  const [stack, browser] = await Promise.all([startStack({ web: 'bundle', log: onProblem }), launchBrowser()])
  const { rpcUrl, deployment } = stack
  const client = localClient(rpcUrl)
  const exchange = { address: deployment.exchange, abi: exchangeAbi } as const
  // A block a transaction: nobody waits for the second to pass.
  const hurry = (): Promise<unknown> => client.steer('evm_setAutomine', true)
  await hurry()

  const send = (account: LocalAccount, ...calls: readonly WriteCall[]): Promise<void> => sendAll(rpcUrl, account, calls)
  const assetOf = (token: Address): Promise<number> =>
    readContract(client, { ...exchange, functionName: 'assetOf', args: [token] })
  const { page, wallet } = await sitDown(browser, stack)
  const indexed = async (): Promise<number> => {
    const response = await fetch(`${stack.apiUrl}/v1/status`)
    return ((await response.json()) as { data: { indexed: number } }).data.indexed
  }

  return {
    stack,
    deployment,
    client,
    browser,
    page,
    wallet,
    reach: async (time) => {
      if (time <= stack.time.now()) return
      // A page that nobody looks at would follow every block of every day.
      await page.goto('about:blank')
      await stack.time.travel(time)
      await hurry()
    },
    send,
    fund: async (account, amount) => {
      await giveGas(rpcUrl, account.address)
      await mintUsdc(rpcUrl, deployment, account.address, amount)
    },
    free: (account, asset) =>
      readContract(client, { ...exchange, functionName: 'balanceOf', args: [account.address, asset] }),
    held: (account, token) =>
      readContract(client, { address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account.address] }),
    assetOf,
    series: async (root) => {
      const all = await readSeries(client, deployment)
      const found = all.find((series) => series.root === root && series.expiry === monthEnd)
      if (!found) throw new Error(`${root} has no series that ends at ${monthEnd}`)
      return found
    },
    api: async <Data>(route: string): Promise<Data> => {
      const { number } = await getBlock(client)
      // What it does not know yet, the API calls unknown: it is asked once it has seen everything.
      while ((await indexed()) < Number(number)) await sleep(LOOK)
      const response = await fetch(`${stack.apiUrl}${route}`)
      if (!response.ok) throw new Error(`${route}: ${await response.text()}`)
      return ((await response.json()) as { data: Data }).data
    },
  }
}

/** Opens the web app and connects a wallet. */
async function sitDown(browser: Browser, { webUrl, rpcUrl }: Stack): Promise<Pick<World, 'page' | 'wallet'>> {
  const context = await openContext(browser)
  const wallet = await installWallet(context, { account: personAccount(1), rpcUrl, name: WALLET })
  const page = await context.newPage()
  await page.goto(webUrl)
  await connectWallet(page, WALLET)
  return { page, wallet }
}

export async function stopWorld({ browser, stack }: World): Promise<void> {
  await browser.close()
  await stack.stop()
}

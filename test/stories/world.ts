import { exchangeAbi } from '@gigahour/contracts/abi'
import { approve, deposit, place, type WriteCall } from '@gigahour/contracts/calls'
import { SPOT_EXPONENTS } from '@gigahour/contracts/credit'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import { Action } from '@gigahour/contracts/instruction'
import { Funding, Side } from '@gigahour/contracts/side'
import { toLots, toTick } from '@gigahour/contracts/units'
import type { Browser } from 'playwright-core'
import { type Address, erc20Abi } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { launchBrowser } from '../src/browser.ts'
import type { LocalAccount } from '../src/chain/accounts.ts'
import { type LocalClient, localClient } from '../src/chain/anvil.ts'
import { giveGas, mintUsdc } from '../src/chain/mint.ts'
import { sendAll } from '../src/chain/send.ts'
import { readSeries, type Series } from '../src/chain/series.ts'
import { type Stack, startStack } from '../src/stack.ts'

/** The whole exchange as the people of a story use it. */
export type World = {
  stack: Stack
  deployment: FullDeployment
  client: LocalClient
  browser: Browser
  /** Moves the chain's clock there, unless it is past already. */
  reach: (time: number) => Promise<void>
  /** Sends calls of an account, one after another, and waits for them. */
  send: (account: LocalAccount, ...calls: readonly WriteCall[]) => Promise<void>
  /** Gives gas, and micro-USDC in the wallet. */
  fund: (account: LocalAccount, amount: bigint) => Promise<void>
  /** Moves tokens of the wallet into the free balance. */
  bring: (account: LocalAccount, token: Address, amount: bigint) => Promise<void>
  /** Free balance on the exchange, base units. */
  free: (account: LocalAccount, asset: number) => Promise<bigint>
  /** Tokens in the wallet, base units. */
  held: (account: LocalAccount, token: Address) => Promise<bigint>
  assetOf: (token: Address) => Promise<number>
  /** Lists a token and its book against USDC. @returns The market's id. */
  list: (account: LocalAccount, token: Address) => Promise<number>
  /** Rests an offer to sell, or to write where it is paid with the quote asset; buys at once. */
  sell: (account: LocalAccount, order: Trade & { funding: Funding }) => Promise<void>
  buy: (account: LocalAccount, order: Trade) => Promise<void>
  /** The series of a grade, by the beginning of its symbols, that the stories are about. */
  series: (root: string) => Promise<Series>
  /** Data that the API answers, once it has come to the chain's head. */
  api: <Data>(route: string) => Promise<Data>
}

type Trade = { market: number; tick: number; lots: bigint }

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
  const trade = (account: LocalAccount, side: Side, funding: Funding, { market, tick, lots }: Trade): Promise<void> => {
    const action = side === Side.Ask ? Action.GoodTilCancelled : Action.FillOrKill
    const order = { action, side, funding, slot: 1, market, tick: toTick(tick), lots: toLots(lots) }
    return send(account, place(deployment.exchange, order))
  }

  return {
    stack,
    deployment,
    client,
    browser,
    reach: async (time) => {
      if (time <= stack.time.now()) return
      await stack.time.travel(time)
      await hurry()
    },
    send,
    fund: async (account, amount) => {
      await giveGas(rpcUrl, account.address)
      await mintUsdc(rpcUrl, deployment, account.address, amount)
    },
    bring: async (account, token, amount) => {
      const asset = await assetOf(token)
      await send(
        account,
        approve(token, deployment.exchange, amount),
        deposit(deployment.exchange, { asset, amount, to: account.address }),
      )
    },
    free: (account, asset) =>
      readContract(client, { ...exchange, functionName: 'balanceOf', args: [account.address, asset] }),
    held: (account, token) =>
      readContract(client, { address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account.address] }),
    assetOf,
    list: async (account, token) => {
      await send(account, { ...exchange, functionName: 'listAsset', args: [token] })
      const { lotExponent, unitExponent, minLotsExponent } = SPOT_EXPONENTS
      const args = [await assetOf(token), deployment.usdcAsset, lotExponent, unitExponent, minLotsExponent] as const
      await send(account, { ...exchange, functionName: 'listSpot', args })
      return readContract(client, { ...exchange, functionName: 'marketCount' })
    },
    sell: (account, { funding, ...order }) => trade(account, Side.Ask, funding, order),
    buy: (account, order) => trade(account, Side.Bid, Funding.Quote, order),
    series: async (root) => {
      const all = await readSeries(client, deployment)
      const found = all.find((series) => series.root === root && series.expiry === monthEnd)
      if (!found) throw new Error(`${root} has no series that ends at ${monthEnd}`)
      return found
    },
    api: async <Data>(route: string): Promise<Data> => {
      const { number } = await getBlock(client)
      for (;;) {
        const response = await fetch(`${stack.apiUrl}${route}`)
        const { at, data, ...rest } = (await response.json()) as { at?: { block: number }; data: Data }
        if (!at) throw new Error(`${route}: ${JSON.stringify(rest)}`)
        if (at.block >= Number(number)) return data
      }
    },
  }
}

export async function stopWorld({ browser, stack }: World): Promise<void> {
  await browser.close()
  await stack.stop()
}

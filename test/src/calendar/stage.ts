import { approve, deposit, balanceOf as freeBalanceOf, type WriteCall } from '@gigahour/contracts/calls'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { LocalAccount } from '../chain/accounts.ts'
import { type LocalClient, localClient } from '../chain/anvil.ts'
import { giveGas, mintUsdc } from '../chain/mint.ts'
import { sendAll } from '../chain/send.ts'
import { type Series, seriesReader } from '../chain/series.ts'

/** What actors of the calendar stand on. */
export type Stage = {
  rpcUrl: string
  deployment: FullDeployment
  /** Reads the chain. */
  client: LocalClient
  /** Spot price of a grade, by the beginning of its symbols: micro-USDC per GPU-hour. @param time - Unix seconds. */
  spot: (root: string, time: number) => bigint
  /** Every series, each read from the chain once. */
  series: () => Promise<Series[]>
  /** Sends calls of an account, one after another, and waits for them. */
  send: (account: LocalAccount, ...calls: readonly WriteCall[]) => Promise<void>
}

export const createStage = (rpcUrl: string, deployment: FullDeployment, spot: Stage['spot']): Stage => ({
  rpcUrl,
  deployment,
  client: localClient(rpcUrl),
  spot,
  series: seriesReader(localClient(rpcUrl), deployment),
  send: (account, ...calls) => sendAll(rpcUrl, account, calls),
})

/** Gives an account gas and micro-USDC in its wallet. */
export async function endow({ rpcUrl, deployment }: Stage, account: LocalAccount, usdc: bigint): Promise<void> {
  await giveGas(rpcUrl, account.address)
  await mintUsdc(rpcUrl, deployment, account.address, usdc)
}

/** Moves tokens of a wallet into its free balance: approval and deposit. */
export const depositCalls = (
  { deployment }: Stage,
  account: LocalAccount,
  { token, asset, amount }: { token: Address; asset: number; amount: bigint },
): WriteCall[] => [
  approve(token, deployment.exchange, amount),
  deposit(deployment.exchange, { asset, amount, to: account.address }),
]

/** Free balance of an account, in base units. */
export const balanceOf = ({ client, deployment }: Stage, account: Address, asset: number): Promise<bigint> =>
  readContract(client, freeBalanceOf(deployment.exchange, account, asset))

import { depositToken, perform } from '@gigahour/contracts/actions'
import { balanceOf, cancel, execute, ordersOf, withdraw } from '@gigahour/contracts/calls'
import { Action, type Order } from '@gigahour/contracts/instruction'
import { Funding, Side } from '@gigahour/contracts/side'
import { parseDecimal, parseLots, parseTick, USDC_DECIMALS } from '@gigahour/contracts/units'
import { usdcAbi } from '@gigahour/contracts/usdc'
import type { TransactionReceipt } from 'viem'
import { readContract } from 'viem/actions'
import type { LocalAccount } from '../src/chain/accounts.ts'
import { localClient, localSigner } from '../src/chain/anvil.ts'
import { giveGas, mintUsdc } from '../src/chain/mint.ts'
import { readSeries, type Series } from '../src/chain/series.ts'
import type { Stack } from '../src/stack.ts'

/** `usdc('2.8')`: 2.8 USDC in base units. */
export const usdc = (text: string): bigint => parseDecimal(text, USDC_DECIMALS)

/** An account seen and moved from outside the browser. */
export type Trader = {
  /** Mints and deposits. */
  fund: (amount: bigint) => Promise<void>
  /** Rests an order in a slot, or takes what it can at once. Both are paid with USDC. */
  order: (series: Series, terms: Terms) => Promise<TransactionReceipt>
  cancel: (...slots: number[]) => Promise<unknown>
  withdraw: (amount: bigint) => Promise<unknown>
  /** Free balance on the exchange, base units. */
  free: (asset: number) => Promise<bigint>
  /** USDC in the wallet, base units. */
  inWallet: () => Promise<bigint>
  /** Lots in a slot that are neither settled nor cancelled. */
  lotsIn: (slot: number) => Promise<bigint>
}

type Terms = { side: 'buy' | 'sell'; price: string; size: string; slot?: number }

/** Without a slot the order takes and never rests. */
const orderOf = ({ market }: Series, { side, price, size, slot }: Terms): Order => ({
  action: slot === undefined ? Action.ImmediateOrCancel : Action.GoodTilCancelled,
  side: side === 'buy' ? Side.Bid : Side.Ask,
  funding: Funding.Quote,
  slot: slot ?? 0,
  market,
  tick: parseTick(price),
  lots: parseLots(size),
})

export function createTrader({ rpcUrl, deployment }: Stack, account: LocalAccount): Trader {
  const signer = localSigner(rpcUrl, account)
  const { exchange, usdc: token, usdcAsset: asset } = deployment
  const { address } = account
  return {
    fund: async (amount) => {
      await giveGas(rpcUrl, address)
      await mintUsdc(rpcUrl, deployment, address, amount)
      await depositToken(signer, { exchange, token, asset, amount })
    },
    order: (series, terms) => perform(signer, execute(exchange, [orderOf(series, terms)])),
    cancel: (...slots) => perform(signer, cancel(exchange, slots)),
    withdraw: (amount) => perform(signer, withdraw(exchange, { asset, amount, to: address })),
    free: (of) => readContract(signer, balanceOf(exchange, address, of)),
    inWallet: () => readContract(signer, { address: token, abi: usdcAbi, functionName: 'balanceOf', args: [address] }),
    lotsIn: async (slot) => {
      const [order] = await readContract(signer, ordersOf(exchange, address, [slot]))
      return order?.lots ?? 0n
    },
  }
}

/** The n-th month of H100 after the running one. */
export async function seriesOf({ rpcUrl, deployment }: Stack, n: number): Promise<Series> {
  const all = await readSeries(localClient(rpcUrl), deployment)
  const series = all.filter(({ root }) => root === 'H100')[n]
  if (!series) throw new Error(`H100 has no month ${n}`)
  return series
}

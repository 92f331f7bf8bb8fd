import { deliveryDeskAbi } from '@gigahour/contracts/abi'
import { approve, deposit, split, withdraw } from '@gigahour/contracts/calls'
import { elect, makeOffer } from '@gigahour/contracts/delivery'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import type { Lots } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { LocalAccount } from '../chain/accounts.ts'
import { localClient } from '../chain/anvil.ts'
import { giveGas, mintUsdc } from '../chain/mint.ts'
import { sendAll } from '../chain/send.ts'
import type { Series } from '../chain/series.ts'

/** What provider and buyer agree on. */
export type Agreement = {
  provider: LocalAccount
  buyer: LocalAccount
  series: Series
  /** Whole hours. */
  lots: Lots
  /** Who may sign receipts besides the buyer; the zero address if nobody. */
  meter: Address
  endpoint: string
}

/**
 * Two agree on hours without a trade: the provider splits sets, gives the buyer LONG, and offers; the buyer elects all of it.
 *
 * @returns Number of the election.
 */
export async function agreeOnHours(
  rpcUrl: string,
  deployment: FullDeployment,
  { provider, buyer, series, lots, meter, endpoint }: Agreement,
): Promise<bigint> {
  const { exchange, deliveryDesk, usdc, usdcAsset } = deployment
  const amount = lots * BigInt(series.cap)
  for (const { address } of [provider, buyer]) await giveGas(rpcUrl, address)
  await mintUsdc(rpcUrl, deployment, provider.address, amount)
  await sendAll(rpcUrl, provider, [
    approve(usdc, exchange, amount),
    deposit(exchange, { asset: usdcAsset, amount, to: provider.address }),
    split(exchange, series.market, lots),
    withdraw(exchange, { asset: series.long, amount: lots, to: buyer.address }),
    withdraw(exchange, { asset: series.short, amount: lots, to: provider.address }),
    approve(series.shortToken, deliveryDesk, lots),
    makeOffer(deliveryDesk, {
      market: series.market,
      lots,
      minimum: lots,
      meter,
      site: 'Ashburn',
      endpoint,
      terms: '',
    }),
  ])
  const desk = { address: deliveryDesk, abi: deliveryDeskAbi } as const
  const client = localClient(rpcUrl)
  const offer = await readContract(client, { ...desk, functionName: 'offerCount' })
  await sendAll(rpcUrl, buyer, [approve(series.longToken, deliveryDesk, lots), elect(deliveryDesk, offer, lots)])
  return readContract(client, { ...desk, functionName: 'electionCount' })
}

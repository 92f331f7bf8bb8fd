import { perform } from '@gigahour/contracts/actions'
import { approve, balanceOf, ordersOf } from '@gigahour/contracts/calls'
import { deployExchange } from '@gigahour/contracts/deploy/exchange'
import { listMissing } from '@gigahour/contracts/deploy/listing'
import { assetOf, listAsset, listSpot } from '@gigahour/contracts/listing'
import { fixSettlementPrice, marketCount, marketOf } from '@gigahour/contracts/market'
import type { Tick } from '@gigahour/contracts/units'
import { usdcAbi } from '@gigahour/contracts/usdc'
import { type Address, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { createWallet, type Wallet } from '../../src/actors/wallet.ts'
import { deployerAccount, type LocalAccount, minterAccount, personAccount } from '../../src/chain/accounts.ts'
import { type Anvil, LOCAL_CHAIN_ID, localSigner, startAnvil } from '../../src/chain/anvil.ts'
import { giveGas } from '../../src/chain/mint.ts'
import { type RpcCall, sendBatch } from '../../src/chain/rpc.ts'
import { readSeries } from '../../src/chain/series.ts'
import { deployUsdc } from '../../src/chain/usdc.ts'
import { freePort } from '../../src/ports.ts'
import { callOf } from './calls.ts'
import type { Market } from './market.ts'
import type { Request } from './request.ts'
import { SLOTS } from './session.ts'

/** What every account begins with in its wallet, of the money and of the base asset. */
export const CAPITAL = 4_000_000_000n
const ACCOUNTS = 6
const TAKER_FEE = 200

/** A chain with an exchange of three series and a spot market, and six accounts with something to lose. */
export async function createStage() {
  const anvil = await startAnvil({ port: await freePort() })
  const { rpcUrl, client } = anvil
  const deployer = localSigner(rpcUrl, deployerAccount())
  const accounts = Array.from({ length: ACCOUNTS }, (_, n) => personAccount(n))
  await giveGas(rpcUrl, deployer.account.address)
  const minter = minterAccount()
  const usdc = await deployUsdc(deployer, minter.address)
  const token = await deployUsdc(deployer, minter.address)
  const owner = deployer.account.address
  const deployment = await deployExchange(deployer, {
    ...{ name: 'Differential', usdc, owner, settler: owner, takerFee: TAKER_FEE, explorer: null },
    ...{ feeRecipient: (accounts[0] as LocalAccount).address, priceIndex: zeroAddress, grades: [] },
  })
  const { exchange } = deployment
  await listMissing(deployer, deployment)
  const listed = await readSeries(client, deployment)
  await perform(deployer, listAsset(exchange, token))
  const base = await readContract(client, assetOf(exchange, token))
  // A lot is 10^3 of the base asset, a unit 10 of the money: other than in every series.
  const exponents = { lotExponent: 3, unitExponent: 1, minLotsExponent: 1 }
  await perform(deployer, listSpot(exchange, { base, quote: deployment.usdcAsset, ...exponents }))
  const spot = await readContract(client, marketCount(exchange))

  const series = [listed[0], listed[1], listed[14]].filter((each) => each !== undefined)
  const markets: Market[] = series.map(({ market, long, cap, expiry }) => {
    const money = { quote: deployment.usdcAsset, fee: BigInt(TAKER_FEE), unit: 1n, lotSize: 1n, minLots: 100n }
    return { id: market, base: long, cap, expiry, ...money }
  })
  const never = Number.MAX_SAFE_INTEGER
  const money = { quote: deployment.usdcAsset, fee: BigInt(TAKER_FEE), unit: 10n, lotSize: 1_000n, minLots: 10n }
  markets.push({ id: spot, base, cap: null, expiry: never, ...money })

  const assets: { asset: number; token: Address }[] = [
    { asset: deployment.usdcAsset, token: usdc },
    { asset: base, token },
    ...series.flatMap(({ long, short, longToken, shortToken }) => [
      { asset: long, token: longToken },
      { asset: short, token: shortToken },
    ]),
  ]
  await fund(anvil, accounts, [usdc, token], exchange)

  const wallets: Wallet[] = accounts.map((account) => createWallet(client, account))
  await Promise.all(wallets.map((wallet) => wallet.resync()))
  await client.steer('evm_setAutomine', false)

  /** Puts requests into one block of the time given, in their order. @returns For each whether it was done. */
  const performAll = async (requests: readonly Request[], timestamp: number): Promise<boolean[]> => {
    const signed: string[] = []
    for (const request of requests) {
      const call = await callOf({ chainId: LOCAL_CHAIN_ID, exchange, accounts }, request)
      signed.push(await (wallets[request.by] as Wallet).sign(call))
    }
    const sent = await sendBatch(rpcUrl, [
      ...signed.map((raw): RpcCall => ({ method: 'eth_sendRawTransaction', params: [raw] })),
      { method: 'evm_setNextBlockTimestamp', params: [timestamp] },
      { method: 'evm_mine', params: [] },
    ])
    const hashes = sent.slice(0, signed.length).map(({ result, error }) => {
      if (typeof result !== 'string') throw new Error(`The node took no transaction: ${error?.message}`)
      return result
    })
    const receipts = await sendBatch(
      rpcUrl,
      hashes.map((hash) => ({ method: 'eth_getTransactionReceipt', params: [hash] })),
    )
    return receipts.map(({ result }) => {
      if (!result) throw new Error('A transaction did not come into its block')
      return (result as { status: string }).status === '0x1'
    })
  }

  return {
    markets,
    assets,
    accounts,
    performAll,
    /** Free balance, base units. */
    held: (account: LocalAccount, asset: number): Promise<bigint> =>
      readContract(client, balanceOf(exchange, account.address, asset)),
    /** What stands in the slots of a session. */
    orders: (account: LocalAccount) => {
      const slots = Array.from({ length: SLOTS }, (_, slot) => slot)
      return readContract(client, ordersOf(exchange, account.address, slots))
    },
    inWallet: (owner: Address, token: Address): Promise<bigint> =>
      readContract(client, { address: token, abi: usdcAbi, functionName: 'balanceOf', args: [owner] }),
    exchange,
    now: async (): Promise<number> =>
      Number((await client.request({ method: 'eth_getBlockByNumber', params: ['latest', false] }))?.timestamp),
    fixPrice: async (market: number, tick: number): Promise<void> => {
      await client.steer('evm_setAutomine', true)
      const { family } = await readContract(client, marketOf(exchange, market))
      await perform(deployer, fixSettlementPrice(exchange, family, tick as Tick))
      await client.steer('evm_setAutomine', false)
    },
    stop: anvil.stop,
  }
}

export type Stage = Awaited<ReturnType<typeof createStage>>

async function fund(
  { rpcUrl }: Anvil,
  accounts: readonly LocalAccount[],
  tokens: readonly Address[],
  exchange: Address,
) {
  const minter = localSigner(rpcUrl, minterAccount())
  await giveGas(rpcUrl, minter.account.address)
  for (const account of accounts) {
    await giveGas(rpcUrl, account.address)
    for (const token of tokens) {
      const contract = { address: token, abi: usdcAbi } as const
      await perform(minter, { ...contract, functionName: 'mint', args: [account.address, CAPITAL] })
      await perform(localSigner(rpcUrl, account), approve(token, exchange, 2n ** 256n - 1n))
    }
  }
}

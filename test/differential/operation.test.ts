import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { perform } from '@gigahour/contracts/actions'
import { approve, execute, place, withdraw } from '@gigahour/contracts/calls'
import { deployExchange } from '@gigahour/contracts/deploy/exchange'
import type { Deployment } from '@gigahour/contracts/deployment'
import { exchangeActions } from '@gigahour/contracts/exchangeActions'
import { Action, type Order } from '@gigahour/contracts/instruction'
import { PERMIT2 } from '@gigahour/contracts/permit2'
import { Funding, Side } from '@gigahour/contracts/side'
import { expiryOf, formatSymbol, monthAfter, monthOf } from '@gigahour/contracts/symbol'
import { toLots, toTick } from '@gigahour/contracts/units'
import { usdcAbi } from '@gigahour/contracts/usdc'
import { type Address, erc20Abi, getAddress, type Hex, zeroAddress } from 'viem'
import { getBlock, getTransactionCount, readContract, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContracts } from '../src/build.ts'
import { deployerAccount, type LocalAccount, minterAccount, personAccount } from '../src/chain/accounts.ts'
import { type Anvil, localSigner, startAnvil } from '../src/chain/anvil.ts'
import { giveGas } from '../src/chain/mint.ts'
import { deployPermit2 } from '../src/chain/permit2.ts'
import { deployUsdc } from '../src/chain/usdc.ts'
import { freePort } from '../src/ports.ts'

// An exchange from its first hour on, run by the client's actions alone: listing, deposits by Permit2, halts, fees, settings. Each test
// goes on where the one before it has left the exchange.

/** Not the chain of the other tests: Permit2 has no domain there. */
const CHAIN = 8_453
const DAY = 86_400n
const USDC = 1_000_000n

let anvil: Anvil
let deployment: Deployment
let token: Address
/** Id of the token in the ledger, and of its book. */
let asset: number
let market: number
let owner: Trader
let maker: Trader
let taker: Trader
let guardian: Trader
/** Gets the fees; owns nothing but gas. */
let treasury: Trader

type Trader = ReturnType<typeof traderOf>
const signerOf = (account: LocalAccount) => localSigner(anvil.rpcUrl, account, CHAIN)
const traderOf = (account: LocalAccount) => signerOf(account).extend(exchangeActions(deployment))

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ port: await freePort(), chainId: CHAIN })
  const accounts = [deployerAccount(), minterAccount(), ...[1, 2, 3, 4].map(personAccount)] as const
  for (const { address } of accounts) await giveGas(anvil.rpcUrl, address)
  await deployPermit2(anvil.client)
  const deployer = signerOf(deployerAccount())
  const usdc = await deployUsdc(deployer, minterAccount().address)
  token = await deployToken()
  deployment = await deployExchange(deployer, {
    ...{ name: 'First hours', usdc, owner: deployer.account.address, settler: deployer.account.address },
    ...{ feeRecipient: personAccount(4).address, takerFee: 200, explorer: null },
    ...{ priceIndex: zeroAddress, grades: [] },
  })
  owner = traderOf(deployerAccount())
  maker = traderOf(personAccount(1))
  taker = traderOf(personAccount(2))
  guardian = traderOf(personAccount(3))
  treasury = traderOf(personAccount(4))
  const to = maker.account.address
  await perform(deployer, { address: token, abi: erc20Abi, functionName: 'transfer', args: [to, 1_000_000n] })
  const minted = { address: usdc, abi: usdcAbi, functionName: 'mint', args: [taker.account.address, USDC] } as const
  await perform(signerOf(minterAccount()), minted)
})

afterAll(async () => {
  await anvil?.stop()
})

it('lists a token and a book for it', async () => {
  const quote = deployment.usdcAsset
  await treasury.listAsset(token)
  asset = await treasury.assetOf(token)
  expect(await treasury.tokenOf(asset)).toBe(token)
  await treasury.listSpot({ base: asset, quote, lotExponent: 3, unitExponent: 1, minLotsExponent: 1 })
  market = await treasury.marketCount()
  expect(market).toBe(1)
  const terms = { base: asset, quote, cap: 0, takerFee: 200, lotSize: 1_000n, unit: 10n, minLots: 10n }
  expect(await treasury.marketOf(market)).toMatchObject(terms)
})

describe('a deposit by Permit2', () => {
  it('of a token that knows no permits is one transaction, once Permit2 is approved', async () => {
    const { address } = maker.account
    await maker.depositByPermit2({ token, asset, amount: 20_000n })
    const sent = await getTransactionCount(maker, { address })
    await maker.depositByPermit2({ token, asset, amount: 30_000n })
    expect(await getTransactionCount(maker, { address })).toBe(sent + 1)
    expect(await maker.balanceOf(address, asset)).toBe(50_000n)
    expect(await allowance(address, deployment.exchange)).toBe(0n)
  })

  it('pays for the order behind it', async () => {
    const { address } = maker.account
    // 100 lots escrow 100,000 base units: 50,000 more than there are.
    const signed = await maker.signPermit2Deposit({ token, asset, amount: 50_000n })
    await maker.multicall([signed, place(deployment.exchange, ask())])
    expect(await maker.balanceOf(address, asset)).toBe(0n)
    expect(await maker.depth(market, Side.Ask, 5)).toEqual([{ tick: 700, lots: 100n }])
  })

  it('works once, and for its signer alone', async () => {
    const signed = await maker.signPermit2Deposit({ token, asset, amount: 1_000n })
    await perform(taker, approve(token, PERMIT2, 1_000n))
    await expect(taker.multicall([signed])).rejects.toThrow('The Permit2 signature is not of this account')
    await maker.multicall([signed])
    await expect(maker.multicall([signed])).rejects.toThrow('This Permit2 signature was used before.')
    expect(await maker.balanceOf(maker.account.address, asset)).toBe(1_000n)
  })

  it('comes too late after its deadline', async () => {
    const signed = await maker.signPermit2Deposit({ token, asset, amount: 1_000n })
    await anvil.client.steer('evm_increaseTime', 1_201)
    await anvil.client.steer('evm_mine')
    await expect(maker.multicall([signed])).rejects.toThrow('The Permit2 signature could be used until')
  })

  it('of USDC pays for a take whose proceeds leave in the same transaction', async () => {
    const to = taker.account.address
    const money = { token: deployment.usdc, asset: deployment.usdcAsset, amount: USDC }
    const bid = ask({ side: Side.Bid, funding: Funding.Quote, action: Action.FillOrKill, lots: toLots(40n) })
    await taker.multicall([
      await taker.signPermit2Deposit(money),
      execute(deployment.exchange, [bid]),
      withdraw(deployment.exchange, { asset, amount: 40_000n, to }),
    ])
    expect(await readContract(taker, { address: token, abi: erc20Abi, functionName: 'balanceOf', args: [to] })).toBe(
      40_000n,
    )
    // 40 lots at 700 ticks, and 2 basis points of that, up to a whole number of the market's units of 10 micro-USDC: 5.6 become 6.
    expect(await taker.balanceOf(to, deployment.usdcAsset)).toBe(USDC - 280_000n - 60n)
  })
})

it('collects fees for their recipient, whoever asks for it', async () => {
  const recipient = treasury.account.address
  expect(await taker.feeRecipient()).toBe(recipient)
  expect(await taker.balanceOf(recipient, deployment.usdcAsset)).toBe(0n)
  await taker.collectFees(market)
  expect(await taker.balanceOf(recipient, deployment.usdcAsset)).toBe(60n)
})

describe('a halt', () => {
  it('is the guardian’s, stops new orders and lets old ones go', async () => {
    const until = await inDays(2n)
    await expect(guardian.halt([market], until)).rejects.toThrow('Only the guardian may do this.')
    await owner.setGuardian(guardian.account.address)
    expect(await owner.guardian()).toBe(guardian.account.address)
    await guardian.halt([market], until)
    expect(await maker.haltedUntil(market)).toBe(until)
    await expect(maker.place(ask({ slot: 2 }))).rejects.toThrow('The market is halted until')
    expect(await maker.cancelAll(1)).toEqual([0])
    // 60 of 100 lots were left; 1,000 were deposited apart.
    expect(await maker.balanceOf(maker.account.address, asset)).toBe(61_000n)
  })

  it('ends early by the guardian’s hand alone, and is not repeated at once', async () => {
    await expect(maker.resume([market])).rejects.toThrow('until then only the guardian may end it.')
    await guardian.resume([market])
    await maker.place(ask({ lots: toLots(50n) }))
    expect(await maker.depth(market, Side.Ask, 5)).toEqual([{ tick: 700, lots: 50n }])
    await expect(guardian.halt([market], await inDays(1n))).rejects.toThrow('The market may be halted again from')
  })

  it('has a longest time, and a pause after it', async () => {
    expect(await maker.longestHalt()).toBe(14n * DAY)
    expect(await maker.haltPause()).toBe(7n * DAY)
  })
})

describe('the owner', () => {
  it('sets the fee of markets to come, within its bound', async () => {
    expect(await owner.highestTakerFee()).toBe(10_000)
    await expect(owner.setDefaultTakerFee(10_001)).rejects.toThrow('The fee may be at most 10000; 10001 was given.')
    await expect(maker.setDefaultTakerFee(100)).rejects.toThrow('Only the owner may do this.')
    await owner.setDefaultTakerFee(150)
    expect(await owner.defaultTakerFee()).toBe(150)
    expect(await owner.marketOf(market)).toMatchObject({ takerFee: 200 })
  })

  it('names another recipient of fees', async () => {
    await owner.setFeeRecipient(maker.account.address)
    expect(await owner.feeRecipient()).toBe(maker.account.address)
  })

  it('is another once that one has accepted', async () => {
    const [before, after] = [owner.account.address, treasury.account.address]
    await owner.transferOwnership(after)
    expect([await owner.owner(), await owner.pendingOwner()]).toEqual([before, after])
    await treasury.acceptOwnership()
    expect([await owner.owner(), await owner.pendingOwner()]).toEqual([after, zeroAddress])
  })

  it('may be nobody', async () => {
    await treasury.renounceOwnership()
    expect(await treasury.owner()).toBe(zeroAddress)
    await expect(treasury.setGuardian(maker.account.address)).rejects.toThrow('Only the owner may do this.')
  })
})

it('lists a month, and settles it at one price after its end', async () => {
  const month = monthAfter(monthOf(Number((await getBlock(maker)).timestamp)))
  const bounds = { referencePrice: 2_800, minCap: 1_000, maxCap: 9_000 }
  await maker.listGrade({ name: 'H100', root: 'H100', ...bounds, deliverable: true })
  const grade = await maker.gradeCount()
  expect(await maker.gradeOf(grade)).toMatchObject({ root: 'H100', ...bounds })
  await maker.listMonth({ grade, month })
  const symbol = formatSymbol({ root: 'H100', ...month })
  const series = await maker.marketOfSymbol(symbol)
  expect(await maker.seriesOf(series)).toMatchObject({ symbol, cap: 7_000, isFull: true })
  const { family } = await maker.marketOf(series)
  expect(await maker.marketOf(series)).toMatchObject({ cap: 7_000, takerFee: 150 })
  expect(await maker.familyOf(family)).toMatchObject({ grade, ...month })

  // A band of the month: 2.5 × 2.8 is the cap, 1/25 of 2.8 rounded down the step.
  await maker.listBand({ family, floor: 2_000, cap: 800 })
  const band = await maker.marketOfSymbol(`${symbol}-200-280`)
  expect(await maker.marketOf(band)).toMatchObject({ family, floor: 2_000, cap: 800 })

  expect(await maker.settlementPriceOf(series)).toBeUndefined()
  await expect(owner.fixSettlementPrice(family, toTick(2_345))).rejects.toThrow('The series trades until')
  await anvil.client.steer('evm_setNextBlockTimestamp', expiryOf(month))
  await anvil.client.steer('evm_mine')
  await owner.fixSettlementPrice(family, toTick(2_345))
  expect(await maker.finalPriceOf(family)).toBe(2_345)
  expect(await maker.settlementPriceOf(series)).toBe(2_345)
  expect(await maker.settlementPriceOf(band)).toBe(345)
})

const ask = (more: Partial<Order> = {}): Order => ({
  action: Action.GoodTilCancelled,
  side: Side.Ask,
  funding: Funding.Token,
  slot: 0,
  market,
  tick: toTick(700),
  lots: toLots(100n),
  ...more,
})

const allowance = (from: Address, spender: Address) =>
  readContract(maker, { address: token, abi: erc20Abi, functionName: 'allowance', args: [from, spender] })

/** Unix seconds, from the latest block on. */
const inDays = async (days: bigint): Promise<bigint> => (await getBlock(maker)).timestamp + days * DAY

/** A token that nobody here wrote and that knows no permits; its deployer owns all of it. */
async function deployToken(): Promise<Address> {
  const file = '@safe-global/safe-contracts/build/artifacts/contracts/test/ERC20Token.sol/ERC20Token.json'
  const artifact = readFileSync(createRequire(import.meta.url).resolve(file), 'utf8')
  const { bytecode } = JSON.parse(artifact) as { bytecode: Hex }
  const deployer = signerOf(deployerAccount())
  const hash = await sendTransaction(deployer, { data: bytecode })
  const { contractAddress } = await waitForTransactionReceipt(deployer, { hash })
  if (!contractAddress) throw new Error('The token was not created')
  return getAddress(contractAddress)
}

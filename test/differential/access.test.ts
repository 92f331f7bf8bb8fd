import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { perform } from '@gigahour/contracts/actions'
import { decodeBlockLink, encodeBlockLink } from '@gigahour/contracts/blockLink'
import type { SignedBlockQuote } from '@gigahour/contracts/blockQuote'
import { execute, ordersOf, withdraw } from '@gigahour/contracts/calls'
import type { Deployment } from '@gigahour/contracts/deployment'
import { type ExchangeActionsOptions, exchangeActions } from '@gigahour/contracts/exchangeActions'
import { Action, type Order } from '@gigahour/contracts/instruction'
import { calendarSpreadLegs, takeLegs } from '@gigahour/contracts/legs'
import { randomNonce } from '@gigahour/contracts/nonce'
import { depositWithPermit, permitTypedData, readPermitTerms } from '@gigahour/contracts/permit'
import { REVOKED, type SessionTerms } from '@gigahour/contracts/session'
import { Funding, Side } from '@gigahour/contracts/side'
import { type Lots, toLots, toTick } from '@gigahour/contracts/units'
import { usdcAbi } from '@gigahour/contracts/usdc'
import type { AccountOrder, Balance } from '@gigahour/indexer/api'
import type { Address } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildContracts } from '../src/build.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { localClient, localSigner } from '../src/chain/anvil.ts'
import { type LocalChain, startLocalChain } from '../src/chain/localChain.ts'
import { mintUsdc } from '../src/chain/mint.ts'
import { readSeries, type Series } from '../src/chain/series.ts'
import { type IndexerProcess, startIndexer } from '../src/indexerProcess.ts'
import { freePort } from '../src/ports.ts'
import { askApi } from '../src/verify/json.ts'

// The doors that a trading firm asks for, through the client's actions: what they send, the contracts must take as it was meant.

const CAPITAL = 1_000_000_000_000n
const HOUR = 3_600

let chain: LocalChain
let indexer: IndexerProcess | undefined
let folder: string
let deployment: Deployment
let near: Series
let far: Series
/** A series that one scene has to itself. */
let quiet: Series
let maker: ReturnType<typeof traderOf>
let taker: ReturnType<typeof traderOf>
/** Owns nothing but gas: a session key, a passer-by. */
let other: ReturnType<typeof traderOf>

const traderOf = (n: number, options?: ExchangeActionsOptions) => {
  const signer = localSigner(chain.rpcUrl, personAccount(n))
  return signer.extend(exchangeActions(deployment, options))
}

beforeAll(async () => {
  await buildContracts()
  folder = mkdtempSync(path.join(tmpdir(), 'gigahour-access-'))
  chain = await startLocalChain({ port: await freePort(), folder, historyDays: 0, actors: false, log: () => {} })
  deployment = chain.deployment
  // A block a transaction: nothing here waits for the clock.
  await localClient(chain.rpcUrl).steer('evm_setAutomine', true)
  maker = traderOf(1)
  taker = traderOf(2)
  other = traderOf(3)
  const listed = await readSeries(maker, deployment)
  const [first, second, third] = listed
  if (!first || !second || !third) throw new Error('No series are listed')
  ;[near, far, quiet] = [first, second, third]
  for (const trader of [maker, taker]) {
    await mintUsdc(chain.rpcUrl, deployment, trader.account.address, 2n * CAPITAL)
    await trader.depositUsdc(CAPITAL)
  }
})

afterAll(async () => {
  await indexer?.child.stop()
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a deposit by permit', () => {
  it('of Circle’s USDC needs no approval, and no second transaction', async () => {
    const { exchange, usdc } = deployment
    const { address } = maker.account
    const allowance = { address: usdc, abi: usdcAbi, functionName: 'allowance', args: [address, exchange] } as const
    const before = await free(address)
    await maker.depositUsdc(5_000_000n)
    expect(await free(address)).toBe(before + 5_000_000n)
    expect(await readContract(maker, allowance)).toBe(0n)
  })

  it('pays for the order behind it', async () => {
    const { exchange, usdc: token, usdcAsset: asset, chainId } = deployment
    const owner = taker.account.address
    const before = await free(owner)
    const terms = await readPermitTerms(taker, { token, chainId, owner })
    if (!terms) throw new Error('USDC knows permits')
    const permit = { owner, spender: exchange, value: 1_000_000n, nonce: terms.nonce, deadline: await later() }
    const signature = await taker.account.signTypedData(permitTypedData(terms.domain, permit))
    // 1,000 lots at 1,500 ticks escrow 1,500,000 of the micro-USDC that the account then has.
    await taker.multicall([
      depositWithPermit(exchange, { asset, to: owner, permit, signature }),
      execute(exchange, [order(Side.Bid, 1_500, { lots: toLots(1_000n), slot: 7 })]),
    ])
    expect(await free(owner)).toBe(before + 1_000_000n - 1_500_000n)
    expect(await taker.cancelAll(8)).toEqual([7])
    expect(await free(owner)).toBe(before + 1_000_000n)
  })
})

it('a take and the withdrawal of what it got are one transaction', async () => {
  const { exchange } = deployment
  const to = taker.account.address
  await maker.execute([order(Side.Ask, 2_000, { slot: 0 })])
  const take = order(Side.Bid, 2_000, { action: Action.ImmediateOrCancel })
  await taker.multicall([execute(exchange, [take]), withdraw(exchange, { asset: near.long, amount: 100n, to })])
  const token = { address: near.longToken, abi: usdcAbi, functionName: 'balanceOf', args: [to] } as const
  expect(await readContract(taker, token)).toBe(100n)
  expect(await free(to, near.long)).toBe(0n)
  await maker.cancelAll(1)
})

describe('a session key', () => {
  it('given by transaction trades for its owner until it is revoked', async () => {
    const owner = maker.account.address
    await maker.setOperator(other.account.address, await terms(100_000n))
    await other.executeFor(owner, [order(Side.Bid, 1_000, { slot: 3 })])
    expect(await stored(owner, 3)).toMatchObject({ side: Side.Bid, tick: 1_000, lots: 100n })
    expect(await stored(other.account.address, 3)).toMatchObject({ lots: 0n })
    // 100 lots at 1,000 ticks may come to be worth nothing.
    expect(await maker.sessionKeyOf(owner, other.account.address)).toMatchObject({ left: 0n })
    const more = other.executeFor(owner, [order(Side.Bid, 1_000, { slot: 4 })])
    await expect(more).rejects.toThrow('0 base units are left of its budget, 100000 are needed')

    await maker.setOperator(other.account.address, REVOKED)
    const cancelling = other.executeFor(owner, [{ action: Action.Cancel, slot: 3 }])
    await expect(cancelling).rejects.toThrow('The account has given this key no right to trade.')
    expect(await maker.cancelAll(4)).toEqual([3])
  })

  it('given by signature works once somebody has sent it, and not again once it is revoked', async () => {
    const owner = maker.account.address
    const grant = {
      operator: other.account.address,
      ...(await terms(100_000n)),
      epoch: await maker.grantEpoch(owner),
      nonce: randomNonce(),
      deadline: await later(),
    }
    const signature = await maker.signOperatorGrant(grant)
    const send = () => taker.setOperatorBySig({ ...grant, owner }, signature)
    await send()
    const given = { expiry: grant.expiry, left: 100_000n }
    expect(await maker.sessionKeyOf(owner, grant.operator)).toMatchObject(given)
    // Sent again, it is in nobody's way.
    await send()
    expect(await maker.sessionKeyOf(owner, grant.operator)).toMatchObject(given)
    await maker.setOperator(grant.operator, REVOKED)
    await expect(send()).rejects.toThrow('It has to be signed anew.')
  })
})

describe('the dead man’s switch', () => {
  it('lets anyone cancel once its second has come, and the funds go to the owner', async () => {
    const { timestamp } = await getBlock(maker)
    const due = Number(timestamp) + HOUR
    const owner = maker.account.address
    const before = await free(owner)
    await maker.execute([{ action: Action.CancelAfter, timestamp: due }, order(Side.Bid, 1_000, { slot: 4 })])
    expect(await other.cancelAfterOf(owner)).toBe(due)
    await expect(other.cancelFor(owner, [4])).rejects.toThrow('Others may cancel this order from')

    const client = localClient(chain.rpcUrl)
    await client.steer('evm_setNextBlockTimestamp', due)
    await client.steer('evm_mine')
    await other.cancelFor(owner, [4])
    expect(await free(owner)).toBe(before)
    await maker.setCancelAfter(0)
  })
})

describe('an order that strangers settle and cancel', () => {
  const SLOT = 30

  it('is its owner’s, in the contract and in what the indexer says', async () => {
    const owner = maker.account.address
    const market = quiet.market
    const money = await free(owner)
    indexer = await indexTheChain()
    const { timestamp } = await getBlock(maker)
    const due = Number(timestamp) + HOUR
    await maker.execute([
      { action: Action.CancelAfter, timestamp: due },
      order(Side.Bid, 1_800, { market, slot: SLOT, lots: toLots(400n) }),
    ])
    await taker.execute([order(Side.Ask, 1_800, { market, action: Action.ImmediateOrCancel, lots: toLots(150n) })])
    expect(await told(owner)).toEqual({
      order: { status: 'open', open: '250', unsettled: '150' },
      // 400 lots × 1,800 ticks were locked; 250 lots still are.
      money: { free: `${money - 720_000n}`, escrowed: '450000' },
      long: '0',
    })

    await other.settle(owner, [SLOT])
    const settled = { free: `${money - 720_000n}`, escrowed: '450000' }
    const order250 = { status: 'open', open: '250', unsettled: '0' }
    expect(await told(owner)).toEqual({ order: order250, money: settled, long: '150' })
    expect([await free(owner), await free(owner, quiet.long)]).toEqual([money - 720_000n, 150n])
    expect(await stored(owner, SLOT)).toMatchObject({ lots: 250n, filled: 0n })

    const client = localClient(chain.rpcUrl)
    await client.steer('evm_setNextBlockTimestamp', due)
    await client.steer('evm_mine')
    await other.cancelFor(owner, [SLOT])
    expect(await told(owner)).toEqual({
      order: { status: 'cancelled', open: '0', unsettled: '0' },
      money: { free: `${money - 270_000n}`, escrowed: '0' },
      long: '150',
    })
    expect([await free(owner), await free(owner, quiet.long)]).toEqual([money - 270_000n, 150n])
    expect(await stored(owner, SLOT)).toMatchObject({ lots: 0n })
    await maker.setCancelAfter(0)
  })

  /** What the indexer says of the order and of its owner's money and LONG, once it has come to the chain's head. */
  async function told(owner: Address) {
    const orders = await read<AccountOrder[]>(`/accounts/${owner}/orders?status=all`)
    const balances = await read<Balance[]>(`/accounts/${owner}/balances`)
    const [newest] = orders.filter(({ slot }) => slot === SLOT)
    const money = balances.find(({ asset }) => asset === deployment.usdcAsset)
    return {
      order: newest && { status: newest.status, open: newest.open, unsettled: newest.unsettled },
      money: money && { free: money.free, escrowed: money.escrowed },
      long: balances.find(({ asset }) => asset === quiet.long)?.free ?? '0',
    }
  }

  async function read<Data>(route: string): Promise<Data> {
    const head = Number((await getBlock(maker)).number)
    for (;;) {
      const { at, data } = await askApi<Data>(indexer?.apiUrl ?? '', route)
      if (at.block >= head) return data
    }
  }
})

/** Starts an indexer of the test's chain. */
async function indexTheChain(): Promise<IndexerProcess> {
  const deploymentFile = path.join(folder, 'deployment.json')
  writeFileSync(deploymentFile, JSON.stringify(deployment))
  const { rpcUrl, wsUrl } = chain
  return startIndexer({ rpcUrl, wsUrl, deploymentFile, folder: path.join(folder, 'data'), port: await freePort() })
}

describe('own orders', () => {
  it('are all cancelled in one transaction, over more slots than one read asks about', async () => {
    const before = await free(maker.account.address)
    const slots = [0, 499, 500, 1_203]
    await maker.execute(slots.map((slot) => order(Side.Bid, 1_000, { slot })))
    expect((await maker.ownOrders(1_203)).map(({ slot }) => slot)).toEqual([0, 499, 500])
    expect(await maker.cancelAll(1_204)).toEqual(slots)
    expect(await maker.cancelAll(1_204)).toEqual([])
    expect(await free(maker.account.address)).toBe(before)
  })

  it('that a new one would trade with are cancelled before it, filled ones settled', async () => {
    const owner = maker.account.address
    await maker.execute([order(Side.Ask, 2_000, { slot: 0 }), order(Side.Ask, 2_010, { slot: 1 })])
    await maker.execute([order(Side.Bid, 1_900, { slot: 2, lots: toLots(400n) })])
    await taker.execute([order(Side.Ask, 1_900, { action: Action.ImmediateOrCancel, lots: toLots(150n) })])

    await maker.placeApart(order(Side.Bid, 2_005, { slot: 3 }), await maker.ownOrders(8))
    expect(await stored(owner, 0)).toMatchObject({ lots: 0n })
    expect(await stored(owner, 1)).toMatchObject({ lots: 100n })
    expect(await stored(owner, 2)).toMatchObject({ lots: 250n, filled: 0n })
    expect(await stored(owner, 3)).toMatchObject({ lots: 100n, filled: 0n })
    expect(await free(owner, near.long)).toBe(150n)
    await maker.cancelAll(8)
  })
})

describe('what was filled', () => {
  /** Has 100 lots of the taker's bid filled and leaves them unsettled. @returns All LONG that the taker then has, in lots. */
  const fill = async (): Promise<Lots> => {
    await taker.execute([order(Side.Bid, 2_000, { slot: 20 })])
    await maker.execute([order(Side.Ask, 2_000, { action: Action.FillOrKill })])
    const owner = taker.account.address
    expect(await stored(owner, 20)).toMatchObject({ filled: 100n })
    return toLots((await free(owner, near.long)) + 100n)
  }
  /** Sells by resting above the market. */
  const offer = (lots: Lots) => order(Side.Ask, 2_600, { funding: Funding.Token, slot: 21, lots })

  afterEach(async () => {
    await maker.cancelAll(32)
    await taker.cancelAll(32)
  })

  it('pays for an order, alone and in a batch', async () => {
    const owner = taker.account.address
    const first = await fill()
    await taker.place(offer(first))
    expect(await stored(owner, 21)).toMatchObject({ lots: first })
    await taker.cancelAll(32)
    const second = await fill()
    await taker.execute([offer(second)])
    expect(await stored(owner, 20)).toMatchObject({ lots: 0n })
    expect(await stored(owner, 21)).toMatchObject({ lots: second })
  })

  it('pays for legs', async () => {
    const lots = await fill()
    await maker.execute([order(Side.Bid, 1_990, { slot: 30, lots })])
    const leg = { market: near.market, side: Side.Ask, funding: Funding.Token, tick: toTick(1_990), lots }
    await taker.takeLegs([leg], 0)
    expect(await free(taker.account.address, near.long)).toBe(0n)
  })

  it('pays for the batch of a session key', async () => {
    const owner = taker.account.address
    await taker.setOperator(other.account.address, await terms(10n ** 12n))
    const lots = await fill()
    await other.executeFor(owner, [offer(lots)])
    expect(await stored(owner, 21)).toMatchObject({ lots })
    await taker.setOperator(other.account.address, REVOKED)
  })

  it('can be withdrawn', async () => {
    const amount = await fill()
    await taker.withdraw({ asset: near.long, amount, to: taker.account.address })
    expect(await free(taker.account.address, near.long)).toBe(0n)
  })

  it('is left where it is for those who settle by themselves', async () => {
    const bot = traderOf(2, { slotCount: 0 })
    const lots = await fill()
    await expect(bot.place(offer(lots))).rejects.toThrow('Not enough free balance for this.')
    await expect(bot.execute([offer(lots)])).rejects.toThrow('Not enough free balance for this.')
    await bot.execute([{ action: Action.Settle, slot: 20 }, offer(lots)])
    expect(await stored(taker.account.address, 21)).toMatchObject({ lots })
  })
})

describe('a calendar spread', () => {
  it('costs what was previewed, and nothing where the bound is lower', async () => {
    const lots = toLots(1_000n)
    const quotes = [near, far].flatMap(({ market }, n) => [
      order(Side.Ask, 2_100 + 50 * n, { market, slot: 10 + 2 * n, lots }),
      order(Side.Bid, 2_090 + 50 * n, { market, slot: 11 + 2 * n, lots }),
    ])
    await maker.execute(quotes)
    const owner = taker.account.address
    const legs = calendarSpreadLegs({ near, far }, Side.Bid, { lots })
    const [cost] = await taker.previewLegs(legs)
    // Bought at 2,100: 2,100,000 and a fee of 420. Sold, written, at 2,140: cap − price a lot, and a fee of 428.
    expect(cost).toBe(2_100_000n + 420n + BigInt(far.cap - 2_140) * 1_000n + 428n)

    const [before, long, short] = [await free(owner), await free(owner, near.long), await free(owner, far.short)]
    await expect(perform(taker, takeLegs(deployment.exchange, legs, cost - 1n))).rejects.toThrow(
      `The legs would cost ${cost} together; the bound was ${cost - 1n}.`,
    )
    await taker.takeLegs(legs, 0)
    expect(await free(owner)).toBe(before - cost)
    expect(await free(owner, near.long)).toBe(long + 1_000n)
    expect(await free(owner, far.short)).toBe(short + 1_000n)
    await expect(taker.takeLegs(legs, 0)).rejects.toThrow('Only 0 of 1000 lots are offered within the limit.')
    await maker.cancelAll(20)
  })
})

describe('a block quote', () => {
  const quoteOf = async (more: object = {}): Promise<SignedBlockQuote> =>
    maker.signBlockQuote({
      market: near.market,
      side: Side.Ask,
      funding: Funding.Quote,
      tick: toTick(2_500),
      lots: (await maker.blockMinimum(near.market)) as Lots,
      deadline: Number(await later()),
      ...more,
    })

  it('travels in a link, is known for its maker’s, and trades once', async () => {
    const [seller, buyer] = [maker.account.address, taker.account.address]
    const signed = decodeBlockLink(encodeBlockLink(await quoteOf({ taker: buyer })))
    expect(await other.verifyBlockQuote(signed)).toBe(true)
    const forged = { ...signed, quote: { ...signed.quote, tick: toTick(2_499) } }
    expect(await other.verifyBlockQuote(forged)).toBe(false)
    await expect(other.takeBlock(signed, Funding.Quote)).rejects.toThrow(`This quote is for ${buyer} alone.`)
    await expect(taker.takeBlock(forged, Funding.Quote)).rejects.toThrow('The signature is not of')

    const { lots } = signed.quote
    const [money, long, short] = [await free(buyer), await free(buyer, near.long), await free(seller, near.short)]
    await taker.takeBlock(signed, Funding.Quote)
    const paid = 2_500n * lots
    // 2 basis points: lots are a round 10^5, so it is exact.
    expect(await free(buyer)).toBe(money - paid - paid / 5_000n)
    expect(await free(buyer, near.long)).toBe(long + lots)
    expect(await free(seller, near.short)).toBe(short + lots)
    await expect(taker.takeBlock(signed, Funding.Quote)).rejects.toThrow('This was used before, or has been cancelled.')
  })

  it('that its maker has cancelled trades no more', async () => {
    const [first, second] = [await quoteOf(), await quoteOf()]
    await maker.cancelNonces([first.quote.nonce, second.quote.nonce])
    for (const { quote } of [first, second]) {
      expect(await maker.isNonceUsed(quote.maker, quote.nonce)).toBe(true)
    }
    await expect(taker.takeBlock(first, Funding.Quote)).rejects.toThrow('This was used before, or has been cancelled.')
  })
})

const order = (side: Side, tick: number, more: Partial<Order> = {}): Order => ({
  action: Action.GoodTilCancelled,
  side,
  funding: Funding.Quote,
  slot: 0,
  market: near.market,
  tick: toTick(tick),
  lots: toLots(100n),
  ...more,
})

const free = (account: Address, asset = deployment.usdcAsset): Promise<bigint> => maker.balanceOf(account, asset)

async function stored(account: Address, slot: number) {
  const [order] = await readContract(maker, ordersOf(deployment.exchange, account, [slot]))
  return order
}

/** An hour from the latest block, Unix seconds. */
/** A session key for what is priced in USDC. */
const terms = async (budget: bigint): Promise<SessionTerms> => ({
  expiry: await later(),
  quote: deployment.usdcAsset,
  budget,
})

async function later(): Promise<bigint> {
  return (await getBlock(maker)).timestamp + BigInt(HOUR)
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exchangeAbi } from '@gigahour/contracts/abi'
import { depositToken, perform, RevertedError } from '@gigahour/contracts/actions'
import {
  cancel,
  deposit,
  execute,
  balanceOf as freeBalance,
  merge,
  ordersOf as ordersIn,
  place,
  previewTake,
  settle,
  split,
  withdraw,
} from '@gigahour/contracts/calls'
import type { Deployment } from '@gigahour/contracts/deployment'
import { type MarketTerms, payment, proceeds, setCost, takerFee } from '@gigahour/contracts/funding'
import { Action, type Instruction, type Order } from '@gigahour/contracts/instruction'
import { Funding, Side } from '@gigahour/contracts/side'
import { takeOf } from '@gigahour/contracts/take'
import { type Random, randomOf } from '@gigahour/contracts/testing/random'
import { notional, toLots, toTick } from '@gigahour/contracts/units'
import { decodeActor, decodeOrderChange, decodeTake } from '@gigahour/contracts/words'
import { parseEventLogs, type TransactionReceipt } from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContracts } from '../src/build.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { localClient, localSigner } from '../src/chain/anvil.ts'
import { type LocalChain, startLocalChain } from '../src/chain/localChain.ts'
import { mintUsdc } from '../src/chain/mint.ts'
import { readSeries, type Series } from '../src/chain/series.ts'
import { freePort } from '../src/ports.ts'

// The client packs, reads and reckons by itself. Here every one of its results is held against the contracts on a chain.

const CAPITAL = 1_000_000_000_000n

let chain: LocalChain
let folder: string
let deployment: Deployment
let series: Series
let market: MarketTerms
let maker: ReturnType<typeof localSigner>
let taker: ReturnType<typeof localSigner>

beforeAll(async () => {
  await buildContracts()
  folder = mkdtempSync(path.join(tmpdir(), 'gigahour-client-'))
  chain = await startLocalChain({ port: await freePort(), folder, historyDays: 0, actors: false, log: () => {} })
  deployment = chain.deployment
  maker = localSigner(chain.rpcUrl, personAccount(1))
  taker = localSigner(chain.rpcUrl, personAccount(2))
  // A block a transaction: nothing here waits for the clock.
  await localClient(chain.rpcUrl).steer('evm_setAutomine', true)
  const [first] = await readSeries(maker, deployment)
  if (!first) throw new Error('No series is listed')
  series = first
  market = { base: series.long, quote: 2, cap: series.cap, takerFee: 200, unit: 1n, lotSize: 1n }
  for (const signer of [maker, taker]) {
    const { exchange, usdc: token, usdcAsset: asset } = deployment
    await mintUsdc(chain.rpcUrl, deployment, signer.account.address, CAPITAL)
    await depositToken(signer, { exchange, token, asset, amount: CAPITAL })
  }
})

afterAll(async () => {
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a batch', () => {
  it('rests what was packed, field for field, and its events say so', async () => {
    const random = randomOf(11)
    for (let run = 0; run < 20; run += 1) {
      const orders = Array.from({ length: 1 + random.below(6) }, (_, slot) => restingOrder(random, slot))
      const receipt = await perform(maker, execute(deployment.exchange, orders))

      const slots = orders.map(({ slot }) => slot)
      const stored = await ordersOf(slots)
      expect(stored).toEqual(
        orders.map(({ slot, market: id, side, funding, tick, lots }) => {
          return { slot, market: id, side, funding, tick, lots, filled: 0n }
        }),
      )
      expect(placedIn(receipt)).toEqual(
        orders.map(({ slot, side, funding, market: id, tick, lots }) => {
          return { owner: maker.account.address.toLowerCase(), slot, side, funding, market: id, tick, lots }
        }),
      )
    }
  })

  it('cancels and settles the slots that were packed', async () => {
    const orders = [3, 7].map((slot) => restingOrder(randomOf(slot), slot))
    await perform(maker, execute(deployment.exchange, orders))
    const batch: Instruction[] = [
      { action: Action.Settle, slot: 7 },
      { action: Action.Cancel, slot: 3 },
    ]
    await perform(maker, execute(deployment.exchange, batch))
    const stored = await ordersOf([3, 7])
    expect(stored.map(({ lots }) => lots)).toEqual([0n, orders[1]?.lots])
  })

  it('past its deadline is refused in words', async () => {
    const late = { ...restingOrder(randomOf(1), 1), deadline: 1 }
    await expect(perform(maker, execute(deployment.exchange, [late]))).rejects.toThrow(
      'The order came too late: its deadline has passed.',
    )
    await expect(perform(maker, execute(deployment.exchange, [late]))).rejects.toBeInstanceOf(RevertedError)
  })
})

describe('a take', () => {
  it('pays, gets and costs in fees what the client reckons, to the last unit', async () => {
    const random = randomOf(12)
    await perform(taker, split(deployment.exchange, series.market, toLots(1_000_000n)))
    await perform(maker, split(deployment.exchange, series.market, toLots(1_000_000n)))
    await perform(
      maker,
      cancel(
        deployment.exchange,
        Array.from({ length: 16 }, (_, slot) => slot),
      ),
    )

    for (let run = 0; run < 24; run += 1) {
      const side = random.pick([Side.Bid, Side.Ask])
      const funding = random.pick([Funding.Quote, Funding.Token])
      const tick = toTick(1 + random.below(series.cap - 1))
      const lots = toLots(100n + BigInt(random.below(5_000)))
      const resting: Order = { ...restingOrder(random, 1), side: side === Side.Bid ? Side.Ask : Side.Bid, tick, lots }
      await perform(maker, place(deployment.exchange, resting))

      const taking: Order = { ...resting, side, funding, action: Action.ImmediateOrCancel, slot: 9 }
      const trade = { side, funding, tickLots: notional(tick, lots), lots }
      const [pays, gets, fee] = [payment(market, trade), proceeds(market, trade), takerFee(market, trade.tickLots)]
      const preview = await readContract(taker, previewTake(deployment.exchange, taking))
      expect(preview).toMatchObject({ lots, notional: trade.tickLots, fee, payAsset: pays.asset, pays: pays.amount })
      expect(preview).toMatchObject({ getAsset: gets.asset, gets: gets.amount })

      const before = await balances()
      const receipt = await perform(taker, execute(deployment.exchange, [taking]))
      const after = await balances()
      const wanted = new Map(before)
      add(wanted, pays.asset, -pays.amount)
      add(wanted, gets.asset, gets.amount)
      add(wanted, market.quote, -fee)
      expect(after).toEqual(wanted)
      expect(takenIn(receipt)).toEqual([{ market: series.market, tick, lots, open: 0n, fee, slot: 9, side, funding }])
      await perform(maker, settle(deployment.exchange, maker.account.address, [1]))
    }
  })
})

describe('a take over many levels', () => {
  it('comes to what the client reckons from the book, with one fee, rounded up once', async () => {
    const random = randomOf(13)
    const levels = Array.from({ length: 40 }, (_, n) => ({
      tick: toTick(2_000 + n),
      lots: toLots(100n + BigInt(random.below(900))),
    }))
    const asks = levels.map(
      ({ tick, lots }, slot): Order => ({ ...restingOrder(random, slot), side: Side.Ask, tick, lots }),
    )
    await perform(
      maker,
      execute(
        deployment.exchange,
        asks.map((ask) => ({ ...ask, funding: Funding.Quote })),
      ),
    )
    for (let run = 0; run < 12; run += 1) {
      const order = {
        side: Side.Bid,
        tick: toTick(2_000 + random.below(45)),
        lots: toLots(1n + BigInt(random.below(25_000))),
      }
      const taking = { ...restingOrder(random, 9), ...order, funding: Funding.Quote, action: Action.ImmediateOrCancel }
      const { lots, notional: tickLots, fee } = await readContract(taker, previewTake(deployment.exchange, taking))
      expect(takeOf(market, levels, order)).toEqual({ lots, tickLots, fee })
    }
    await perform(
      maker,
      cancel(
        deployment.exchange,
        asks.map(({ slot }) => slot),
      ),
    )
  })
})

describe('complete sets', () => {
  it('cost and give back cap × lots', async () => {
    const lots = toLots(1_234n)
    const before = await balances()
    await perform(taker, split(deployment.exchange, series.market, lots))
    const made = await balances()
    expect((before.get(market.quote) ?? 0n) - (made.get(market.quote) ?? 0n)).toBe(setCost(market, lots).amount)
    await perform(taker, merge(deployment.exchange, series.market, lots))
    expect(await balances()).toEqual(before)
  })

  it('leave as tokens of their own', async () => {
    const to = taker.account.address
    const before = await balances()
    await perform(taker, split(deployment.exchange, series.market, toLots(500n)))
    await perform(taker, withdraw(deployment.exchange, { asset: series.long, amount: 500n, to }))
    await perform(taker, deposit(deployment.exchange, { asset: series.long, amount: 500n, to }))
    await perform(taker, merge(deployment.exchange, series.market, toLots(500n)))
    expect(await balances()).toEqual(before)
  })
})

/** An order that crosses nothing: bids below, asks above the middle of the prices. */
function restingOrder(random: Random, slot: number): Order {
  const half = Math.floor(series.cap / 2)
  const side = random.pick([Side.Bid, Side.Ask])
  return {
    action: Action.GoodTilCancelled,
    side,
    funding: Funding.Quote,
    slot,
    market: series.market,
    tick: toTick(side === Side.Bid ? 1 + random.below(half - 1) : half + 1 + random.below(half - 2)),
    lots: toLots(100n + BigInt(random.below(100_000))),
    ...(random.below(2) && { maxLevels: 1 + random.below(100) }),
    ...(random.below(2) && { deadline: 2 ** 32 - 1 - random.below(1_000) }),
  }
}

function placedIn(receipt: TransactionReceipt): object[] {
  return parseEventLogs({ abi: exchangeAbi, logs: receipt.logs, eventName: 'OrderPlaced' }).map(({ args }) => {
    const { owner, slot, side, funding } = decodeActor(args.actor)
    const { market: id, tick, lots } = decodeOrderChange(args.change)
    return { owner, slot, side, funding, market: id, tick, lots }
  })
}

function takenIn(receipt: TransactionReceipt): object[] {
  const takes = parseEventLogs({
    abi: exchangeAbi,
    logs: receipt.logs,
    eventName: ['LevelTaken', 'LevelsTaken'],
  }).map(decodeTake)
  return takes.flatMap(({ actor: { slot, side, funding }, changes }) =>
    changes.map(({ market: id, tick, lots, open, fee }) => ({
      market: id,
      tick,
      lots,
      open,
      fee,
      slot,
      side,
      funding,
    })),
  )
}

const ordersOf = (slots: readonly number[]) =>
  readContract(maker, ordersIn(deployment.exchange, maker.account.address, slots))

const balanceOf = (asset: number) => readContract(taker, freeBalance(deployment.exchange, taker.account.address, asset))

/** The taker's free balances of USDC, LONG and SHORT, by asset. */
async function balances(): Promise<Map<number, bigint>> {
  const assets = [market.quote, series.long, series.short]
  const amounts = await Promise.all(assets.map((asset) => balanceOf(asset)))
  return new Map(assets.map((asset, n) => [asset, amounts[n] ?? 0n]))
}

const add = (amounts: Map<number, bigint>, asset: number, amount: bigint): void => {
  amounts.set(asset, (amounts.get(asset) ?? 0n) + amount)
}

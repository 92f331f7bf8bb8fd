import { execute } from '@gigahour/contracts/calls'
import { Action, type Instruction } from '@gigahour/contracts/instruction'
import { marketOf } from '@gigahour/contracts/market'
import { Funding, Side } from '@gigahour/contracts/side'
import { type Random, randomOf } from '@gigahour/contracts/testing/random'
import { type Lots, MAX_TICK, type Tick, toLots } from '@gigahour/contracts/units'
import { erc20Abi } from 'viem'
import { readContract } from 'viem/actions'
import { between, normal } from '../actors/draw.ts'
import type { Duty } from './duty.ts'
import { createInstruments, type Instrument } from './instruments.ts'
import { people } from './people.ts'
import { balanceOf, depositCalls, endow, type Stage } from './stage.ts'

const DAY = 86_400
const PRINT = 20 * 3_600
const USDC = 1_000_000n
/** What dealer and financier quote and trade with, micro-USDC. */
const CAPITAL = 60_000n * USDC
/** Half of the spread, and from one quote to the next, in basis points of the price. */
const HALF_SPREAD = 60n
const STEP = 70n
const LEVELS = 4n
const QUOTE = { least: 4, most: 12 }
/** Slots of the dealer's quotes in a market, and of the financier's orders. */
const SLOTS = 100

/** Quotes every credit, note and bundle that has a book; the financier comes and takes. */
export function createDealer(stage: Stage): Duty {
  const { client, deployment } = stage
  const { dealer, financier } = people
  const instrumentsAt = createInstruments(stage)

  const round = async (now: number, random: Random): Promise<void> => {
    const instruments = await instrumentsAt(now)
    if (instruments.length === 0) return
    await supply(instruments)
    const quotes = await Promise.all(instruments.map((instrument) => ladder(instrument, random)))
    await stage.send(dealer, execute(deployment.exchange, quotes.flat()))
    const wanted = random.pick(instruments)
    const buys = random.below(3) > 0
    const info = await readContract(client, marketOf(deployment.exchange, wanted.market))
    const held = await balanceOf(stage, financier.address, wanted.asset)
    const lots = toLots(BigInt(between(random, 1, 6)) * 1_000n)
    // Nobody on the other side, or nothing to sell.
    if (buys ? info.bestAsk > MAX_TICK : info.bestBid === 0 || held < lots) return
    await stage.send(
      financier,
      execute(deployment.exchange, [
        {
          action: Action.ImmediateOrCancel,
          market: wanted.market,
          slot: 0,
          side: buys ? Side.Bid : Side.Ask,
          funding: buys ? Funding.Quote : Funding.Token,
          tick: (buys ? info.bestAsk : info.bestBid) as Tick,
          lots,
        },
      ]),
    )
  }

  /** What lies in the dealer's wallet comes into its free balance; both have money. */
  const supply = async (instruments: readonly Instrument[]): Promise<void> => {
    for (const account of [dealer, financier]) {
      if ((await balanceOf(stage, account.address, deployment.usdcAsset)) >= CAPITAL / 2n) continue
      await endow(stage, account, CAPITAL)
      const money = { token: deployment.usdc, asset: deployment.usdcAsset, amount: CAPITAL }
      await stage.send(account, ...depositCalls(stage, account, money))
    }
    for (const { token, asset } of instruments) {
      const args = [dealer.address] as const
      const amount = await readContract(client, { address: token, abi: erc20Abi, functionName: 'balanceOf', args })
      if (amount > 0n) await stage.send(dealer, ...depositCalls(stage, dealer, { token, asset, amount }))
    }
  }

  const ladder = async ({ market, asset, fair }: Instrument, random: Random): Promise<Instruction[]> => {
    const held = await balanceOf(stage, dealer.address, asset)
    const jitter = BigInt(Math.round(25 * normal(random)))
    const middle = (fair * (10_000n + jitter)) / 10_000n
    const tick = (price: bigint): Tick => Number(price / 1_000n) as Tick
    const size = (): Lots => toLots(BigInt(between(random, QUOTE.least, QUOTE.most)) * 1_000n)
    const slot = (n: bigint): number => market * SLOTS + Number(n)
    const quotes: Instruction[] = []
    let left = held
    for (let n = 0n; n < LEVELS; n++) {
      const away = HALF_SPREAD + n * STEP
      const bid = {
        side: Side.Bid,
        funding: Funding.Quote,
        tick: tick((middle * (10_000n - away)) / 10_000n),
        lots: size(),
      }
      const ask = {
        side: Side.Ask,
        funding: Funding.Token,
        tick: tick((middle * (10_000n + away)) / 10_000n),
        lots: size(),
      }
      // The old quotes first: their escrow pays for the new ones.
      quotes.unshift({ action: Action.Cancel, slot: slot(2n * n) }, { action: Action.Cancel, slot: slot(2n * n + 1n) })
      quotes.push({ action: Action.PostOnly, market, slot: slot(2n * n), ...bid })
      if (left >= ask.lots) quotes.push({ action: Action.PostOnly, market, slot: slot(2n * n + 1n), ...ask })
      left -= ask.lots
    }
    return quotes
  }

  return {
    name: 'dealer',
    daily: async (day) => round(day * DAY + PRINT, randomOf(day)),
    often: (now) => round(now, randomOf(now)),
  }
}

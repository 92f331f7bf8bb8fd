import { depositToken } from '@gigahour/contracts/actions'
import { balanceOf, ordersOf, type WriteCall } from '@gigahour/contracts/calls'
import type { Deployment } from '@gigahour/contracts/deployment'
import { marketOf } from '@gigahour/contracts/market'
import { toLots } from '@gigahour/contracts/units'
import { createClient, type Hex, http } from 'viem'
import { readContract } from 'viem/actions'
import { localSigner } from '../chain/anvil.ts'
import { giveGas, mintUsdc } from '../chain/mint.ts'
import { readSeries, type Series } from '../chain/series.ts'
import type { Actor, BookView, Pace } from './actor.ts'
import { createCast } from './cast.ts'
import type { PriceModel } from './priceModel.ts'
import { createWallet, type Wallet } from './wallet.ts'

/** The trading floor: every actor, and what they share. */
export type Floor = {
  /** Gives every actor what it trades with, as far as it has too little. */
  fund: () => Promise<void>
  /** Looks up which series there are and where each account stands: before the first round, and after months were listed. */
  refresh: () => Promise<void>
  /** Lets every actor decide. What they sign must be sent in this order. @param now - Unix seconds of the block to come. */
  round: (now: number, pace: Pace) => Promise<SignedCall[]>
  /** To be told when an actor's transaction was not accepted: its later ones would wait for it for ever. */
  refused: (signed: SignedCall) => Promise<void>
}

export type SignedCall = { actor: Actor; call: WriteCall; transaction: Hex }

export type FloorOptions = {
  rpcUrl: string
  deployment: Deployment
  /** What the actors think that a month is worth. */
  model: PriceModel
  /** Decides what actors leave to chance. */
  luck: number
}

/** What an actor is given when it has less than half of it, micro-USDC. */
const CAPITAL = 200_000_000n * 1_000_000n

export function createFloor({ rpcUrl, deployment, model, luck }: FloorOptions): Floor {
  const client = createClient({ transport: http(rpcUrl, { batch: true }) })
  const actors = createCast(deployment.exchange, luck)
  const wallets = new Map<Actor, Wallet>(actors.map((actor) => [actor, createWallet(client, actor.account)]))
  const walletOf = (actor: Actor): Wallet => wallets.get(actor) as Wallet
  const book = bookView(client, deployment)
  let listed: Series[] = []

  const fundOne = async ({ account }: Actor): Promise<void> => {
    const { exchange, usdc, usdcAsset } = deployment
    await giveGas(rpcUrl, account.address)
    const held = await readContract(client, balanceOf(exchange, account.address, usdcAsset))
    if (held >= CAPITAL / 2n) return
    await mintUsdc(rpcUrl, deployment, account.address, CAPITAL)
    const signer = localSigner(rpcUrl, account)
    await depositToken(signer, { exchange, token: usdc, asset: usdcAsset, amount: CAPITAL })
  }

  return {
    fund: async () => {
      for (const actor of actors) await fundOne(actor)
    },
    refresh: async () => {
      listed = await readSeries(client, deployment)
      await Promise.all([...wallets.values()].map((wallet) => wallet.resync()))
    },
    round: async (now, pace) => {
      const series = listed.filter(({ expiry }) => now < expiry)
      const fair = ({ root, month }: Series): number => model.fair(root, month, now)
      // All decide on the same block, so that what they read of it travels in one request.
      const decided = await Promise.all(actors.map((actor) => actor.act({ now, series, fair, book, pace })))
      const wanted = actors.flatMap((actor, n) => (decided[n] ?? []).map((call) => ({ actor, call })))
      return Promise.all(
        wanted.map(async (want) => ({ ...want, transaction: await walletOf(want.actor).sign(want.call) })),
      )
    },
    refused: ({ actor }) => walletOf(actor).resync(),
  }
}

function bookView(client: ReturnType<typeof createClient>, { exchange }: Deployment): BookView {
  return {
    best: async ({ market }) => {
      const { bestBid, bestAsk } = await readContract(client, marketOf(exchange, market))
      return { bid: bestBid, ask: bestAsk }
    },
    position: async ({ address }, { long, short }) => {
      const balances = [long, short].map((asset) => readContract(client, balanceOf(exchange, address, asset)))
      const [longs = 0n, shorts = 0n] = await Promise.all(balances)
      return { long: toLots(longs), short: toLots(shorts) }
    },
    orders: ({ address }, slots) => readContract(client, ordersOf(exchange, address, slots)),
  }
}

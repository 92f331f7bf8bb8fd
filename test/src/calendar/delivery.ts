import { deliveryDeskAbi } from '@gigahour/contracts/abi'
import { type BlockQuote, blockQuoteTypedData, takeBlock } from '@gigahour/contracts/blockQuote'
import { approve, split, withdraw } from '@gigahour/contracts/calls'
import { elect, LOTS_PER_HOUR, makeOffer, postReceipt, settleElection } from '@gigahour/contracts/delivery'
import { settlementPriceOf } from '@gigahour/contracts/market'
import { randomNonce } from '@gigahour/contracts/nonce'
import { signReceipt } from '@gigahour/contracts/receipt'
import { Funding, Side } from '@gigahour/contracts/side'
import { type Lots, type Tick, toLots } from '@gigahour/contracts/units'
import { readContract } from 'viem/actions'
import { LOCAL_CHAIN_ID, localSigner } from '../chain/anvil.ts'
import type { Series } from '../chain/series.ts'
import type { Duty } from './duty.ts'
import { people } from './people.ts'
import { depositCalls, endow, type Stage } from './stage.ts'

const DAY = 86_400
const HOUR = 3_600
/** Grade whose hours are delivered. */
const ROOT = 'H100'
/** Hours that Northwind offers of each month, and how many the buyer takes: one GPU around the clock. */
const OFFERED = 1_500n
const ELECTED = 600n
/** Free balance that the two trade with, micro-USDC. */
const CAPITAL = 50_000n * 1_000_000n
/** An offer stands open for so long, so that there is always one to elect. Seconds. */
const OFFERED_AHEAD = 40 * DAY
/** Every so many days the machine is down for a day: hours that are never receipted. */
const OUTAGE_EVERY = 9

/** Northwind's endpoint, as its offers and credits name it. */
export type Endpoint = { url: string }

/**
 * A provider and a buyer who deliver: before notice closes Northwind offers hours of the next month and the buyer elects; within the month the meter receipts
 * what was delivered; what was not is settled in cash.
 */
export function createDelivery(stage: Stage, endpoint: Endpoint): Duty {
  const { client, deployment, rpcUrl } = stage
  const { northwind, buyer, meter } = people
  const desk = { address: deployment.deliveryDesk, abi: deliveryDeskAbi } as const
  const meterSigner = localSigner(rpcUrl, meter)

  /** Northwind sells the buyer LONG in a block trade, writing it; both take out the tokens that the desk will lock. */
  const trade = async (series: Series, now: number): Promise<void> => {
    const { exchange, usdc, usdcAsset } = deployment
    for (const account of [northwind, buyer]) {
      await endow(stage, account, CAPITAL)
      await stage.send(account, ...depositCalls(stage, account, { token: usdc, asset: usdcAsset, amount: CAPITAL }))
    }
    const quote: BlockQuote = {
      maker: northwind.address,
      taker: buyer.address,
      market: series.market,
      side: Side.Ask,
      funding: Funding.Quote,
      tick: Number(stage.spot(ROOT, now) / 1_000n) as Tick,
      lots: toLots(ELECTED * LOTS_PER_HOUR),
      nonce: randomNonce(),
      deadline: now + DAY,
    }
    const signature = await northwind.signTypedData(blockQuoteTypedData({ chainId: LOCAL_CHAIN_ID, exchange }, quote))
    await stage.send(
      buyer,
      takeBlock(exchange, { quote, signature }, Funding.Quote),
      withdraw(exchange, { asset: series.long, amount: quote.lots, to: buyer.address }),
    )
    const offered = toLots(OFFERED * LOTS_PER_HOUR)
    await stage.send(
      northwind,
      split(exchange, series.market, toLots(offered - quote.lots)),
      withdraw(exchange, { asset: series.short, amount: offered, to: northwind.address }),
    )
  }

  const open = async (series: Series, now: number): Promise<void> => {
    await trade(series, now)
    const lots = toLots(OFFERED * LOTS_PER_HOUR)
    const offer = (await readContract(client, { ...desk, functionName: 'offerCount' })) + 1n
    await stage.send(
      northwind,
      approve(series.shortToken, desk.address, lots),
      makeOffer(desk.address, {
        market: series.market,
        lots,
        minimum: toLots(24n * LOTS_PER_HOUR),
        meter: meter.address,
        site: 'Northwind DC2, Ashburn, Virginia',
        endpoint: endpoint.url,
        terms: 'HGX H100, bare metal, 99.5 % a month. Hours count while the buyer’s work runs, metered by the second.',
      }),
    )
    const taken = toLots(ELECTED * LOTS_PER_HOUR)
    await stage.send(buyer, approve(series.longToken, desk.address, taken), elect(desk.address, offer, taken))
  }

  const isOffered = async (market: number): Promise<boolean> => {
    const count = Number(await readContract(client, { ...desk, functionName: 'offerCount' }))
    const ids = Array.from({ length: count }, (_, n) => BigInt(n + 1))
    const offers = await Promise.all(
      ids.map((id) => readContract(client, { ...desk, functionName: 'offerOf', args: [id] })),
    )
    return offers.some((offer) => offer.market === market && offer.provider === northwind.address)
  }

  /** What was delivered until now, by the pace of an hour an hour; days of an outage never come back. */
  const deliveredUntil = (start: number, now: number): Lots => {
    const days = Math.floor((now - start) / DAY)
    const down = Math.floor(days / OUTAGE_EVERY) * 24
    const hours = Math.max(0, Math.floor((now - start) / HOUR) - down)
    const lots = BigInt(hours) * LOTS_PER_HOUR
    const most = (ELECTED - 20n) * LOTS_PER_HOUR
    return toLots(lots < most ? lots : most)
  }

  /** Receipts what has been delivered to the calendar's own buyer, and settles what is due of every election. */
  const receipt = async (now: number): Promise<void> => {
    const count = await readContract(client, { ...desk, functionName: 'electionCount' })
    for (let id = 1n; id <= count; id++) {
      const election = await readContract(client, { ...desk, functionName: 'electionOf', args: [id] })
      const offer = await readContract(client, { ...desk, functionName: 'offerOf', args: [election.offer] })
      if (election.settled || offer.provider !== northwind.address || offer.meter !== meter.address) continue
      const { start, end, postingEnd } = await readContract(client, {
        ...desk,
        functionName: 'scheduleOf',
        args: [offer.market],
      })
      const [opens, closes, posting] = [Number(start), Number(end), Number(postingEnd)]
      if (now >= posting) {
        const [isFixed] = await readContract(client, settlementPriceOf(deployment.exchange, offer.market))
        if (isFixed) await stage.send(northwind, settleElection(desk.address, id))
        continue
      }
      // Whoever else elects has its hours metered at the gateway, by the same meter: two that count one election would deliver it unasked.
      if (election.buyer !== buyer.address) continue
      const delivered = deliveredUntil(opens, Math.min(now, closes - 1))
      if (now < opens || delivered <= election.delivered) continue
      const lots = delivered < election.lots ? delivered : toLots(election.lots)
      const time = BigInt(Math.min(now - 1, closes - 1))
      const signed = await signReceipt(meterSigner, {
        desk: desk.address,
        electionId: id,
        deliveredLots: lots,
        time,
      })
      await stage.send(northwind, postReceipt(desk.address, signed))
    }
  }

  return {
    name: 'delivery',
    daily: async (day) => {
      const now = day * DAY + 20 * HOUR
      for (const series of await stage.series()) {
        if (series.root !== ROOT) continue
        const { noticeClose } = await readContract(client, {
          ...desk,
          functionName: 'scheduleOf',
          args: [series.market],
        })
        const ahead = Number(noticeClose) - now
        if (ahead > DAY && ahead <= OFFERED_AHEAD && !(await isOffered(series.market))) await open(series, now)
      }
      await receipt(now)
    },
    often: receipt,
  }
}

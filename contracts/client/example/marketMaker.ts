// Quotes one series on both sides around the middle of its book: the simplest of market makers, and a start for a better one.
//
//   npx tsx contracts/client/example/marketMaker.ts H100Z26
//
//   RPC_URL      node; that of `npm start` if absent
//   DEPLOYMENT   deployment file; that of `npm start` if absent
//   PRIVATE_KEY  account that quotes, with gas and with USDC in its wallet; anvil's ninth if absent
import { readFileSync } from 'node:fs'
import { createClient, defineChain, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getBlock, readContract, watchBlockNumber } from 'viem/actions'
import { parseDeployment } from '../deployment.ts'
import { exchangeActions } from '../exchangeActions.ts'
import { Action, type Instruction, type Order } from '../instruction.ts'
import { Funding, Side } from '../side.ts'
import { parseLots, toTick } from '../units.ts'
import { usdcAbi } from '../usdc.ts'

/** Ticks from the middle to each quote. */
const HALF_SPREAD = 6
const SIZE = parseLots('10')
/** Ticks that both quotes give way for each size that is held. */
const LEAN = 1
/** Without a heartbeat for so long anyone may cancel the quotes, seconds. */
const PATIENCE = 30
const SLOT = { bid: 0, ask: 1 }
const SLOT_COUNT = 2

const { env, argv } = process
const deployment = parseDeployment(JSON.parse(readFileSync(env.DEPLOYMENT ?? '.gigahour/deployment.json', 'utf8')))
const rpcUrl = env.RPC_URL ?? 'http://127.0.0.1:8545'
const key = (env.PRIVATE_KEY ?? '0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6') as Hex
const chain = defineChain({
  id: deployment.chainId,
  name: deployment.name,
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: [rpcUrl] } },
})
const client = createClient({ account: privateKeyToAccount(key), chain, transport: http(), pollingInterval: 200 })
const trader = client.extend(exchangeActions(deployment, { slotCount: SLOT_COUNT }))
const owner = client.account.address

const symbol = argv[2] ?? 'H100Z26'
const market = await trader.marketOfSymbol(symbol)
if (market === 0) throw new Error(`There is no series ${symbol}`)
const { base: long, cap } = await trader.marketOf(market)
const wallet = { address: deployment.usdc, abi: usdcAbi, functionName: 'balanceOf', args: [owner] } as const
const usdc = await readContract(client, wallet)
if (usdc > 0n) await trader.depositUsdc(usdc)

const quote = (side: Side, middle: number): Order => ({
  action: Action.PostOnly,
  side,
  funding: Funding.Quote,
  slot: side === Side.Bid ? SLOT.bid : SLOT.ask,
  market,
  tick: toTick(Math.max(1, Math.min(cap - 1, Math.round(middle + (side === Side.Bid ? -HALF_SPREAD : HALF_SPREAD))))),
  lots: SIZE,
})

let last = 0
/** One transaction: what was filled is credited on the way, then heartbeat and both quotes, which replace those in their slots. */
async function requote(): Promise<void> {
  const [{ bestBid, bestAsk }, longs, shorts, { timestamp }] = await Promise.all([
    trader.marketOf(market),
    trader.balanceOf(owner, long),
    trader.balanceOf(owner, long + 1),
    getBlock(client),
  ])
  if (bestBid === 0 || bestAsk >= cap) return // One-sided: nobody knows the middle.
  const middle = (bestBid + bestAsk) / 2 - LEAN * (Number(longs - shorts) / Number(SIZE))
  const heartbeat: Instruction = { action: Action.CancelAfter, timestamp: Number(timestamp) + PATIENCE }
  const quotes = [quote(Side.Bid, middle), quote(Side.Ask, middle)]
  // The side that moves away goes first: its old quote would be in the way of the other's new one.
  if (middle > last) quotes.reverse()
  last = middle
  await trader.execute([heartbeat, ...quotes])
  console.log(`${symbol} ${quotes.map(({ side, tick }) => `${side === Side.Bid ? 'bid' : 'ask'} ${tick}`).join(', ')}`)
}

let working: Promise<void> | undefined
const unwatch = watchBlockNumber(client, {
  onBlockNumber: () => {
    working ??= requote()
      .catch(console.error)
      .finally(() => (working = undefined))
  },
})
process.once('SIGINT', async () => {
  unwatch()
  await working
  console.log(`Cancelled slots ${(await trader.cancelAll()).join(', ')}`)
})

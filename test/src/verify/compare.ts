import { decodeFunctionResult, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { type ChainFees, type ChainFill, readChainFills } from './chainFills.ts'
import { askApi, askNode } from './json.ts'

export type Verdict = {
  /** Last block up to which fills were compared. */
  block: number
  markets: number
  fills: number
  levels: number
  /** A line for everything in which the API and the chain differ. */
  differences: string[]
}

export type VerifyOptions = { rpcUrl: string; apiUrl: string }

type ApiStatus = { contracts: { exchange: string } }
type ApiMarket = { symbol: string; market: number }
type ApiBook = Record<'bids' | 'asks', { tick: number; lots: string }[]>
type ApiFill = {
  /** A block trade is agreed on beside the book: no take is behind it. */
  kind: 'book' | 'block'
  sequence: number
  tick: number
  lots: string
  side: 'buy' | 'sell'
  maker: string
  makerSlot: number
  taker: string
  takerSlot: number
  fee: string
  block: number
  logIndex: number
  transaction: string
}

/** Price levels a side that are compared. */
const DEPTH = 1_000
const depthAbi = parseAbi(['function depth(uint32, uint8, uint256) view returns ((uint24 tick, uint56 lots)[])'])

/**
 * Compares what the API says with the chain: every fill with one derived from the chain's logs, and every book with the contract's
 * own view of it at the very block. Shares no code with the indexer.
 */
export async function verify({ rpcUrl, apiUrl }: VerifyOptions): Promise<Verdict> {
  const { data: status } = await askApi<ApiStatus>(apiUrl, '/status')
  const { exchange } = status.contracts
  const { at, data: markets } = await askApi<ApiMarket[]>(apiUrl, '/markets')
  const { fills, fees } = await readChainFills(rpcUrl, exchange, at.block)
  const verdict: Verdict = { block: at.block, markets: markets.length, fills: fills.length, levels: 0, differences: [] }

  for (const { symbol, market } of markets) {
    const wanted = fills.filter((fill) => fill.market === market)
    const given = await apiFills(apiUrl, symbol, at.block)
    verdict.differences.push(...compareFills(symbol, wanted, given), ...compareFees(symbol, market, fees, given))
    verdict.levels += await compareBook(rpcUrl, apiUrl, exchange, symbol, market, verdict.differences)
  }
  return verdict
}

/** Fills of the book that the API lists up to a block, oldest first. */
async function apiFills(apiUrl: string, symbol: string, block: number): Promise<ApiFill[]> {
  const fills: ApiFill[] = []
  let before = ''
  for (;;) {
    const page = await askApi<ApiFill[]>(apiUrl, `/markets/${symbol}/fills?limit=1000${before && `&before=${before}`}`)
    fills.push(...page.data)
    if (!page.next) return fills.filter((fill) => fill.kind === 'book' && fill.block <= block).reverse()
    before = page.next
  }
}

/** A fill in one line: two fills are the same if their lines are. */
const lineOfChain = (fill: ChainFill): string =>
  `${fill.place} ${fill.transaction} #${fill.sequence} ${fill.takerSells ? 'sell' : 'buy'} ${fill.lots}@${fill.tick} ` +
  `${fill.maker}/${fill.makerSlot} ${fill.taker}/${fill.takerSlot}`

const lineOfApi = (fill: ApiFill): string =>
  `${fill.block}-${fill.logIndex} ${fill.transaction} #${fill.sequence} ${fill.side} ${fill.lots}@${fill.tick} ` +
  `${fill.maker}/${fill.makerSlot} ${fill.taker}/${fill.takerSlot}`

function compareFills(symbol: string, wanted: readonly ChainFill[], given: readonly ApiFill[]): string[] {
  const differences: string[] = []
  for (let n = 0; n < Math.max(wanted.length, given.length); n += 1) {
    const [chain, api] = [wanted[n], given[n]]
    const [here, there] = [chain ? lineOfChain(chain) : 'none', api ? lineOfApi(api) : 'none']
    if (here !== there) differences.push(`${symbol} fill ${n}: ${here}; the API says ${there}`)
  }
  return differences
}

/** The shares of a take's fee must come to what the chain charged for it. */
function compareFees(symbol: string, market: number, fees: ChainFees, given: readonly ApiFill[]): string[] {
  const shares = new Map<string, bigint>()
  for (const { block, logIndex, fee } of given) {
    const place = `${block}-${logIndex}`
    shares.set(place, (shares.get(place) ?? 0n) + BigInt(fee))
  }
  return [...shares]
    .filter(([place, share]) => fees.get(`${market} ${place}`) !== share)
    .map(([place, share]) => `${symbol} fee at ${place}: ${fees.get(`${market} ${place}`)}; the API says ${share}`)
}

/** @returns How many levels the API has. */
async function compareBook(
  rpcUrl: string,
  apiUrl: string,
  exchange: string,
  symbol: string,
  market: number,
  differences: string[],
): Promise<number> {
  const { at, data } = await askApi<ApiBook>(apiUrl, `/markets/${symbol}/book?depth=${DEPTH}`)
  for (const [side, name] of (['bids', 'asks'] as const).entries()) {
    const call = { to: exchange, data: encodeFunctionData({ abi: depthAbi, args: [market, side, BigInt(DEPTH)] }) }
    const ask = async (): Promise<string> => {
      const answer = (await askNode(rpcUrl, 'eth_call', call, { blockHash: at.hash })) as Hex
      return lineOfLevels(decodeFunctionResult({ abi: depthAbi, data: answer }))
    }
    const there = lineOfLevels(data[name])
    let here = await ask()
    // While anvil mines, it now and then answers for the block that it is making: asked again, it answers for the one that was meant.
    if (here !== there) here = await ask()
    if (here !== there) differences.push(`${symbol} ${name} at block ${at.block}: ${here}; the API says ${there}`)
  }
  return data.bids.length + data.asks.length
}

const lineOfLevels = (levels: readonly { tick: number; lots: bigint | string }[]): string =>
  levels.map(({ tick, lots }) => `${lots}@${tick}`).join(' ')

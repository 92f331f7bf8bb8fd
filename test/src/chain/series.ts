import { exchangeAbi, seriesRegistryAbi } from '@gigahour/contracts/abi'
import { GRADES } from '@gigahour/contracts/deploy/grades'
import type { Deployment } from '@gigahour/contracts/deployment'
import { type Month, parseSymbol } from '@gigahour/contracts/symbol'
import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'

/** A series as the chain lists it. */
export type Series = {
  /** Id of its market. */
  market: number
  symbol: string
  /** Beginning of its grade's symbols. */
  root: string
  month: Month
  /** Highest payoff of a LONG, in ticks. */
  cap: number
  /** First second at which it no longer trades, Unix seconds. */
  expiry: number
  /** Ids in the ledger. */
  long: number
  short: number
  /** Tokens. */
  longToken: Address
  shortToken: Address
}

/** Every series of our grades, in the order of their listing. */
export const readSeries = (client: Client, deployment: Deployment): Promise<Series[]> =>
  seriesReader(client, deployment)()

/** Reads every series of our grades again and again, and each of them once: what a listing says never changes. */
export function seriesReader(client: Client, { exchange, seriesRegistry }: Deployment): () => Promise<Series[]> {
  const book = { address: exchange, abi: exchangeAbi } as const
  const registry = { address: seriesRegistry, abi: seriesRegistryAbi } as const
  let known: (Series | undefined)[] = []
  return async () => {
    const count = await readContract(client, { ...book, functionName: 'marketCount' })
    const fresh = Array.from({ length: Math.max(0, count - known.length) }, (_, n) => known.length + n + 1)
    known = [...known, ...(await Promise.all(fresh.map((market) => readOne(client, book, registry, market))))]
    return known
      .filter((series) => series !== undefined)
      .filter(({ root }) => GRADES.some((grade) => grade.root === root))
  }
}

async function readOne(
  client: Client,
  book: { address: Address; abi: typeof exchangeAbi },
  registry: { address: Address; abi: typeof seriesRegistryAbi },
  market: number,
): Promise<Series | undefined> {
  const info = await readContract(client, { ...book, functionName: 'marketOf', args: [market] })
  // A spot market: of a credit, a note or a bundle.
  if (info.cap === 0) return undefined
  const series = await readContract(client, { ...registry, functionName: 'seriesOf', args: [market] })
  return {
    market,
    symbol: series.symbol,
    root: parseSymbol(series.symbol)?.root ?? '',
    month: { year: series.year, month: series.month },
    cap: series.cap,
    expiry: Number(info.expiry),
    long: info.base,
    short: info.base + 1,
    longToken: series.long,
    shortToken: series.short,
  }
}

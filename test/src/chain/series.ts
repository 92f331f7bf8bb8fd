import { GRADES } from '@gigahour/contracts/deploy/grades'
import type { Deployment } from '@gigahour/contracts/deployment'
import { familyOf, seriesOf } from '@gigahour/contracts/listing'
import { marketCount, marketOf } from '@gigahour/contracts/market'
import { type Month, parseSymbol } from '@gigahour/contracts/symbol'
import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'

/** The registry's number of the formula of a month. */
const MONTH = 0

/** The full band of a month as the chain lists it. */
export type Series = {
  /** Id of its market. */
  market: number
  /** Of its month: what is settled. */
  family: number
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
export function seriesReader(client: Client, deployment: Deployment): () => Promise<Series[]> {
  let known: (Series | undefined)[] = []
  return async () => {
    const count = await readContract(client, marketCount(deployment.exchange))
    const fresh = Array.from({ length: Math.max(0, count - known.length) }, (_, n) => known.length + n + 1)
    known = [...known, ...(await Promise.all(fresh.map((market) => readOne(client, deployment, market))))]
    return known
      .filter((series) => series !== undefined)
      .filter(({ root }) => GRADES.some((grade) => grade.root === root))
  }
}

async function readOne(
  client: Client,
  { exchange, seriesRegistry }: Deployment,
  market: number,
): Promise<Series | undefined> {
  const info = await readContract(client, marketOf(exchange, market))
  // A spot market: of a credit, a note or a bundle.
  if (info.cap === 0) return undefined
  const series = await readContract(client, seriesOf(seriesRegistry, market))
  const { formula, year, month } = await readContract(client, familyOf(seriesRegistry, series.family))
  if (!series.isFull || formula !== MONTH) return undefined
  return {
    market,
    symbol: series.symbol,
    root: parseSymbol(series.symbol)?.root ?? '',
    month: { year, month },
    family: series.family,
    cap: series.cap,
    expiry: Number(info.expiry),
    long: info.base,
    short: info.base + 1,
    longToken: series.long,
    shortToken: series.short,
  }
}

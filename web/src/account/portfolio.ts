import type { Balance, Market, Position } from '@gigahour/indexer/api'
import { assetName } from './assetName.ts'
import { valueOfAsset } from './valueOfAsset.ts'

export type PortfolioValue = {
  /** Free and filled USDC. */
  available: bigint
  inOrders: bigint
  /** Positions at their marks; null if a mark is missing. */
  positions: bigint | null
  unrealised: bigint | null
  realised: bigint
}

type Marked = { position: Position /** USDC base units of one tick × lot. */; unit: bigint; cap: number }

/** What the account is worth at the marks: LONG at the mark, SHORT at the cap less the mark. */
export function valuePortfolio(
  balances: readonly Balance[],
  usdcAsset: number,
  positions: readonly Marked[],
): PortfolioValue {
  const usdc = balances.find(({ asset }) => asset === usdcAsset)
  let value: bigint | null = 0n
  let unrealised: bigint | null = 0n
  let realised = 0n
  for (const { position, unit, cap } of positions) {
    realised += BigInt(position.realised)
    const holdsAny = position.long !== '0' || position.short !== '0'
    if (!holdsAny) continue
    if (position.mark === null || position.unrealised === null) {
      value = null
      unrealised = null
      continue
    }
    // A mark may lie between two ticks: twice the price keeps it whole.
    const doubled = BigInt(Math.round(position.mark * 2))
    const worth = BigInt(position.long) * doubled + BigInt(position.short) * (2n * BigInt(cap) - doubled)
    if (value !== null) value += (worth * unit) / 2n
    if (unrealised !== null) unrealised += BigInt(position.unrealised)
  }
  return {
    available: usdc ? BigInt(usdc.free) + BigInt(usdc.unsettled) : 0n,
    inOrders: usdc ? BigInt(usdc.escrowed) : 0n,
    positions: value,
    unrealised,
    realised,
  }
}

export type TokenValue = {
  /** Of all that have a price, in base units of USDC. */
  value: bigint
  /** Names of those that have none: they are left out, since anyone may put a token into an account. */
  unpriced: string[]
}

/** What credits, notes, bundles and other tokens on the exchange are worth. LONG and SHORT are positions, see {@link valuePortfolio}. */
export function valueTokens(balances: readonly Balance[], markets: readonly Market[], usdcAsset: number): TokenValue {
  const forwards = new Set(markets.flatMap(({ long, short }) => [long?.asset, short?.asset]))
  const tokens = balances.filter(({ asset }) => asset !== usdcAsset && !forwards.has(asset))
  let value = 0n
  const unpriced: string[] = []
  for (const balance of tokens) {
    const amount = totalOf(balance)
    if (amount === 0n) continue
    const worth = valueOfAsset(balance.asset, amount, markets, usdcAsset)
    if (worth === null) unpriced.push(assetName(balance))
    else value += worth
  }
  return { value, unpriced }
}

/** All of an asset that lies on the exchange: free, in orders, and filled but not credited. */
export const totalOf = ({ free, escrowed, unsettled }: Balance): bigint =>
  BigInt(free) + BigInt(escrowed) + BigInt(unsettled)

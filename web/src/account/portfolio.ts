import type { Balance, Position } from '@gigahour/indexer/api'

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

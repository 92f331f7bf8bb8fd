/** Seconds of the year that rates are stated for: 365 days. */
const YEAR = 31_536_000n
const BP = 10_000n
/** Values are compared with so many more decimals of a micro-USDC. */
const PRECISION = 1_000_000n
/** Rates beyond 10,000 % a year are not told apart from each other. */
const HIGHEST_BP = 1_000_000n

/** Money, micro-USDC, at a time, Unix seconds. */
export type Flow = { amount: bigint; at: number }

/**
 * The implied financing rate: what an issuer pays a year for money that it got at this price.
 *
 * The rate r at which price = Σ amount ÷ (1 + r × seconds until then ÷ 31,536,000): simple interest, 365 days; what is due already counts as
 * it is. Found by halving, since the value only falls as r rises.
 *
 * @param price - Micro-USDC for the whole of the flows.
 * @param now - Unix seconds.
 * @returns Basis points a year: the highest whole number at which the flows are worth the price at least. Negative if the price is above what
 *   comes. Undefined if nothing comes later than now, or no rate below 10,000 % explains the price.
 */
export function impliedRate(price: bigint, flows: readonly Flow[], now: number): number | undefined {
  const longest = flows.reduce((most, { at, amount }) => (amount > 0n && at > most ? at : most), now) - now
  if (longest === 0 || price <= 0n) return undefined
  const worth = (rate: bigint): bigint =>
    flows.reduce((sum, { amount, at }) => {
      const seconds = at > now ? BigInt(at - now) : 0n
      return sum + (amount * PRECISION * BP * YEAR) / (BP * YEAR + rate * seconds)
    }, 0n)
  const target = price * PRECISION
  // Just above the rate at which the longest flow would be worth infinitely much.
  let low = -(BP * YEAR - 1n) / BigInt(longest)
  let high = HIGHEST_BP
  if (worth(high) >= target || worth(low) < target) return undefined
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (worth(middle) >= target) low = middle
    else high = middle
  }
  return Number(low)
}

/** Mean time of flows by their amounts, Unix seconds, rounded down; what is due already counts as now. */
export function meanTime(flows: readonly Flow[], now: number): number | undefined {
  const all = flows.reduce((sum, { amount }) => sum + amount, 0n)
  if (all === 0n) return undefined
  const weighted = flows.reduce((sum, { amount, at }) => sum + amount * BigInt(Math.max(at, now) - now), 0n)
  return now + Number(weighted / all)
}

export const totalOf = (flows: readonly Flow[]): bigint => flows.reduce((sum, { amount }) => sum + amount, 0n)

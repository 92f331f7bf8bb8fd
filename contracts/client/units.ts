/** A price step or a price in steps: an integer of 1 … 2^24 − 2. In a USDC series one tick is 0.001 USDC per GPU-hour. */
export type Tick = number & { readonly __unit: 'tick' }

/** A quantity in quantity steps: an integer of 0 … 2^56 − 1. In a series one lot is 0.001 GPU-hour. */
export type Lots = bigint & { readonly __unit: 'lot' }

/** Money in the smallest step of a trade, lots × ticks. In a USDC series one unit is one micro-USDC. */
export type Units = bigint & { readonly __unit: 'unit' }

/**
 * How many decimals a market's prices and quantities have.
 *
 * Negative where a step is more than one whole: anybody may list a market whose lot is 10^18 tokens, and its numbers are as exact as any.
 */
export type Scale = {
  /** One tick is 10^−priceDecimals of the quote asset for a whole token. */
  priceDecimals: number
  /** One lot is 10^−sizeDecimals of a whole token. */
  sizeDecimals: number
}

/** The scale of every series priced in USDC. */
export const SERIES_SCALE: Scale = { priceDecimals: 3, sizeDecimals: 3 }

export const USDC_DECIMALS = 6

export const MAX_TICK = 2 ** 24 - 2
export const MAX_LOTS = 2n ** 56n - 1n

/** Thrown when a number is outside the rule that its unit sets. */
export class UnitError extends RangeError {
  override name = 'UnitError'
}

/** @throws {@link UnitError} unless `value` is an integer of 1 … 2^24 − 2. A series allows its cap − 1 at most. */
export function toTick(value: number): Tick {
  if (!Number.isInteger(value) || value < 1 || value > MAX_TICK) {
    throw new UnitError(`A price is a whole number of ticks from 1 to ${MAX_TICK}, got ${value}`)
  }
  return value as Tick
}

/** @throws {@link UnitError} unless `value` is 0 … 2^56 − 1. */
export function toLots(value: bigint): Lots {
  if (value < 0n || value > MAX_LOTS) throw new UnitError(`A quantity is 0 to ${MAX_LOTS} lots, got ${value}`)
  return value as Lots
}

/** What `lots` cost at `tick`. Exact. */
export const notional = (tick: Tick, lots: Lots): Units => (BigInt(tick) * lots) as Units

/**
 * The scale of a spot market, or of a series in another quote asset.
 *
 * @param exponents - `lotExponent` and `unitExponent` of the market, as listed.
 */
export function scaleOf(
  exponents: { lotExponent: number; unitExponent: number },
  decimals: { base: number; quote: number },
): Scale {
  const sizeDecimals = decimals.base - exponents.lotExponent
  return { sizeDecimals, priceDecimals: decimals.quote - exponents.unitExponent - sizeDecimals }
}

/** `2810` → `2.810`. */
export const formatTick = (tick: Tick, scale: Scale = SERIES_SCALE): string =>
  formatDecimal(BigInt(tick), scale.priceDecimals)

/** `2.81` → `2810`. @throws {@link UnitError} if the price is not on the grid; it is never rounded. */
export const parseTick = (text: string, scale: Scale = SERIES_SCALE): Tick =>
  toTick(Number(parseDecimal(text, scale.priceDecimals)))

/** `1500n` → `1.500` GPU-hours. */
export const formatLots = (lots: Lots, scale: Scale = SERIES_SCALE): string => formatDecimal(lots, scale.sizeDecimals)

/** `1.5` GPU-hours → `1500n`. @throws {@link UnitError} if it is no whole number of lots; it is never rounded. */
export const parseLots = (text: string, scale: Scale = SERIES_SCALE): Lots =>
  toLots(parseDecimal(text, scale.sizeDecimals))

/** An integer of 10^−decimals as a decimal number with all its decimals. @param decimals - Negative for steps of more than one. */
export function formatDecimal(value: bigint, decimals: number): string {
  if (decimals < 0) return formatDecimal(value * 10n ** BigInt(-decimals), 0)
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const split = digits.length - decimals
  return `${value < 0n ? '-' : ''}${digits.slice(0, split)}${decimals === 0 ? '' : `.${digits.slice(split)}`}`
}

/**
 * Reads a decimal number as an integer of 10^−decimals.
 *
 * Stricter than viem's `parseUnits`, which rounds what it cannot hold: money is never rounded in silence.
 *
 * @throws {@link UnitError} on anything but digits with at most one point, or on more decimals than there are.
 */
export function parseDecimal(text: string, decimals: number): bigint {
  if (decimals < 0) {
    const step = 10n ** BigInt(-decimals)
    const whole = parseDecimal(text, 0)
    if (whole % step !== 0n) throw new UnitError(`Only multiples of ${step} are possible, got "${text}"`)
    return whole / step
  }
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new UnitError(`A number is digits with at most one decimal point, got "${text}"`)
  const [, sign, whole = '', fraction = ''] = match
  const excess = fraction.slice(decimals)
  if (/[1-9]/.test(excess)) throw new UnitError(`At most ${decimals} decimals are possible, got "${text}"`)
  const value = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
  return sign ? -value : value
}

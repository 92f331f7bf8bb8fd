import {
  SERIES_SCALE as SERIES_UNITS,
  type Scale as UnitScale,
  USDC_DECIMALS,
  scaleOf as unitScaleOf,
} from '@gigahour/contracts/units'

/** How a market's integers read. This file is the only place where units become text, and text becomes units. */
export type Scale = UnitScale & {
  /** Decimals of an amount of the quote currency. */
  quoteDecimals: number
  quoteSymbol: string
}

/** Scale of a USDC series: tick 0.001 USDC per GPU-hour, lot 0.001 GPU-hour. */
export const SERIES_SCALE: Scale = { ...SERIES_UNITS, quoteDecimals: USDC_DECIMALS, quoteSymbol: 'USDC' }

/** What stands where a value is not known. Never a zero: an unknown is its own state. */
export const UNKNOWN = '–'

/** Minus sign, as wide as a digit in a tabular font. */
const MINUS = '−'

/** The part of a market that says how its numbers read. */
type Quantities = {
  quote: { symbol: string; decimals: number }
  base?: { decimals: number } | null
  unitExponent: number
  lotExponent: number
}

/** LONG and SHORT have three decimals, so that their base unit is a lot. */
const FORWARD_DECIMALS = 3

export function scaleOf(market: Quantities): Scale {
  const { symbol, decimals } = market.quote
  const units = unitScaleOf(market, { base: market.base?.decimals ?? FORWARD_DECIMALS, quote: decimals })
  return { ...units, quoteDecimals: decimals, quoteSymbol: cleanText(symbol, 12) }
}

type DecimalOptions = {
  /** Decimals shown at least; trailing zeros beyond them go. */
  minimum?: number
  /** Decimals shown at most; what is beyond is cut, so that an amount never reads higher than it is. */
  maximum?: number
  /** Puts a plus before what is above zero. */
  sign?: boolean
}

/** Writes an integer of 10^−decimals as a decimal number, exactly. */
export function formatDecimal(value: bigint, decimals: number, options: DecimalOptions = {}): string {
  // A step of more than one whole: 3 lots of 1,000 tokens are 3,000 tokens.
  if (decimals < 0) return formatDecimal(value * 10n ** BigInt(-decimals), 0, options)
  const maximum = Math.min(options.maximum ?? decimals, decimals)
  const minimum = Math.min(options.minimum ?? maximum, maximum)
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  let fraction = decimals === 0 ? '' : digits.slice(digits.length - decimals).slice(0, maximum)
  while (fraction.length > minimum && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  const isZero = /^0*$/.test(whole + fraction)
  const sign = isZero ? '' : value < 0n ? MINUS : options.sign ? '+' : ''
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return sign + grouped + (fraction === '' ? '' : `.${fraction}`)
}

/** A price. Half ticks, which only a mid has, get one digit more. */
export function formatPrice(ticks: number | null | undefined, scale: Scale = SERIES_SCALE): string {
  if (ticks == null) return UNKNOWN
  const isHalf = !Number.isInteger(ticks)
  return formatDecimal(BigInt(Math.round(ticks * (isHalf ? 10 : 1))), scale.priceDecimals + (isHalf ? 1 : 0))
}

/** A change of price, with its sign. */
export function formatPriceChange(ticks: number | null | undefined, scale: Scale = SERIES_SCALE): string {
  if (ticks == null) return UNKNOWN
  return formatDecimal(BigInt(Math.round(ticks)), scale.priceDecimals, { sign: true })
}

/** An average price that came as a decimal number of ticks. */
export function formatAveragePrice(ticks: string | null | undefined, scale: Scale = SERIES_SCALE): string {
  if (ticks == null) return UNKNOWN
  const [whole = '0', fraction = ''] = ticks.split('.')
  const extra = 2
  const value = BigInt(whole + fraction.slice(0, extra).padEnd(extra, '0'))
  return formatDecimal(value, scale.priceDecimals + extra, { minimum: scale.priceDecimals })
}

export function formatLots(lots: bigint | string | null | undefined, scale: Scale = SERIES_SCALE): string {
  return lots == null ? UNKNOWN : formatDecimal(BigInt(lots), scale.sizeDecimals)
}

/** A signed quantity: what an account is long or short. */
export function formatNetLots(lots: bigint | string, scale: Scale = SERIES_SCALE): string {
  return formatDecimal(BigInt(lots), scale.sizeDecimals, { sign: true })
}

/** An amount of money, cut to cents unless `exact`. */
export function formatMoney(
  amount: bigint | string | null | undefined,
  scale: Pick<Scale, 'quoteDecimals'> = SERIES_SCALE,
  options: { exact?: boolean; sign?: boolean } = {},
): string {
  if (amount == null) return UNKNOWN
  return formatDecimal(BigInt(amount), scale.quoteDecimals, {
    minimum: 2,
    maximum: options.exact ? scale.quoteDecimals : 2,
    sign: options.sign ?? false,
  })
}

/** A price in micro-USDC per whole token, with as many decimals as it has, three at least. */
export function formatUsdc(
  price: bigint | string | null | undefined,
  options: { sign?: boolean; minimum?: number } = {},
): string {
  if (price == null) return UNKNOWN
  const { sign = false, minimum = 3 } = options
  return formatDecimal(BigInt(price), USDC_DECIMALS, { minimum, sign })
}

/** Money or lots in a table where digits are scarce: 1.2K, 3.4M. */
export function formatCompact(value: bigint | string | null | undefined, decimals: number): string {
  if (value == null) return UNKNOWN
  if (decimals < 0) return formatCompact(BigInt(value) * 10n ** BigInt(-decimals), 0)
  const exact = BigInt(value)
  const whole = exact / 10n ** BigInt(decimals)
  if (whole > -1000n && whole < 1000n) return formatDecimal(exact, decimals, { minimum: 0, maximum: 1 })
  // Only digits for the eye: the exact value stands in the element's title.
  return COMPACT.format(Number(whole))
}

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** A ratio as per cent, with its sign. */
export function formatPercent(
  ratio: number | null | undefined,
  options: { sign?: boolean; digits?: number } = {},
): string {
  if (ratio == null || !Number.isFinite(ratio)) return UNKNOWN
  const text = Math.abs(ratio * 100).toFixed(options.digits ?? 2)
  const isZero = Number(text) === 0
  return `${isZero ? '' : ratio < 0 ? MINUS : options.sign ? '+' : ''}${text}%`
}

/** Basis points as per cent: 12,345 is 123.45%. */
export function formatBp(bp: number | null | undefined): string {
  return bp == null ? UNKNOWN : `${formatDecimal(BigInt(bp), 2)}%`
}

export function formatInteger(value: number | null | undefined): string {
  return value == null ? UNKNOWN : formatDecimal(BigInt(Math.trunc(value)), 0)
}

/** What a person typed, as units; or why it is none. */
export type Parsed = { ok: true; value: bigint } | { ok: false; reason: 'empty' | 'malformed' | 'precision' }

/** Commas between whole groups of thousands, and none elsewhere: half an hour typed as `0,5` must not become five. */
const GROUPED = /^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/

/** Reads a decimal number as an integer of 10^−decimals. Digits beyond the grid are refused, never rounded. */
export function parseDecimal(text: string, decimals: number): Parsed {
  if (decimals < 0) return inSteps(parseDecimal(text, 0), 10n ** BigInt(-decimals))
  const typed = text.trim()
  const plain = GROUPED.test(typed) ? typed.replaceAll(',', '') : typed
  if (plain === '') return { ok: false, reason: 'empty' }
  const match = /^(\d*)\.?(\d*)$/.exec(plain)
  if (!match || plain === '.') return { ok: false, reason: 'malformed' }
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return { ok: false, reason: 'precision' }
  return { ok: true, value: BigInt((match[1] ?? '') + fraction.padEnd(decimals, '0') || '0') }
}

/** A whole number in steps of more than one. */
function inSteps(whole: Parsed, step: bigint): Parsed {
  if (!whole.ok) return whole
  return whole.value % step === 0n ? { ok: true, value: whole.value / step } : { ok: false, reason: 'precision' }
}

/** Units as a person would type them: no grouping, no trailing zeros. */
export function toInput(value: bigint, decimals: number): string {
  return formatDecimal(value, decimals, { minimum: 0 }).replaceAll(',', '')
}

export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}

/** Text that others wrote, such as a token's name: no control or direction characters, bounded. */
export function cleanText(text: string, maximum = 48): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '').slice(0, maximum)
}

/** A locale that every engine knows: the system's may carry a suffix that Intl refuses. */
export type Locale = 'en-GB' | 'zh-CN'

export function formatMonth(year: number, month: number, locale: Locale): string {
  return formatDateParts(Date.UTC(year, month - 1, 1), locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })
}

/** A month where there is little room: the year only if it is asked for. */
export function formatShortMonth(year: number, month: number, locale: Locale, withYear: boolean): string {
  const short = String(year).slice(2)
  if (locale === 'zh-CN') return withYear ? `${short}年${month}月` : `${month}月`
  const name = formatDateParts(Date.UTC(year, month - 1, 1), locale, { month: 'short', timeZone: 'UTC' })
  return withYear ? `${name} ’${short}` : name
}

/** A moment of the market, which goes by UTC everywhere: 22 Nov 2026, 20:00 UTC. */
export function formatUtc(seconds: number, locale: Locale): string {
  const day = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return `${formatDateParts(seconds * 1000, locale, { ...day, ...time })} UTC`
}

/** A moment without its year, in a column that says UTC: 22 Nov, 20:00. */
export function formatUtcShort(seconds: number, locale: Locale): string {
  const day = { day: '2-digit', month: 'short', timeZone: 'UTC' } as const
  return formatDateParts(seconds * 1000, locale, { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** Time of day of a moment of the market, where its day stands beside it, in a column that says UTC: 20:00. */
export function formatUtcTime(seconds: number, locale: Locale): string {
  return formatDateParts(seconds * 1000, locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  })
}

/** The same to the second, as the tape has it: 20:00:07. */
export function formatUtcSeconds(seconds: number, locale: Locale): string {
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC' } as const
  return formatDateParts(seconds * 1000, locale, { ...time, hourCycle: 'h23' })
}

/** A moment on the reader's own clock, which says its zone: 23 Nov, 04:00:07 GMT+8. @param timeZone - The reader's, unless given. */
export function formatLocal(seconds: number, locale: Locale, timeZone?: string): string {
  const day = { day: 'numeric', month: 'short', timeZone } as const
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' } as const
  return formatDateParts(seconds * 1000, locale, { ...day, ...time, hourCycle: 'h23' })
}

export function formatDate(seconds: number, locale: Locale): string {
  return formatDateParts(seconds * 1000, locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()

/** A table writes a time in each row: a format is made once. */
function formatDateParts(time: number, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${Object.entries(options)}`
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  dateFormats.set(key, format)
  // British English alone gives this month four letters, and a table a crooked column.
  return format.format(time).replace('Sept', 'Sep')
}

const SPAN_UNITS = { 'en-GB': [' d', ' h', ' m', ' s'], 'zh-CN': ['天', '时', '分', '秒'] } as const

/** A span of time in its two largest units: 8 s, 3 m 05 s, 2 d 4 h. */
export function formatSpan(seconds: number, locale: Locale): string {
  const [day, hour, minute, second] = SPAN_UNITS[locale]
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  if (whole < 60) return `${whole}${second}`
  if (whole < 3600) return `${Math.floor(whole / 60)}${minute} ${two(whole % 60)}${second}`
  if (whole < 86_400) return `${Math.floor(whole / 3600)}${hour} ${two((whole % 3600) / 60)}${minute}`
  return `${Math.floor(whole / 86_400)}${day} ${Math.floor((whole % 86_400) / 3600)}${hour}`
}

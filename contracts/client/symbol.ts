/** A delivery month. */
export type Month = {
  /** Four digits. */
  year: number
  /** 1 … 12. */
  month: number
}

/** What a series' symbol says. */
export type SeriesSymbol = Month & {
  /** Beginning of the grade's symbols: `H100`. */
  root: string
  /** Whole units of the quote asset; only in the symbol of a month that was listed again with a higher cap. */
  cap?: number
}

/** Futures month codes, January first. */
const MONTH_CODES = 'FGHJKMNQUVXZ'

/** Symbols carry two digits of the year. */
const CENTURY = 2_000

/** `{ root: 'H100', year: 2026, month: 12 }` → `H100Z26`; with a cap of 10 `H100Z26-C10`. */
export function formatSymbol({ root, year, month, cap }: SeriesSymbol): string {
  const code = MONTH_CODES[month - 1]
  if (!code) throw new RangeError(`A month is 1 to 12, got ${month}`)
  const suffix = cap === undefined ? '' : `-C${cap}`
  return `${root}${code}${String(year % 100).padStart(2, '0')}${suffix}`
}

/** Reads a series' symbol; `undefined` if it is none. */
export function parseSymbol(symbol: string): SeriesSymbol | undefined {
  const match = /^([A-Z0-9-]{1,12})([FGHJKMNQUVXZ])(\d\d)(?:-C(\d+))?$/.exec(symbol)
  if (!match) return undefined
  const [, root = '', code = '', year, cap] = match
  const series = { root, year: CENTURY + Number(year), month: MONTH_CODES.indexOf(code) + 1 }
  return cap === undefined ? series : { ...series, cap: Number(cap) }
}

/** The month `count` months later. */
export function monthAfter({ year, month }: Month, count = 1): Month {
  const months = year * 12 + month - 1 + count
  return { year: Math.floor(months / 12), month: (months % 12) + 1 }
}

/** The month of an instant in UTC. @param timestamp - Unix seconds. */
export function monthOf(timestamp: number): Month {
  const date = new Date(timestamp * 1_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 }
}

/** First second at which a month's series no longer trades, Unix seconds: the start of the next month, UTC. */
export function expiryOf(month: Month): number {
  const next = monthAfter(month)
  return Date.UTC(next.year, next.month - 1, 1) / 1_000
}

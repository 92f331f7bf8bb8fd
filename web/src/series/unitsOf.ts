import type { Market } from '@gigahour/indexer/api'
import { cleanText } from '../format.ts'
import type { Text } from '../i18n/en.ts'

export type Units = {
  /** Of a quantity, beside one figure. */
  size: string
  /** The same where there is little room. */
  short: string
  price: string
}

/** What a market's figures are counted in: a series in GPU-hours, a spot market in whole tokens of what it trades. */
export function unitsOf(market: Market, text: Text): Units {
  if (market.kind === 'series') return { size: text.unit.hours, short: text.unit.hours, price: text.series.priceUnit }
  const symbol = cleanText(market.base.symbol, 24)
  return {
    size: symbol || text.unit.tokens,
    short: text.unit.tokens,
    price: text.unit.perToken(cleanText(market.quote.symbol, 12)),
  }
}

import type { Market } from '@gigahour/indexer/api'
import { cleanText, formatMonth, type Locale } from '../format.ts'
import type { Text } from '../i18n/en.ts'

/** What a market trades, in a few words: grade and month, or kind and name of the instrument. */
export function describeMarket(market: Market, text: Text, locale: Locale): string {
  if (market.kind === 'series') return `${market.grade} · ${formatMonth(market.year, market.month, locale)}`
  const { instrument } = market
  return instrument ? `${text.series.kind[instrument.kind]} · ${cleanText(instrument.name)}` : text.series.spot
}

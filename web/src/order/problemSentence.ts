import type { Market } from '@gigahour/indexer/api'
import { formatLots, formatPrice, scaleOf } from '../format.ts'
import type { Text } from '../i18n/en.ts'
import { unitsOf } from '../series/unitsOf.ts'
import type { Problem } from './ticket.ts'

/** What the reader is told of a field that is not right yet. */
export function problemSentence(problem: Problem, text: Text, market: Market): string {
  const sentences = text.problem
  const scale = scaleOf(market)
  const unit = unitsOf(market, text).size
  if (problem.field === 'price') {
    switch (problem.reason) {
      case 'empty':
        return sentences.priceEmpty
      case 'malformed':
        return sentences.priceMalformed
      case 'off grid':
        return sentences.priceOffGrid(formatPrice(1, scale))
      case 'out of range':
        return sentences[market.kind === 'series' ? 'priceOutOfRange' : 'priceOffScale'](
          formatPrice(problem.lowest, scale),
          formatPrice(problem.highest, scale),
        )
      case 'no opposite side':
        return sentences.noOppositeSide
    }
  }
  switch (problem.reason) {
    case 'empty':
      return sentences.sizeEmpty
    case 'malformed':
      return sentences.sizeMalformed
    case 'off grid':
      return sentences.sizeOffGrid(formatLots(1n, scale), unit)
    case 'too small':
      return sentences.sizeTooSmall(formatLots(problem.minimum, scale), unit)
    case 'too large':
      return sentences.sizeTooLarge
  }
}

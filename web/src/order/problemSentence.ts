import { formatLots, formatPrice, type Scale } from '../format.ts'
import type { Text } from '../i18n/en.ts'
import type { Problem } from './ticket.ts'

/** What the reader is told of a field that is not right yet. */
export function problemSentence(problem: Problem, text: Text, scale: Scale): string {
  const sentences = text.problem
  if (problem.field === 'price') {
    switch (problem.reason) {
      case 'empty':
        return sentences.priceEmpty
      case 'malformed':
        return sentences.priceMalformed
      case 'off grid':
        return sentences.priceOffGrid(formatPrice(1, scale))
      case 'out of range':
        return sentences.priceOutOfRange(formatPrice(problem.lowest, scale), formatPrice(problem.highest, scale))
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
      return sentences.sizeOffGrid(formatLots(1n, scale))
    case 'too small':
      return sentences.sizeTooSmall(formatLots(problem.minimum, scale))
    case 'too large':
      return sentences.sizeTooLarge
  }
}

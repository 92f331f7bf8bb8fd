import { seriesRegistryAbi } from '@gigahour/contracts/abi'
import { decodeEventLog } from 'viem'
import { FORMULAS } from '../market/listing.ts'
import { type Decoder, lower, topicsOf } from './decode.ts'

export const decodeRegistry: Decoder = (log, at) => {
  const { eventName, args } = decodeEventLog({ abi: seriesRegistryAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'GradeListed':
      return { kind: 'gradeListed', grade: args.grade, ...args.terms, at }
    case 'FamilyDefined': {
      const { formula: number, cap: _, ...terms } = args.terms
      const formula = FORMULAS[number]
      // The contract cannot be changed, so a formula that is not known is a log of another contract.
      return formula && { kind: 'familyDefined', family: args.family, formula, ...terms, at }
    }
    case 'SeriesListed': {
      const { market, isFull, long, short, symbol } = args.terms
      return { kind: 'seriesListed', market, isFull, long: lower(long), short: lower(short), symbol, at }
    }
    default:
      return undefined
  }
}

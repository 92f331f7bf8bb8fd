import { seriesRegistryAbi } from '@gigahour/contracts/abi'
import { decodeEventLog } from 'viem'
import { type Decoder, lower, topicsOf } from './decode.ts'

export const decodeRegistry: Decoder = (log, at) => {
  const { eventName, args } = decodeEventLog({ abi: seriesRegistryAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'GradeListed':
      return { kind: 'gradeListed', ...args, at }
    case 'SeriesListed': {
      const { market, grade, year, month, long, short, symbol } = args
      return { kind: 'seriesListed', market, grade, year, month, long: lower(long), short: lower(short), symbol, at }
    }
    default:
      return undefined
  }
}

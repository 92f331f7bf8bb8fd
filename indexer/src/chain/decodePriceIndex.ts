import { priceIndexAbi } from '@gigahour/contracts/abi'
import { decodeEventLog } from 'viem'
import { type Decoder, lower, topicsOf } from './decode.ts'

export const decodePriceIndex: Decoder = (log, at) => {
  const { eventName, args } = decodeEventLog({ abi: priceIndexAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'ReporterAdded':
      return { kind: 'reporterAdded', grade: args.grade, reporter: lower(args.reporter), from: args.fromDay, at }
    case 'ReporterRemoved':
      return { kind: 'reporterRemoved', grade: args.grade, reporter: lower(args.reporter), until: args.untilDay, at }
    case 'ObservationPosted': {
      const { grade, day, reporter, price, time } = args
      return { kind: 'observationPosted', grade, day, reporter: lower(reporter), price, time, at }
    }
    case 'Printed':
      return { kind: 'printed', grade: args.grade, day: args.day, price: args.price, at }
    case 'PrintWithheld':
      return { kind: 'printWithheld', grade: args.grade, day: args.day, median: args.median, needed: args.needed, at }
    case 'PrintChallenged': {
      const { challenger, arbiter, ...rest } = args
      return { kind: 'printChallenged', ...rest, challenger: lower(challenger), arbiter: lower(arbiter), at }
    }
    case 'PrintResolved':
      return { kind: 'printResolved', grade: args.grade, day: args.day, price: args.price, upheld: args.upheld, at }
    case 'ChallengeLapsed':
      return { kind: 'challengeLapsed', grade: args.grade, day: args.day, at }
    default:
      return undefined
  }
}

import { bundleFactoryAbi } from '@gigahour/contracts/abi'
import { decodeEventLog } from 'viem'
import { type Decoder, lower, topicsOf } from './decode.ts'

export const decodeBundleFactory: Decoder = (log, at) => {
  const { eventName, args } = decodeEventLog({ abi: bundleFactoryAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'BundleCreated': {
      const bundle = lower(args.bundle)
      const { notesPerCredit } = args
      const announces = { address: bundle, role: 'bundle' } as const
      return {
        kind: 'bundleCreated',
        bundle,
        credit: lower(args.credit),
        note: lower(args.note),
        notesPerCredit,
        announces,
        at,
      }
    }
    default:
      return undefined
  }
}

import { bundleAbi, bundleFactoryAbi } from '@gigahour/contracts/abi'
import { decodeEventLog } from 'viem'
import { type Decoder, lower, topicsOf } from './decode.ts'

export const decodeBundleFactory: Decoder = (log, at) => {
  const { eventName, args } = decodeEventLog({ abi: bundleFactoryAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'BundleCreated': {
      const token = lower(args.bundle)
      const parts = { credit: lower(args.credit), note: lower(args.note), notesPerCredit: Number(args.notesPerCredit) }
      return { kind: 'bundleCreated', token, ...parts, at, announces: { address: token, role: 'bundle' } }
    }
    default:
      return undefined
  }
}

export const decodeBundle: Decoder = (log, at) => {
  const token = lower(log.address)
  const { eventName, args } = decodeEventLog({ abi: bundleAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'Wrapped':
      return { kind: 'bundleWrapped', token, lots: args.lots, at }
    case 'Unwrapped':
      return { kind: 'bundleUnwrapped', token, lots: args.lots, at }
    default:
      return undefined
  }
}

import { computeCreditAbi, creditFactoryAbi } from '@gigahour/contracts/abi'
import { decodeEventLog } from 'viem'
import { addressOrNull, type Decoder, lower, topicsOf } from './decode.ts'

export const decodeCreditFactory: Decoder = (log, at) => {
  const { eventName, args } = decodeEventLog({ abi: creditFactoryAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'CreditIssued': {
      const { lots, bond, issuePrice, terms } = args
      const token = lower(args.credit)
      return {
        ...{ kind: 'creditIssued', token, issuer: lower(args.issuer), lots, bond, issuePrice, at },
        terms: {
          ...terms,
          ...{ meter: addressOrNull(terms.meter), start: Number(terms.start), end: Number(terms.end) },
        },
        announces: { address: token, role: 'credit' },
      }
    }
    default:
      return undefined
  }
}

export const decodeCredit: Decoder = (log, at) => {
  const token = lower(log.address)
  const { eventName, args } = decodeEventLog({ abi: computeCreditAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'BondAdded':
      return { kind: 'bondAdded', token, from: lower(args.from), amount: args.amount, bond: args.bond, at }
    case 'RedemptionQueued': {
      const { redemptionId, holder, lots, queuedBefore } = args
      const redemption = Number(redemptionId)
      return { kind: 'redemptionQueued', token, redemption, holder: lower(holder), lots, queuedBefore, at }
    }
    case 'UnitsDelivered': {
      const { redemptionId, signer, time, ...amounts } = args
      const receipt = { redemption: Number(redemptionId), signer: lower(signer), time: Number(time) }
      return { kind: 'unitsDelivered', token, ...receipt, ...amounts, at }
    }
    case 'RedemptionLeft': {
      const { redemptionId, holder, lots } = args
      return { kind: 'redemptionLeft', token, redemption: Number(redemptionId), holder: lower(holder), lots, at }
    }
    case 'BoughtBack':
      return { kind: 'boughtBack', token, ...args, at }
    case 'BondWithdrawn':
      return { kind: 'bondWithdrawn', token, to: lower(args.to), amount: args.amount, at }
    case 'CreditDefaulted':
      return { kind: 'creditDefaulted', token, ...args, at }
    case 'DefaultClaimed':
      return { kind: 'defaultClaimed', token, holder: lower(args.holder), lots: args.lots, amount: args.amount, at }
    default:
      return undefined
  }
}

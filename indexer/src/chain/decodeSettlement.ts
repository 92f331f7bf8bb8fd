import { settlementAbi } from '@gigahour/contracts/abi'
import { decodeEventLog } from 'viem'
import { SETTLEMENT_RULES } from '../market/settlement.ts'
import { type Decoder, topicsOf } from './decode.ts'

export const decodeSettlement: Decoder = (log, at) => {
  const { args } = decodeEventLog({ abi: settlementAbi, topics: topicsOf(log), data: log.data })
  const rule = SETTLEMENT_RULES[args.rule]
  // The contract cannot be changed, so a rule that is not known is a log of another contract.
  return rule && { kind: 'familySettled', family: args.family, rule, daysCounted: args.daysCounted, at }
}

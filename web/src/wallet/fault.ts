import { type Revert, revertOf, sentenceOf } from '@gigahour/contracts/errors'
import { BaseError, HttpRequestError, InsufficientFundsError, TimeoutError, UserRejectedRequestError } from 'viem'
import type { Text } from '../i18n/en.ts'
import { WrongAccountError, WrongChainError } from './walletErrors.ts'

/** Why a write did not go through, by what the reader can do about it. */
export type Fault =
  | { kind: 'declined' }
  | { kind: 'revert'; revert: Revert }
  | { kind: 'no gas' }
  | { kind: 'network' }
  | { kind: 'wrong chain' }
  | { kind: 'wrong account' }
  | { kind: 'other'; message: string }

/** Finds out why a write did not go through. */
export function faultOf(error: unknown): Fault {
  if (error instanceof WrongChainError) return { kind: 'wrong chain' }
  if (error instanceof WrongAccountError) return { kind: 'wrong account' }
  if (codeOf(error) === USER_REJECTED) return { kind: 'declined' }
  if (!(error instanceof BaseError))
    return { kind: 'other', message: error instanceof Error ? error.message : String(error) }
  const isFrom = (...types: (new (...args: never[]) => Error)[]) =>
    error.walk((cause) => types.some((type) => cause instanceof type)) !== null
  if (isFrom(UserRejectedRequestError) || error.walk((cause) => codeOf(cause) === USER_REJECTED))
    return { kind: 'declined' }
  const revert = revertOf(error)
  if (revert) return { kind: 'revert', revert }
  if (isFrom(InsufficientFundsError)) return { kind: 'no gas' }
  if (isFrom(HttpRequestError, TimeoutError)) return { kind: 'network' }
  return { kind: 'other', message: error.shortMessage }
}

/** EIP-1193: the person said no. */
const USER_REJECTED = 4001

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

/** What the reader is told of a fault. */
export async function describeFault(fault: Fault, text: Text): Promise<string> {
  switch (fault.kind) {
    case 'declined':
      return text.write.declined
    case 'no gas':
      return text.write.noGas
    case 'network':
      return text.write.network
    case 'wrong chain':
      return text.write.wrongChain
    case 'wrong account':
      return text.write.wrongAccount
    case 'revert':
      return text.language === 'zh'
        ? (await import('../i18n/reverts.zh.ts')).revertSentence(fault.revert)
        : sentenceOf(fault.revert)
    case 'other':
      return fault.message
  }
}

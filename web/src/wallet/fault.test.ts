import { exchangeAbi } from '@gigahour/contracts/abi'
import {
  BaseError,
  ContractFunctionRevertedError,
  encodeErrorResult,
  HttpRequestError,
  InsufficientFundsError,
  UserRejectedRequestError,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { en } from '../i18n/en.ts'
import { zh } from '../i18n/zh.ts'
import { describeFault, faultOf } from './fault.ts'
import { WrongChainError } from './walletErrors.ts'

const reverted = new BaseError('call failed', {
  cause: new ContractFunctionRevertedError({
    abi: exchangeAbi,
    functionName: 'execute',
    data: encodeErrorResult({ abi: exchangeAbi, errorName: 'TradingEnded', args: [5n, 1n] }),
  }),
})

describe('faultOf', () => {
  test('a refusal in the wallet is no fault', () => {
    expect(faultOf(new UserRejectedRequestError(new Error('no')))).toEqual({ kind: 'declined' })
    expect(faultOf(Object.assign(new Error('User rejected'), { code: 4001 }))).toEqual({ kind: 'declined' })
    expect(faultOf(new BaseError('failed', { cause: new UserRejectedRequestError(new Error('no')) }))).toEqual({
      kind: 'declined',
    })
  })

  test('a revert is known by its name', () => {
    expect(faultOf(reverted)).toMatchObject({ kind: 'revert', revert: { name: 'TradingEnded', args: [5n, 1n] } })
  })

  test('gas, network and chain are told apart', () => {
    expect(faultOf(new InsufficientFundsError({}))).toEqual({ kind: 'no gas' })
    expect(faultOf(new HttpRequestError({ url: 'http://x' }))).toEqual({ kind: 'network' })
    expect(faultOf(new WrongChainError('x'))).toEqual({ kind: 'wrong chain' })
  })

  test('anything else keeps its words', () => {
    expect(faultOf(new Error('boom'))).toEqual({ kind: 'other', message: 'boom' })
    expect(faultOf('boom')).toEqual({ kind: 'other', message: 'boom' })
  })
})

test('a revert reads as a sentence in either language', async () => {
  expect(await describeFault(faultOf(reverted), en)).toBe(
    'Trading in this series has ended. Choose a later delivery month.',
  )
  expect(await describeFault(faultOf(reverted), zh)).toBe('此合约已停止交易，请选择更晚的交割月。')
})

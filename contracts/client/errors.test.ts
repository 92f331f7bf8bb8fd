import { createPublicClient, custom, encodeErrorResult, toHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { exchangeAbi } from './abi.ts'
import { settle } from './calls.ts'
import { decodeRevert, revertOf, sentenceOf } from './errors.ts'

const tooFew = encodeErrorResult({ abi: exchangeAbi, errorName: 'TooFewLots', args: [5n, 100n] })

describe('a revert', () => {
  it('is read with its arguments and worded', () => {
    const revert = decodeRevert(tooFew)
    expect(revert).toEqual({ name: 'TooFewLots', args: [5n, 100n] })
    expect(revert && sentenceOf(revert)).toBe('The quantity must be at least 100 lots; 5 were given.')
  })

  it('without arguments has none', () => {
    const data = encodeErrorResult({ abi: exchangeAbi, errorName: 'Reentrancy' })
    expect(decodeRevert(data)).toEqual({ name: 'Reentrancy', args: [] })
  })

  it("with a token's text keeps the text", () => {
    // Error("no"): selector, offset 32, length 2, the text.
    const word = (value: number) => toHex(value, { size: 32 }).slice(2)
    const revert = decodeRevert(`0x08c379a0${word(32)}${word(2)}${'6e6f'.padEnd(64, '0')}`)
    expect(revert && sentenceOf(revert)).toBe('The token refused: no.')
  })

  it('of another contract is not ours', () => {
    expect(decodeRevert('0xdeadbeef')).toBeUndefined()
    expect(decodeRevert('0x')).toBeUndefined()
  })
})

describe('what viem throws', () => {
  /** A simulation at a node that answers every call with one error. */
  const simulate = (answer: object): Promise<unknown> => {
    const transport = custom({ request: () => Promise.reject(answer) }, { retryCount: 0 })
    const call = settle('0x5FbDB2315678afecb367f032d93F642f64180aa3', '0x5FbDB2315678afecb367f032d93F642f64180aa3', [1])
    return createPublicClient({ transport })
      .simulateContract(call)
      .catch((error: unknown) => error)
  }

  it('carries the revert under its causes', async () => {
    const error = await simulate({ code: 3, message: 'execution reverted', data: tooFew })
    expect(revertOf(error)).toEqual({ name: 'TooFewLots', args: [5n, 100n] })
  })

  it('without a revert has none', async () => {
    expect(revertOf(await simulate({ code: -32_000, message: 'busy' }))).toBeUndefined()
    expect(revertOf(new Error('network'))).toBeUndefined()
    expect(revertOf('text')).toBeUndefined()
  })
})

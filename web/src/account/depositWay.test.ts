import { describe, expect, it } from 'vitest'
import type { WalletFunds } from '../wallet/chain.ts'
import { depositWay } from './depositWay.ts'

const token = '0x0000000000000000000000000000000000001002'
const terms = { domain: { name: 'USD Coin', version: '2', chainId: 1, verifyingContract: token }, nonce: 0n } as const
const funds = (more: Partial<WalletFunds> = {}): WalletFunds => ({
  ...{ tokens: 100n, allowance: 0n, permit2Allowance: 0n, gas: 1n },
  ...more,
})

describe('tokens come into the exchange', () => {
  it('by what is approved already, if it is enough', () => {
    expect(depositWay(funds({ allowance: 50n, permit2Allowance: 50n, permit: terms }), 50n)).toEqual({
      by: 'allowance',
    })
  })

  it('by a permit of the token, before Permit2', () => {
    expect(depositWay(funds({ allowance: 49n, permit2Allowance: 50n, permit: terms }), 50n)).toEqual({
      by: 'permit',
      terms,
    })
  })

  it('by Permit2 where the token knows no permits, and Permit2 is approved for as much', () => {
    expect(depositWay(funds({ permit2Allowance: 50n }), 50n)).toEqual({ by: 'permit2' })
    expect(depositWay(funds({ permit2Allowance: 49n }), 50n)).toEqual({ by: 'approval' })
  })

  it('by an approval where there is nothing else', () => {
    expect(depositWay(funds({ allowance: 49n }), 50n)).toEqual({ by: 'approval' })
  })
})

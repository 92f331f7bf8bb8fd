import { hashTypedData } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  coverageBp,
  defaultValue,
  deliverCredit,
  impliedRateBp,
  minimumBond,
  owedAt,
  receiptTypedData,
} from './credit.ts'

describe('a bond', () => {
  it('is at least 20 % of lots × index: 560 USDC for 1,000 GPU-hours at 2.80', () => {
    expect(minimumBond(1_000_000n, 2_800_000n)).toBe(560_000_000n)
    // One lot at 1 micro-USDC per unit: 0.0002 micro-USDC, up.
    expect(minimumBond(1n, 1n)).toBe(1n)
  })

  it('owes index + 10 %: 3,080 USDC for the same', () => {
    expect(owedAt(1_000_000n, 2_800_000n)).toBe(3_080_000_000n)
    expect(owedAt(1n, 1n)).toBe(1n)
    expect(owedAt(0n, 1n)).toBe(0n)
  })

  it('covers a share of it', () => {
    expect(coverageBp(1_540_000_000n, 3_080_000_000n)).toBe(5_000n)
    expect(coverageBp(1n, 0n)).toBeUndefined()
  })

  it('pays by number of lots', () => {
    // Half cover: 1.54 USDC for a GPU-hour. Full cover: 3.08, not more.
    expect(defaultValue(1_000n, 1_000_000n, 1_540_000_000n, 2_800_000n)).toBe(1_540_000n)
    expect(defaultValue(1_000n, 1_000_000n, 9_999_000_000n, 2_800_000n)).toBe(3_080_000n)
    expect(defaultValue(1_000n, 0n, 1n, 1n)).toBe(0n)
  })
})

describe('the implied financing rate', () => {
  it('is the discount to the forward, a year', () => {
    // 2.50 for what costs 2.80 in half a year: 12 % in 182.5 days, 24 % a year.
    expect(impliedRateBp(2_500n, 2_800n, 15_768_000n)).toBe(2_400n)
    expect(impliedRateBp(2_800n, 2_660n, 31_536_000n)).toBe(-500n)
  })

  it('is unknown without a price or time', () => {
    expect(impliedRateBp(0n, 2_800n, 1n)).toBeUndefined()
    expect(impliedRateBp(2_500n, 2_800n, 0n)).toBeUndefined()
  })
})

describe('a receipt', () => {
  it('is what the contract hashes', () => {
    const credit = { chainId: 31_337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3', name: 'NW' } as const
    const receipt = { redemptionId: 3n, deliveredLots: 1_500n, time: 1_796_083_200n }
    // ComputeCredit.t.sol builds the same digest from the type strings, with Solidity's own encoder.
    const digest = hashTypedData(receiptTypedData(credit, receipt))
    expect(digest).toBe('0xca0438ce8852c26bff5c7a47d07786e6999e974369ea8838d42e4399d1ebeafa')
    expect(hashTypedData(receiptTypedData({ ...credit, chainId: 1 }, receipt))).not.toBe(digest)
    expect(hashTypedData(receiptTypedData(credit, { ...receipt, deliveredLots: 1_501n }))).not.toBe(digest)
  })

  it('is posted in the name of who signed it', () => {
    const [credit, meter] = ['0x5FbDB2315678afecb367f032d93F642f64180aa3', `0x${'6'.repeat(40)}`] as const
    const receipt = { redemptionId: 3n, deliveredLots: 1_500n, time: 1_796_083_200n }
    expect(deliverCredit(credit, receipt, meter, '0x1234').args).toEqual([3n, 1_500n, 1_796_083_200n, meter, '0x1234'])
  })
})

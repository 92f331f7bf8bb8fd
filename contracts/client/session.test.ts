import { hashTypedData } from 'viem'
import { describe, expect, it } from 'vitest'
import { calldataOf } from './calls.ts'
import { Action } from './instruction.ts'
import { executeFor, operatorGrantTypedData } from './session.ts'
import { digest, structHash, versionedDomain } from './testing/eip712.ts'

const exchange = '0x00000000000000000000000000000000000e8c00'
const owner = '0x00000000000000000000000000000000000a11ce'
const operator = '0x0000000000000000000000000000000000000b0b'

describe('a session key', () => {
  it('is granted by what the contract hashes', () => {
    const terms = { expiry: 1_800_000_000n, quote: 2, budget: 500n }
    const grant = { owner, operator, ...terms, epoch: 3, nonce: 513n, deadline: 1_790_000_000n } as const
    const struct = structHash(
      'SetOperator(address owner,address operator,uint64 expiry,uint32 quote,uint96 budget,uint32 epoch,uint256 nonce,uint256 deadline)',
      'address, address, uint64, uint32, uint96, uint32, uint256, uint256',
      [owner, operator, 1_800_000_000n, 2, 500n, 3, 513n, 1_790_000_000n],
    )
    expect(hashTypedData(operatorGrantTypedData({ chainId: 31_337, exchange }, grant))).toBe(
      digest(versionedDomain('Gigahour', '1', exchange), struct),
    )
  })

  it('sends the owner’s 20 bytes, then the instructions', () => {
    // `cast sig "executePackedFor()"` is 0xf0b6ecf0.
    expect(calldataOf(executeFor(exchange, owner, [{ action: Action.Cancel, slot: 7 }]))).toBe(
      '0xf0b6ecf000000000000000000000000000000000000a11ce10000000071c',
    )
  })
})

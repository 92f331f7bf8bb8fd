import { hashTypedData } from 'viem'
import { describe, expect, it } from 'vitest'
import { depositWithPermit, permitTypedData } from './permit.ts'
import { depositWithPermit2, PERMIT2, tokenTransferTypedData } from './permit2.ts'
import { digest, structHash, versionedDomain } from './testing/eip712.ts'

const exchange = '0x00000000000000000000000000000000000e8c00'
const owner = '0x00000000000000000000000000000000000a11ce'
const token = '0x0000000000000000000000000000000000005dc0'
const [r, s] = [`0x${'11'.repeat(32)}`, `0x${'22'.repeat(32)}`] as const

describe('a deposit by permit', () => {
  const permit = { owner, spender: exchange, value: 5_000_000n, nonce: 3n, deadline: 1_790_000_000n } as const

  it('is signed as ERC-2612 says', () => {
    const struct = structHash(
      'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)',
      'address, address, uint256, uint256, uint256',
      [owner, exchange, 5_000_000n, 3n, 1_790_000_000n],
    )
    const domain = { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: token } as const
    expect(hashTypedData(permitTypedData(domain, permit))).toBe(digest(versionedDomain('USD Coin', '2', token), struct))
  })

  it.each([
    ['1b', 27],
    ['1c', 28],
    ['00', 27],
    ['01', 28],
  ])('gives v of a signature that ends with %s as %d', (end, v) => {
    const signature = `0x${r.slice(2)}${s.slice(2)}${end}` as const
    const { args } = depositWithPermit(exchange, { asset: 2, to: owner, permit, signature })
    expect(args).toEqual([2, 5_000_000n, owner, 1_790_000_000n, v, r, s])
  })
})

describe('a deposit by Permit2', () => {
  const transfer = { token, amount: 5_000_000n, nonce: 513n, deadline: 1_790_000_000n } as const

  it('is signed as Permit2 says', () => {
    const permitted = structHash('TokenPermissions(address token,uint256 amount)', 'address, uint256', [
      token,
      5_000_000n,
    ])
    const struct = structHash(
      'PermitTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline)TokenPermissions(address token,uint256 amount)',
      'bytes32, address, uint256, uint256',
      [permitted, exchange, 513n, 1_790_000_000n],
    )
    // Permit2's domain has no version.
    const domain = structHash(
      'EIP712Domain(string name,uint256 chainId,address verifyingContract)',
      'bytes32, uint256, address',
      ['0x9ac997416e8ff9d2ff6bebeb7149f65cdae5e32e2b90440b566bb3044041d36a', 31_337n, PERMIT2],
    )
    expect(hashTypedData(tokenTransferTypedData({ chainId: 31_337, exchange }, transfer))).toBe(digest(domain, struct))
  })

  it('goes to the contract as it was signed', () => {
    expect(depositWithPermit2(exchange, { asset: 2, to: owner, transfer, signature: '0x12' }).args).toEqual([
      2,
      5_000_000n,
      owner,
      513n,
      1_790_000_000n,
      '0x12',
    ])
  })
})

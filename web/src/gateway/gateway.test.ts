import { createSiweMessage } from 'viem/siwe'
import { describe, expect, test } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { isSafeEndpoint, requireOwnMessage } from './gateway.ts'
import { isOwn, unreceipted } from './metered.ts'

describe('an endpoint', () => {
  test.each(['https://gpu.example', 'http://127.0.0.1:4010/x', 'http://localhost:4010'])('%s may be asked', (url) =>
    expect(isSafeEndpoint(url)).toBe(true),
  )
  test.each(['http://gpu.example', 'javascript:alert(1)', 'https://me:pw@gpu.example', 'gpu'])('%s may not', (url) =>
    expect(isSafeEndpoint(url)).toBe(false),
  )
})

describe('a sign-in message', () => {
  const expected = {
    address: ALICE,
    chainId: 31_337,
    endpoint: 'http://127.0.0.1:4010',
    host: 'localhost:5173',
  } as const
  const message = (change: object) =>
    createSiweMessage({
      address: ALICE,
      chainId: 31_337,
      domain: 'localhost:5173',
      nonce: 'abcdefgh',
      uri: 'http://127.0.0.1:4010',
      version: '1',
      ...change,
    })

  test('of this account, chain and page, or of the endpoint, may be signed', () => {
    expect(() => requireOwnMessage(message({}), expected)).not.toThrow()
    expect(() => requireOwnMessage(message({ domain: '127.0.0.1:4010' }), expected)).not.toThrow()
  })

  test.each([
    ['address', { address: BOB }],
    ['chain', { chainId: 1 }],
    ['domain', { domain: 'bank.example' }],
  ])('of another %s may not', (fault, change) =>
    expect(() => requireOwnMessage(message(change), expected)).toThrow(`another ${fault}`),
  )
})

describe('a proposed receipt', () => {
  const election = { subject: { election: '1' }, lots: '100000' }
  const redemption = { subject: { credit: `0x${'cc'.repeat(20)}`, redemption: '1' }, lots: '20000' }
  const receipt = { deliveredLots: '20000', time: 1_796_083_200 }

  test('of the same, up to its last lot, may be signed', () => {
    expect(isOwn(election, { ...receipt, electionId: '1' })).toBe(true)
    expect(isOwn(redemption, { ...receipt, redemptionId: '1' })).toBe(true)
  })

  test('of what the endpoint delivered since the last may be posted without it, of more than is due may not', () => {
    const half = { lots: '20000', delivered: '5000' }
    expect(unreceipted(half, '7500')).toBe(7_500n)
    expect(unreceipted(half, '5000')).toBeNull()
    expect(unreceipted(half, '20001')).toBeNull()
  })

  test('of more than is due may not', () => {
    expect(isOwn(redemption, { ...receipt, redemptionId: '1', deliveredLots: '20001' })).toBe(false)
  })

  test('of another, or of the other kind, may not', () => {
    expect(isOwn(election, { ...receipt, electionId: '2' })).toBe(false)
    expect(isOwn(redemption, { ...receipt, redemptionId: '2' })).toBe(false)
    expect(isOwn(election, { ...receipt, redemptionId: '1' })).toBe(false)
    expect(isOwn(redemption, { ...receipt, electionId: '1' })).toBe(false)
  })
})

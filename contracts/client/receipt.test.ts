import { createClient, custom, hashTypedData, recoverTypedDataAddress, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { describe, expect, it } from 'vitest'
import type { Signer } from './actions.ts'
import { postReceipt } from './delivery.ts'
import { isSigned, receiptTypedData, signReceipt } from './receipt.ts'
import { toLots } from './units.ts'

const desk = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const domain = { chainId: 31_337, desk } as const
const receipt = { electionId: 1n, deliveredLots: toLots(36_000n), time: 1_796_083_200n }

/** A chain without contracts: no code anywhere, and none that would call a signature its own. */
const node = custom({ request: async ({ method }) => (method === 'eth_call' ? '0x00' : '0x') }, { retryCount: 0 })
const signer: Signer = createClient({
  account: privateKeyToAccount(`0x${'5e'.repeat(32)}`),
  chain: foundry,
  transport: node,
})

describe('a receipt', () => {
  it('has the digest that the desk computes', () => {
    // Receipts.t.sol expects the same of a desk at this address.
    expect(hashTypedData(receiptTypedData(domain, receipt))).toBe(
      '0x8f543c9546c13474c9145f3b485ddf753da86cb3e335dff410ed34073a84200f',
    )
  })

  it('is signed by the signer for its chain', async () => {
    const signed = await signReceipt(signer, { desk, ...receipt })
    expect(signed).toMatchObject({ ...receipt, signer: signer.account.address })
    const { signature } = signed
    expect(await recoverTypedDataAddress({ ...receiptTypedData(domain, receipt), signature })).toBe(signed.signer)
    expect(await isSigned(signer, domain, signed)).toBe(true)
  })

  it.each([
    ['of another chain', { domain: { ...domain, chainId: 1 } }],
    ['of another desk', { domain: { ...domain, desk: zeroAddress } }],
    ['with more lots', { receipt: { deliveredLots: toLots(36_001n) } }],
    ['of another election', { receipt: { electionId: 2n } }],
    ['at another time', { receipt: { time: 1_796_083_201n } }],
    ["in another's name", { receipt: { signer: zeroAddress } }],
  ])('%s is not signed', async (_, changed: { domain?: typeof domain | object; receipt?: object }) => {
    const signed = await signReceipt(signer, { desk, ...receipt })
    const other = { ...domain, ...changed.domain }
    expect(await isSigned(signer, other, { ...signed, ...changed.receipt })).toBe(false)
  })

  it('is posted with its signer and signature beside it', async () => {
    const signed = await signReceipt(signer, { desk, ...receipt })
    expect(postReceipt(desk, signed).args).toEqual([receipt, signed.signer, signed.signature])
  })
})

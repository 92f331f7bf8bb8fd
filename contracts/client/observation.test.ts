import {
  concat,
  createClient,
  custom,
  encodeAbiParameters,
  hashTypedData,
  keccak256,
  recoverTypedDataAddress,
  toHex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { describe, expect, it } from 'vitest'
import { dayOf, observationTypedData, postingEndOf, printTimeOf, signObservation } from './observation.ts'

const INDEX = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const observation = { grade: 1, day: 20_758, price: 2_800_000n, time: 1_793_563_200 }

describe('a day', () => {
  it('begins and ends at midnight UTC', () => {
    expect(dayOf(Date.UTC(2026, 10, 1) / 1_000)).toBe(20_758)
    expect(dayOf(Date.UTC(2026, 10, 1, 23, 59, 59) / 1_000)).toBe(20_758)
    expect(postingEndOf(20_758)).toBe(Date.UTC(2026, 10, 2) / 1_000)
  })

  it('has its print at 20:00 UTC', () => {
    expect(printTimeOf(20_758)).toBe(Date.UTC(2026, 10, 1, 20) / 1_000)
  })
})

describe('an observation', () => {
  it('is hashed as EIP-712 says', () => {
    const typeHash = keccak256(toHex('Observation(uint32 grade,uint32 day,uint56 price,uint40 time)'))
    const domainType = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'
    const domain = keccak256(
      encodeAbiParameters(
        [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint256' }, { type: 'address' }],
        [keccak256(toHex(domainType)), keccak256(toHex('Gigahour Price Index')), keccak256(toHex('1')), 31_337n, INDEX],
      ),
    )
    const words = [typeHash, toHex(1, { size: 32 }), toHex(20_758, { size: 32 })] as const
    const more = [toHex(2_800_000, { size: 32 }), toHex(1_793_563_200, { size: 32 })] as const
    const expected = keccak256(concat(['0x1901', domain, keccak256(concat([...words, ...more]))]))
    expect(hashTypedData(observationTypedData(INDEX, 31_337, observation))).toBe(expected)
  })

  it('is signed for the chain that the reporter is connected to', async () => {
    const account = privateKeyToAccount(toHex(7, { size: 32 }))
    const transport = custom({ request: () => Promise.reject(new Error('no node is needed')) })
    const reporter = createClient({ account, chain: foundry, transport })
    const report = await signObservation(reporter, INDEX, observation)
    expect(report).toMatchObject({ reporter: account.address, price: 2_800_000n, time: 1_793_563_200 })
    const { signature } = report
    const here = { ...observationTypedData(INDEX, foundry.id, observation), signature }
    expect(await recoverTypedDataAddress(here)).toBe(account.address)
    const elsewhere = { ...observationTypedData(INDEX, 1, observation), signature }
    expect(await recoverTypedDataAddress(elsewhere)).not.toBe(account.address)
  })
})

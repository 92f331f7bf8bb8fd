import { priceIndexAbi } from '@gigahour/contracts/abi'
import { perform } from '@gigahour/contracts/actions'
import { deployGigahour } from '@gigahour/contracts/deploy/gigahour'
import { addReporters, DEFAULT_BOND, fundReserve } from '@gigahour/contracts/deploy/index'
import { listMissing } from '@gigahour/contracts/deploy/listing'
import type { Deployment } from '@gigahour/contracts/deployment'
import { dayOf, postingEndOf, postReports, printTimeOf, signObservation } from '@gigahour/contracts/observation'
import { type Address, zeroAddress } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContracts } from '../build.ts'
import { freePort } from '../ports.ts'
import { deployerAccount, minterAccount, personAccount } from './accounts.ts'
import { type Anvil, localSigner, startAnvil } from './anvil.ts'
import { giveGas, mintUsdc } from './mint.ts'
import { deployUsdc } from './usdc.ts'

const PRICES = [2_790_000n, 2_900_000n, 2_810_000n] as const

let anvil: Anvil
let deployment: Deployment
let priceIndex: Address
const reporters = PRICES.map((_, n) => personAccount(n))

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ port: await freePort() })
  const signer = localSigner(anvil.rpcUrl, deployerAccount())
  const owner = signer.account.address
  await giveGas(anvil.rpcUrl, owner)
  const usdc = await deployUsdc(signer, minterAccount().address)
  const terms = { name: 'Test', usdc, owner, feeRecipient: owner, takerFee: 200, explorer: null }
  const index = { arbiters: [owner], threshold: 1, bond: DEFAULT_BOND }
  deployment = await deployGigahour(signer, { ...terms, ...index })
  priceIndex = deployment.priceIndex ?? zeroAddress
  await listMissing(signer, deployment)
  const added = { priceIndex, seriesRegistry: deployment.seriesRegistry }
  const addresses = reporters.map(({ address }) => address)
  expect(await addReporters(signer, added, addresses)).toBe(12)
  expect(await addReporters(signer, added, addresses)).toBe(0)
})

afterAll(async () => anvil?.stop())

describe('the price index', () => {
  it('keeps the reserve that its deployer puts in', async () => {
    const signer = localSigner(anvil.rpcUrl, deployerAccount())
    await mintUsdc(anvil.rpcUrl, deployment, signer.account.address, 3_000_000_000n)
    await fundReserve(signer, { priceIndex, usdc: deployment.usdc }, 2_500_000_000n)
    const reserve = { address: priceIndex, abi: priceIndexAbi, functionName: 'reserve' } as const
    expect(await readContract(anvil.client, reserve)).toBe(2_500_000_000n)
  })

  it('prints what the client signed, and it is final 48 hours after the day', async () => {
    const { timestamp } = await getBlock(anvil.client)
    const day = dayOf(Number(timestamp)) + 1
    await anvil.client.steer('evm_setNextBlockTimestamp', printTimeOf(day) + 60)
    await anvil.client.steer('evm_mine')
    const time = printTimeOf(day)
    const reports = await Promise.all(
      PRICES.map((price, n) => {
        const reporter = localSigner(anvil.rpcUrl, personAccount(n))
        return signObservation(reporter, priceIndex, { grade: 1, day, price, time })
      }),
    )
    // Whoever posts need not be a reporter.
    await perform(localSigner(anvil.rpcUrl, deployerAccount()), postReports(priceIndex, { grade: 1, day, reports }))

    const read = { address: priceIndex, abi: priceIndexAbi } as const
    const print = await readContract(anvil.client, { ...read, functionName: 'printOf', args: [1, day] })
    expect(print).toMatchObject({ price: 2_810_000n, source: day, observations: 3, isFinal: false })
    const finalAt = postingEndOf(day) + 48 * 3_600
    expect(print.finalAt).toBe(finalAt)
    await anvil.client.steer('evm_setNextBlockTimestamp', finalAt)
    await anvil.client.steer('evm_mine')
    expect(await readContract(anvil.client, { ...read, functionName: 'latestFinal', args: [1] })).toEqual([
      2_810_000n,
      day,
    ])
  })
})

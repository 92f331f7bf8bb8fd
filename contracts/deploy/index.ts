import { type Address, encodeDeployData, getContractAddress, type Hex, isAddressEqual } from 'viem'
import { getTransactionCount, readContract, sendTransaction, writeContract } from 'viem/actions'
import { committeeArbiterAbi, exchangeAbi, priceIndexAbi, seriesRegistryAbi, settlementAbi } from '../client/abi.ts'
import type { Signer } from '../client/actions.ts'
import { approve } from '../client/calls.ts'
import type { Deployment } from '../client/deployment.ts'
import { gradeCount, gradeOf } from '../client/listing.ts'
import { bytecodeOf } from './artifact.ts'
import { DeploymentMismatch } from './exchange.ts'
import { GRADES } from './grades.ts'
import { succeeded } from './receipt.ts'

export type IndexOptions = {
  /** Names reporters and arbiter, keeps the reserve. */
  owner: Address
  /** Members of the committee that decides challenges. */
  arbiters: readonly Address[]
  /** How many of them must name the same price. */
  threshold: number
  /** Bond of a challenge, in micro-USDC. */
  bond: bigint
}

/** Of a challenge: 1,000 USDC. The reserve puts up as much against each. */
export const DEFAULT_BOND = 1_000_000_000n

/** {@link deployIndex} creates the index with its second transaction and the settlement with its third. */
const STEPS = { priceIndex: 1, settlement: 2 }

/**
 * Where {@link deployIndex} will create the index and the settlement, which registry and exchange must know before.
 *
 * @param nonce - Of the deployer's first transaction of {@link deployIndex}.
 */
export const foretellIndex = (from: Address, nonce: number): { priceIndex: Address; settlement: Address } => ({
  priceIndex: getContractAddress({ from, nonce: BigInt(nonce + STEPS.priceIndex) }),
  settlement: getContractAddress({ from, nonce: BigInt(nonce + STEPS.settlement) }),
})

/**
 * Deploys the committee of arbiters, the price index and the final settlement, for an exchange that was told of the settlement.
 *
 * @throws {@link DeploymentMismatch} if the exchange's settler is another.
 */
export async function deployIndex(
  signer: Signer,
  { exchange, seriesRegistry, usdc }: Pick<Deployment, 'exchange' | 'seriesRegistry' | 'usdc'>,
  options: IndexOptions,
): Promise<{ priceIndex: Address; settlement: Address }> {
  const arbiter = await create(signer, committeeData(options))
  const priceIndex = await create(signer, indexData(options, seriesRegistry, usdc, arbiter))
  const settlement = await create(signer, settlementData(exchange, seriesRegistry, priceIndex))
  const settler = await readContract(signer, { address: exchange, abi: exchangeAbi, functionName: 'settler' })
  if (!isAddressEqual(settler, settlement)) {
    throw new DeploymentMismatch(`The exchange is settled by ${settler}, and the settlement stands at ${settlement}`)
  }
  const registry = { address: seriesRegistry, abi: seriesRegistryAbi } as const
  const followed = await readContract(signer, { ...registry, functionName: 'priceIndex' })
  if (!isAddressEqual(followed, priceIndex)) {
    throw new DeploymentMismatch(`The registry follows the index at ${followed}, and this one is at ${priceIndex}`)
  }
  return { priceIndex, settlement }
}

/**
 * Adds reporters to every grade of ours that is listed. Those that are reporters already are left alone. The index's owner only.
 *
 * @returns How many were added.
 */
export async function addReporters(
  signer: Signer,
  { priceIndex, seriesRegistry }: { priceIndex: Address; seriesRegistry: Address },
  reporters: readonly Address[],
): Promise<number> {
  const index = { address: priceIndex, abi: priceIndexAbi } as const
  const sent: Hex[] = []
  let nonce = await getTransactionCount(signer, { address: signer.account.address, blockTag: 'pending' })
  for (const grade of await listedGrades(signer, seriesRegistry)) {
    const known = await readContract(signer, { ...index, functionName: 'reportersOf', args: [grade] })
    for (const reporter of reporters.filter((each) => !known.some((other) => isAddressEqual(each, other)))) {
      const args = [grade, reporter] as const
      sent.push(await writeContract(signer, { ...index, functionName: 'addReporter', args, nonce: nonce++ }))
    }
  }
  await Promise.all(sent.map((hash) => succeeded(signer, hash)))
  return sent.length
}

/**
 * Adds to the reserve that stands against challengers of a print, from the signer's USDC. While there is none, a challenger who is right wins
 * nothing, and has only his own bond to lose.
 *
 * @param amount - In micro-USDC.
 */
export async function fundReserve(
  signer: Signer,
  { priceIndex, usdc }: { priceIndex: Address; usdc: Address },
  amount: bigint,
): Promise<void> {
  await succeeded(signer, await writeContract(signer, approve(usdc, priceIndex, amount)))
  const fund = { address: priceIndex, abi: priceIndexAbi, functionName: 'fundReserve', args: [amount] } as const
  await succeeded(signer, await writeContract(signer, fund))
}

/** Ids of our grades that are listed. */
async function listedGrades(signer: Signer, seriesRegistry: Address): Promise<number[]> {
  const count = await readContract(signer, gradeCount(seriesRegistry))
  const ids = Array.from({ length: count }, (_, n) => n + 1)
  const grades = await Promise.all(ids.map((id) => readContract(signer, gradeOf(seriesRegistry, id))))
  return ids.filter((_, n) => GRADES.some(({ root }) => root === grades[n]?.root))
}

async function create(signer: Signer, data: Hex): Promise<Address> {
  const { contractAddress } = await succeeded(signer, await sendTransaction(signer, { data }))
  if (!contractAddress) throw new DeploymentMismatch('A transaction that creates a contract has created none')
  return contractAddress
}

const committeeData = ({ arbiters, threshold }: IndexOptions): Hex =>
  encodeDeployData({
    abi: committeeArbiterAbi,
    bytecode: bytecodeOf('CommitteeArbiter'),
    args: [arbiters, BigInt(threshold)],
  })

const indexData = ({ owner, bond }: IndexOptions, seriesRegistry: Address, usdc: Address, arbiter: Address): Hex =>
  encodeDeployData({
    abi: priceIndexAbi,
    bytecode: bytecodeOf('PriceIndex'),
    args: [owner, seriesRegistry, usdc, bond, arbiter],
  })

const settlementData = (exchange: Address, seriesRegistry: Address, priceIndex: Address): Hex =>
  encodeDeployData({
    abi: settlementAbi,
    bytecode: bytecodeOf('Settlement'),
    args: [exchange, seriesRegistry, priceIndex],
  })

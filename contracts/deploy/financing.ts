import { type Address, encodeDeployData, type Hex } from 'viem'
import { sendTransaction } from 'viem/actions'
import {
  bundleFactoryAbi,
  creditFactoryAbi,
  creditOracleAbi,
  longOracleAbi,
  noteFactoryAbi,
  noteOracleAbi,
} from '../client/abi.ts'
import type { Signer } from '../client/actions.ts'
import { bytecodeOf } from './artifact.ts'
import { succeeded } from './receipt.ts'

/** Who issues credits, notes and bundles on a chain. */
export type Financing = { creditFactory: Address; noteFactory: Address; bundleFactory: Address }

/** Deploys the three factories for a USDC and a price index. They have no owner and nothing to set. */
export async function deployFinancing(
  signer: Signer,
  { usdc, priceIndex }: { usdc: Address; priceIndex: Address },
): Promise<Financing> {
  const creditFactory = await create(
    signer,
    encodeDeployData({ abi: creditFactoryAbi, bytecode: bytecodeOf('CreditFactory'), args: [usdc, priceIndex] }),
  )
  const noteFactory = await create(
    signer,
    encodeDeployData({
      abi: noteFactoryAbi,
      bytecode: bytecodeOf('NoteFactory'),
      args: [usdc, priceIndex, creditFactory],
    }),
  )
  const bundleFactory = await create(
    signer,
    encodeDeployData({
      abi: bundleFactoryAbi,
      bytecode: bytecodeOf('BundleFactory'),
      args: [creditFactory, noteFactory],
    }),
  )
  return { creditFactory, noteFactory, bundleFactory }
}

/** Deploys what a lending market reads for LONG of a series. `haircutBp`: taken off the index, in basis points. */
export const deployLongOracle = (
  signer: Signer,
  { settlement, seriesRegistry, priceIndex }: { settlement: Address; seriesRegistry: Address; priceIndex: Address },
  market: number,
  haircutBp: bigint,
): Promise<Address> =>
  create(
    signer,
    encodeDeployData({
      abi: longOracleAbi,
      bytecode: bytecodeOf('LongOracle'),
      args: [settlement, seriesRegistry, priceIndex, market, haircutBp],
    }),
  )

/** Deploys what a lending market reads for a credit. */
export const deployCreditOracle = (signer: Signer, credit: Address): Promise<Address> =>
  create(signer, encodeDeployData({ abi: creditOracleAbi, bytecode: bytecodeOf('CreditOracle'), args: [credit] }))

/** Deploys what a lending market reads for a note. `haircutBp`: taken off what it can still pay, in basis points. */
export const deployNoteOracle = (signer: Signer, note: Address, haircutBp: bigint): Promise<Address> =>
  create(signer, encodeDeployData({ abi: noteOracleAbi, bytecode: bytecodeOf('NoteOracle'), args: [note, haircutBp] }))

async function create(signer: Signer, data: Hex): Promise<Address> {
  const { contractAddress } = await succeeded(signer, await sendTransaction(signer, { data }))
  if (!contractAddress) throw new Error('A transaction that creates a contract has created none')
  return contractAddress
}

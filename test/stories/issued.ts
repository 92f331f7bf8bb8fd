import { creditFactoryAbi, noteFactoryAbi } from '@gigahour/contracts/abi'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { World } from './world.ts'

/** The credit that was issued last. */
export async function lastCredit({ client, deployment }: World): Promise<Address> {
  const factory = { address: deployment.creditFactory, abi: creditFactoryAbi } as const
  const count = await readContract(client, { ...factory, functionName: 'creditCount' })
  return readContract(client, { ...factory, functionName: 'creditAt', args: [count] })
}

/** The note that was issued last. */
export async function lastNote({ client, deployment }: World): Promise<Address> {
  const factory = { address: deployment.noteFactory, abi: noteFactoryAbi } as const
  const count = await readContract(client, { ...factory, functionName: 'noteCount' })
  return readContract(client, { ...factory, functionName: 'noteAt', args: [count] })
}

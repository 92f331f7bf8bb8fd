import { priceIndexAbi } from '@gigahour/contracts/abi'
import { readContract } from 'viem/actions'
import { DAY } from './story.ts'
import type { World } from './world.ts'

// What the index must have printed, from nothing but what its reporters observed.

/** Ids in the registry, in the order of listing. */
export const GRADE = { h100: 1, h200: 2 }

const REPORTERS = 5
const MICRO_PER_TICK = 1_000n

export const dayOf = (time: number): number => Math.floor(time / DAY)

/** The middle one of the day's five observations, micro-USDC per GPU-hour. */
export async function medianOf({ client, deployment }: World, grade: number, day: number): Promise<bigint> {
  const observed = await readContract(client, {
    ...{ address: deployment.priceIndex, abi: priceIndexAbi, functionName: 'observationsOf', args: [grade, day] },
  })
  const prices = observed.map(({ price }) => price).toSorted((a, b) => (a < b ? -1 : 1))
  const middle = prices[(REPORTERS - 1) / 2]
  if (prices.length !== REPORTERS || middle === undefined) {
    throw new Error(`Day ${day} of grade ${grade} has ${prices.length} observations`)
  }
  return middle
}

/** Medians of the days from one to another, the last one not included. */
export async function mediansOf(world: World, grade: number, from: number, to: number): Promise<bigint[]> {
  const days = Array.from({ length: to - from }, (_, n) => from + n)
  return Promise.all(days.map((day) => medianOf(world, grade, day)))
}

/** Their mean in ticks, rounded half up once, at most the cap. */
export function meanTick(prices: readonly bigint[], cap: number): number {
  const sum = prices.reduce((total, price) => total + price, 0n)
  const divisor = BigInt(prices.length) * MICRO_PER_TICK
  return Math.min(Number((sum + divisor / 2n) / divisor), cap)
}

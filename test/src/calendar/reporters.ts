import { priceIndexAbi } from '@gigahour/contracts/abi'
import { addReporters } from '@gigahour/contracts/deploy/index'
import { gradeCount, gradeOf } from '@gigahour/contracts/listing'
import { postReports, printTimeOf, signObservation } from '@gigahour/contracts/observation'
import { randomOf } from '@gigahour/contracts/testing/random'
import { readContract } from 'viem/actions'
import { normal } from '../actors/draw.ts'
import { deployerAccount } from '../chain/accounts.ts'
import { localSigner } from '../chain/anvil.ts'
import { giveGas } from '../chain/mint.ts'
import type { Duty } from './duty.ts'
import { people } from './people.ts'
import type { Stage } from './stage.ts'

/** Standard deviation of a reporter's observation around the spot price. */
const NOISE = 0.004
/** Once in so many observations a reporter is far off, which the median passes over. */
const OUTLIER_EVERY = 40
const OUTLIER = 1.12

/** The reporters of the index: observe every grade at 20:00 UTC and post together. */
export function createReporters(stage: Stage): Duty {
  const { client, deployment, rpcUrl } = stage
  const index = { address: deployment.priceIndex, abi: priceIndexAbi } as const
  const signers = people.reporters.map((account) => localSigner(rpcUrl, account))

  /** Observations of a grade, the same for whoever asks again. */
  const observe = (grade: number, root: string, day: number) => {
    const random = randomOf(day * 100 + grade)
    const spot = Number(stage.spot(root, printTimeOf(day)))
    return Promise.all(
      signers.map((signer) => {
        const off = random.below(OUTLIER_EVERY) === 0 ? OUTLIER : 1
        const price = BigInt(Math.round(spot * off * Math.exp(NOISE * normal(random))))
        return signObservation(signer, index.address, { grade, day, price, time: printTimeOf(day) })
      }),
    )
  }

  return {
    name: 'reporters',
    daily: async (day) => {
      await giveGas(rpcUrl, people.keeper.address)
      const grades = await gradesOf(stage)
      // New grades, too, get their reporters; they count from the next print on.
      await addReporters(
        localSigner(rpcUrl, deployerAccount()),
        deployment,
        people.reporters.map(({ address }) => address),
      )
      const open = await Promise.all(
        grades.map(async ({ grade, root }) => {
          const [first] = people.reporters
          const args = [grade, first?.address ?? deployment.exchange, day] as const
          const may = await readContract(client, { ...index, functionName: 'isReporter', args })
          const { observations } = await readContract(client, { ...index, functionName: 'printOf', args: [grade, day] })
          return may && observations === 0 ? { grade, root } : undefined
        }),
      )
      const wanted = open.filter((each) => each !== undefined)
      const posts = await Promise.all(
        wanted.map(async ({ grade, root }) =>
          postReports(index.address, { grade, day, reports: await observe(grade, root, day) }),
        ),
      )
      await stage.send(people.keeper, ...posts)
    },
  }
}

/** Every listed grade. */
async function gradesOf({ client, deployment }: Stage): Promise<{ grade: number; root: string }[]> {
  const count = await readContract(client, gradeCount(deployment.seriesRegistry))
  const ids = Array.from({ length: count }, (_, n) => n + 1)
  return Promise.all(
    ids.map(async (grade) => {
      const { root } = await readContract(client, gradeOf(deployment.seriesRegistry, grade))
      return { grade, root }
    }),
  )
}

import type { Hex } from 'viem'
import { getBlock, getTransactionCount, readContract, writeContract } from 'viem/actions'
import { seriesRegistryAbi } from '../client/abi.ts'
import type { Signer } from '../client/actions.ts'
import type { Deployment } from '../client/deployment.ts'
import { formatSymbol, type Month, monthAfter, monthOf } from '../client/symbol.ts'
import { capFor, GRADES, type GradePlan } from './grades.ts'
import { succeeded } from './receipt.ts'

/** How many consecutive months of a grade trade at a time, the running one included. */
export const MONTHS = 12

/** Thrown when the root of a grade was listed by someone else with other terms. */
export class GradeTaken extends Error {
  override name = 'GradeTaken'
}

/**
 * Lists what is missing of the grades and of their twelve months.
 *
 * What stands is left alone, so it can be run any number of times: at deployment, and whenever a month has begun.
 *
 * @returns Symbols of the series listed.
 */
export async function listMissing(signer: Signer, { seriesRegistry }: Deployment): Promise<string[]> {
  const registry = { address: seriesRegistry, abi: seriesRegistryAbi } as const
  const { timestamp } = await getBlock(signer)
  const running = monthOf(Number(timestamp))
  const grades = await gradesOf(signer, registry)
  const symbols: string[] = []
  // Counted here: a transaction need not wait for the one before it.
  let nonce = await getTransactionCount(signer, { address: signer.account.address, blockTag: 'pending' })

  for (const plan of GRADES) {
    const sent: Hex[] = []
    const grade = grades.get(plan.root) ?? (await listGrade(signer, registry, plan, nonce++))
    for (const { month, ahead, symbol } of await missingMonths(signer, registry, plan, running)) {
      const args = [grade, month.year, month.month, capFor(plan, ahead)] as const
      sent.push(await writeContract(signer, { ...registry, functionName: 'listSeries', args, nonce: nonce++ }))
      symbols.push(symbol)
    }
    // Before the next grade is read: a node that forgets old blocks may answer no question about the one that has just become one.
    await Promise.all(sent.map((hash) => succeeded(signer, hash)))
  }
  return symbols
}

type Registry = { address: Deployment['seriesRegistry']; abi: typeof seriesRegistryAbi }

/** Ids of the grades that are listed, by root. @throws {@link GradeTaken} */
async function gradesOf(signer: Signer, registry: Registry): Promise<Map<string, number>> {
  const count = await readContract(signer, { ...registry, functionName: 'gradeCount' })
  const ids = Array.from({ length: count }, (_, n) => n + 1)
  const listed = await Promise.all(
    ids.map((id) => readContract(signer, { ...registry, functionName: 'gradeOf', args: [id] })),
  )
  for (const { root, name, deliverable } of listed) {
    const plan = GRADES.find((each) => each.root === root)
    if (plan && (plan.name !== name || plan.deliverable !== deliverable)) {
      throw new GradeTaken(`${root} is listed as ${name}${deliverable ? '' : ', in cash only'}`)
    }
  }
  return new Map(listed.map(({ root }, n) => [root, n + 1]))
}

/** @returns The id that the grade got. */
async function listGrade(signer: Signer, registry: Registry, plan: GradePlan, nonce: number): Promise<number> {
  const { name, root, caps, deliverable } = plan
  const args = [name, root, caps.lowest, caps.highest, deliverable] as const
  await succeeded(signer, await writeContract(signer, { ...registry, functionName: 'listGrade', args, nonce }))
  const id = (await gradesOf(signer, registry)).get(root)
  if (id === undefined) throw new GradeTaken(`${root} was not listed`)
  return id
}

type Listing = {
  month: Month
  /** Months from the running one. */
  ahead: number
  symbol: string
}

async function missingMonths(
  signer: Signer,
  registry: Registry,
  { root }: GradePlan,
  running: Month,
): Promise<Listing[]> {
  const wanted = Array.from({ length: MONTHS }, (_, ahead): Listing => {
    const month = monthAfter(running, ahead)
    return { month, ahead, symbol: formatSymbol({ root, ...month }) }
  })
  const markets = await Promise.all(
    wanted.map(({ symbol }) => readContract(signer, { ...registry, functionName: 'marketOf', args: [symbol] })),
  )
  return wanted.filter((_, n) => markets[n] === 0)
}

import type { Address, Hex } from 'viem'
import { getBlock, getTransactionCount, readContract, writeContract } from 'viem/actions'
import type { Signer } from '../client/actions.ts'
import type { Deployment } from '../client/deployment.ts'
import { gradeCount, gradeOf, listGrade, listSeries, marketOfSymbol } from '../client/listing.ts'
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
 * What is listed is left alone, so it can be run any number of times: at deployment, and whenever a month has begun.
 *
 * @param now - Decides which month is running, Unix seconds; the time of the newest block if absent.
 * @returns Symbols of the series listed.
 */
export async function listMissing(signer: Signer, { seriesRegistry }: Deployment, now?: number): Promise<string[]> {
  const running = monthOf(now ?? Number((await getBlock(signer)).timestamp))
  const grades = await gradesOf(signer, seriesRegistry)
  const symbols: string[] = []
  // Counted here: a transaction need not wait for the one before it.
  let nonce = await getTransactionCount(signer, { address: signer.account.address, blockTag: 'pending' })

  for (const plan of GRADES) {
    const sent: Hex[] = []
    const grade = grades.get(plan.root) ?? (await listPlanned(signer, seriesRegistry, plan, nonce++))
    for (const { month, ahead, symbol } of await missingMonths(signer, seriesRegistry, plan, running)) {
      const listing = listSeries(seriesRegistry, { grade, month, cap: capFor(plan, ahead) })
      sent.push(await writeContract(signer, { ...listing, nonce: nonce++ }))
      symbols.push(symbol)
    }
    // Before the next grade is read: a node that forgets old blocks may answer no question about the one that has just become one.
    await Promise.all(sent.map((hash) => succeeded(signer, hash)))
  }
  return symbols
}

/** Ids of the grades that are listed, by root. @throws {@link GradeTaken} */
async function gradesOf(signer: Signer, seriesRegistry: Address): Promise<Map<string, number>> {
  const count = await readContract(signer, gradeCount(seriesRegistry))
  const ids = Array.from({ length: count }, (_, n) => n + 1)
  const listed = await Promise.all(ids.map((id) => readContract(signer, gradeOf(seriesRegistry, id))))
  for (const { root, name, deliverable } of listed) {
    const plan = GRADES.find((each) => each.root === root)
    if (plan && (plan.name !== name || plan.deliverable !== deliverable)) {
      throw new GradeTaken(`${root} is listed as ${name}${deliverable ? '' : ', in cash only'}`)
    }
  }
  return new Map(listed.map(({ root }, n) => [root, n + 1]))
}

/** @returns The id that the grade got. */
async function listPlanned(signer: Signer, seriesRegistry: Address, plan: GradePlan, nonce: number): Promise<number> {
  const { name, root, caps, deliverable } = plan
  const listing = listGrade(seriesRegistry, { name, root, minCap: caps.lowest, maxCap: caps.highest, deliverable })
  await succeeded(signer, await writeContract(signer, { ...listing, nonce }))
  const id = (await gradesOf(signer, seriesRegistry)).get(root)
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
  seriesRegistry: Address,
  { root }: GradePlan,
  running: Month,
): Promise<Listing[]> {
  const wanted = Array.from({ length: MONTHS }, (_, ahead): Listing => {
    const month = monthAfter(running, ahead)
    return { month, ahead, symbol: formatSymbol({ root, ...month }) }
  })
  const markets = await Promise.all(
    wanted.map(({ symbol }) => readContract(signer, marketOfSymbol(seriesRegistry, symbol))),
  )
  return wanted.filter((_, n) => markets[n] === 0)
}

import type { Address, Hex } from 'viem'
import { getBlock, getTransactionCount, readContract, writeContract } from 'viem/actions'
import type { Signer } from '../client/actions.ts'
import type { Deployment } from '../client/deployment.ts'
import { type GradeTerms, gradeCount, gradeOf, listGrade, listMonth, marketOfSymbol } from '../client/listing.ts'
import { formatSymbol, type Month, monthAfter, monthOf } from '../client/symbol.ts'
import { GRADES, type GradePlan, termsOf } from './grades.ts'
import { succeeded } from './receipt.ts'

/** How many consecutive months of a grade trade at a time, the running one included. */
export const MONTHS = 12

/** Thrown when the name or root of a grade of ours is listed with other terms. */
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
    for (const { month, symbol } of await missingMonths(signer, seriesRegistry, plan, running)) {
      sent.push(await writeContract(signer, { ...listMonth(seriesRegistry, { grade, month }), nonce: nonce++ }))
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
  for (const found of listed) {
    const plan = GRADES.find(({ name, root }) => root === found.root || name === found.name)
    if (plan) requireTerms(found, termsOf(plan))
  }
  return new Map(listed.map(({ root }, n) => [root, n + 1]))
}

/** @throws {@link GradeTaken} if a grade was listed with other terms than ours: its caps would not be those that were meant. */
function requireTerms(found: GradeTerms, meant: GradeTerms): void {
  for (const term of Object.keys(meant) as (keyof GradeTerms)[]) {
    if (found[term] === meant[term]) continue
    throw new GradeTaken(`${found.root} is listed with ${term} ${found[term]}, not ${meant[term]}`)
  }
}

/** @returns The id that the grade got. */
async function listPlanned(signer: Signer, seriesRegistry: Address, plan: GradePlan, nonce: number): Promise<number> {
  await succeeded(signer, await writeContract(signer, { ...listGrade(seriesRegistry, termsOf(plan)), nonce }))
  const id = (await gradesOf(signer, seriesRegistry)).get(plan.root)
  if (id === undefined) throw new GradeTaken(`${plan.root} was not listed`)
  return id
}

type Listing = { month: Month; symbol: string }

async function missingMonths(
  signer: Signer,
  seriesRegistry: Address,
  { root }: GradePlan,
  running: Month,
): Promise<Listing[]> {
  const wanted = Array.from({ length: MONTHS }, (_, ahead): Listing => {
    const month = monthAfter(running, ahead)
    return { month, symbol: formatSymbol({ root, ...month }) }
  })
  const markets = await Promise.all(
    wanted.map(({ symbol }) => readContract(signer, marketOfSymbol(seriesRegistry, symbol))),
  )
  return wanted.filter((_, n) => markets[n] === 0)
}

import type { Address } from 'viem'

/** Days in a row on which a reporter may observe. */
export type Tenure = {
  /** The first of them. */
  from: number
  /** First day after them; null if it was not removed. */
  until: number | null
}

export type Reporter = {
  grade: number
  reporter: Address
  /** Ascending; between two of them there are days on which it may not observe. Empty if it was removed before its first day. */
  tenures: readonly Tenure[]
}

export const reporterKey = (grade: number, reporter: Address): string => `${grade}:${reporter}`

/** A reporter that is removed and added again before the next print has been one all along: its last tenure goes on. */
export function tenureBegun(tenures: readonly Tenure[], from: number): Tenure[] {
  const last = tenures.at(-1)
  if (!last || (last.until !== null && last.until < from)) return [...tenures, { from, until: null }]
  return [...tenures.slice(0, -1), { from: Math.min(last.from, from), until: null }]
}

/** @returns `undefined` if there is none to end. */
export function tenureEnded(tenures: readonly Tenure[], until: number): Tenure[] | undefined {
  const last = tenures.at(-1)
  if (last?.until !== null) return undefined
  const earlier = tenures.slice(0, -1)
  return last.from < until ? [...earlier, { ...last, until }] : earlier
}

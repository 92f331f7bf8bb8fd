import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Mutant } from './schemata.ts'

/** A mutant that no test kills, and why that is so. */
export type Survivor = Pick<Mutant, 'file' | 'source' | 'column' | 'operator' | 'before' | 'after'> & {
  /** Why it behaves as the source does, or why no test looks; empty if nobody has looked into it yet. */
  reason: string
}

const FILE = path.join(import.meta.dirname, 'survivors.json')

export function knownSurvivors(): Survivor[] {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Survivor[]) : []
}

/** The same change of the same line, wherever in the file it now stands. */
export const isSame = (a: Omit<Survivor, 'reason'>, b: Omit<Survivor, 'reason'>): boolean =>
  a.file === b.file && a.source === b.source && a.column === b.column && a.before === b.before && a.after === b.after

/** Writes the list anew from a run of all mutants; reasons that were given stay. */
export function writeSurvivors(survivors: readonly Mutant[]): void {
  const known = knownSurvivors()
  const all = survivors.map(({ file, source, column, operator, before, after }): Survivor => {
    const one = { file, source, column, operator, before, after }
    return { ...one, reason: known.find((other) => isSame(one, other))?.reason ?? '' }
  })
  writeFileSync(FILE, `${JSON.stringify(all, undefined, 2)}\n`)
}

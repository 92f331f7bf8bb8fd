import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type CompilerOutput, compileStandardJson } from '../solc.ts'
import { parse, type Source, solidityFiles } from './ast.ts'
import { type Mutant, type Schemata, schemata } from './schemata.ts'

export const ROOT = path.resolve(import.meta.dirname, '../../..')

/** The sources that are mutated: all that moves money or keeps a book. Interfaces hold no code; views move nothing. */
const CORE = /^contracts\/src\/((book|ledger|types|clearing)\/.*|(Exchange|Trading|Keys|Rules|State|Clearing))\.sol$/

const REMAPPINGS = [
  '@openzeppelin/contracts/=contracts/node_modules/@openzeppelin/contracts/',
  'solady/=contracts/node_modules/solady/src/',
]
const SELECTOR = 'contracts/src/Mutation.sol'

/** The core with mutants inside. */
export type MutatedCore = {
  /** Sources by path, a character a byte; the selector among them. */
  readonly sources: ReadonlyMap<string, string>
  /** The mutants in it, all of which compile. */
  readonly mutants: readonly Mutant[]
  /** How many there are, in it or not. */
  readonly all: number
}

/** The core with every mutant that compiles. Refused are those whose types do not fit, `1 >> 28 - 1` for one. */
export function mutateCore(): MutatedCore {
  return mutate(() => true)
}

/** The core with a few of its mutants, drawn by a seed. */
export function sampleCore(size: number, seed: number): MutatedCore {
  const everything = mutate(() => true)
  const drawn = new Set(draw(everything.mutants, size, seed).map(({ id }) => id))
  return { ...mutate((id) => drawn.has(id)), all: everything.mutants.length }
}

function mutate(wanted: (id: number) => boolean): MutatedCore {
  const core = parse(
    ROOT,
    solidityFiles(ROOT, 'contracts/src').filter((file) => CORE.test(file)),
    REMAPPINGS,
  )
  const refused = new Set<number>()
  for (;;) {
    const made = schemataOf(core, (id) => wanted(id) && !refused.has(id))
    const found = refusedIn(made)
    if (found.length === 0) {
      const mutants = [...made.values()].flatMap((one) => one.mutants)
      return { sources: textsOf(made), mutants, all: mutants.length }
    }
    for (const id of found) refused.add(id)
  }
}

function schemataOf(sources: readonly Source[], wanted: (id: number) => boolean): Map<string, Schemata> {
  const made = new Map<string, Schemata>()
  let nextId = 1
  for (const source of sources) {
    const one = schemata(source, nextId, wanted)
    nextId = one.nextId
    made.set(source.file, one)
  }
  return made
}

function textsOf(made: ReadonlyMap<string, Schemata>): Map<string, string> {
  const texts = new Map([...made].map(([file, { text }]) => [file, text]))
  return texts.set(SELECTOR, readFileSync(path.join(import.meta.dirname, 'Mutation.sol'), 'latin1'))
}

/** Numbers of the mutants in whose text the compiler finds an error. */
function refusedIn(made: ReadonlyMap<string, Schemata>): number[] {
  const { errors = [] } = compile(textsOf(made), { outputSelection: { '*': { '*': ['abi'] } } })
  return errors
    .filter(({ severity }) => severity === 'error')
    .map(({ sourceLocation: at, formattedMessage }) => {
      const spans = at && made.get(at.file)?.spans
      const hit = [...(spans ?? [])].find(([, { start, end }]) => at && start <= at.start && at.end <= end)
      if (!hit) throw new Error(`An error that no mutant made:\n${formattedMessage}`)
      return hit[0]
    })
}

/** Compiles the mutated core with the rest of the sources, which come from the disk. */
export function compile(sources: ReadonlyMap<string, string>, settings: Record<string, unknown>): CompilerOutput {
  const bytes = new Map([...sources].map(([file, text]) => [file, Buffer.from(text, 'latin1').toString()]))
  return compileStandardJson(ROOT, bytes, { remappings: REMAPPINGS, evmVersion: 'cancun', ...settings })
}

/** A sample without repetition, in an order by chance, the same for the same seed. */
export function draw<T>(from: readonly T[], size: number, seed: number): T[] {
  const left = [...from]
  let state = seed >>> 0
  return Array.from({ length: Math.min(size, left.length) }, () => {
    // Numerical Recipes' generator: good enough to choose with.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return left.splice(Math.floor((state / 2 ** 32) * left.length), 1)[0] as T
  })
}

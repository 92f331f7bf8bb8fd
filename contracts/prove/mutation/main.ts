// Mutation testing: puts one fault at a time into the core and asks whether a test notices.
//
//   main.ts                        every mutant, deep; writes survivors.json
//   main.ts --sample 30 --seed 7   a few, drawn by a seed, against the build that stands in contracts/out
//   main.ts --listed               those in survivors.json again
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { foundryExecutable } from '../../toolchain/foundry.ts'
import { draw, mutateCore, ROOT, sampleCore } from './core.ts'
import { copyWithoutSlowTests, writeBuiltProject, writeCompiler, writeProject } from './project.ts'
import type { Mutant } from './schemata.ts'
import { isSame, knownSurvivors, writeSurvivors } from './survivors.ts'
import { type Depth, type Forge, runTests, type Verdict } from './trial.ts'

/** Most mutants fall to a first glance; only those that do not are looked at closely, by every test. */
const GLANCE: Depth = { fuzzRuns: 2, invariantRuns: 1, invariantDepth: 16 }
const CLOSE: Depth = { fuzzRuns: 2, invariantRuns: 2, invariantDepth: 64 }
/** How many times longer than without a mutant the tests may take before they count as caught in an endless loop. */
const PATIENCE = 10
/** Share of mutants that must be killed, in hundredths. */
const NEEDED = 95

/** The executable itself: it is started thousands of times, and ended when it takes too long. */
const BUNDLED_FORGE = path.join(ROOT, 'node_modules', foundryExecutable('forge', process) ?? '.bin/forge')

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    listed: { type: 'boolean' },
    jobs: { type: 'string', default: `${availableParallelism()}` },
  },
})
const sampled = options.sample !== undefined
const folder = path.join(ROOT, 'contracts/cache', sampled ? 'mutation-sample' : 'mutation')
const solc = path.join(folder, 'solc')
const forge = (project: string): Forge => ({
  command: existsSync(BUNDLED_FORGE) ? BUNDLED_FORGE : 'forge',
  solc,
  folder: project,
})

const core = sampled ? sampleCore(Number(options.sample), Number(options.seed)) : mutateCore()
if (sampled) writeBuiltProject(folder, core)
else writeProject(folder, core)
writeCompiler(solc)
const closely = await untouched(forge(folder), CLOSE)
copyWithoutSlowTests(folder, `${folder}-glance`)
const atAGlance = await untouched(forge(`${folder}-glance`), GLANCE)

const listed = knownSurvivors()
const chosen = options.listed
  ? core.mutants.filter((mutant) => listed.some((one) => isSame(mutant, one)))
  : core.mutants
console.log(`${chosen.length} of ${core.all} mutants`)
// By chance, so that what a run has found out so far is a sample of all.
const survivors = await trial(draw(chosen, chosen.length, Number(options.seed)))
conclude(survivors.sort((a, b) => a.id - b.id))

/** A way of looking, after the tests have passed without a mutant. */
async function untouched(by: Forge, depth: Depth): Promise<(mutant: Mutant) => Promise<Verdict>> {
  const build = await runTests(by, 0, { ...depth, fuzzRuns: 1 })
  const start = performance.now()
  const { killedBy } = build.killedBy ? build : await runTests(by, 0, depth)
  if (killedBy) throw new Error(`${killedBy} fails without any mutant.`)
  const patience = Math.ceil(PATIENCE * (performance.now() - start))
  return ({ id }) => runTests(by, id, depth, patience)
}

/** Runs the tests against each; answers who is left. What an interrupted run found out is taken over while the sources are the same. */
async function trial(mutants: readonly Mutant[]): Promise<Mutant[]> {
  const left: Mutant[] = []
  const notes = notesOf(mutants)
  const waiting = mutants.entries()
  const work = async (): Promise<void> => {
    for (const [n, mutant] of waiting) {
      const { killedBy } = notes.done.get(mutant.id) ?? (await kill(mutant))
      notes.write(mutant, killedBy)
      if (killedBy === null) {
        left.push(mutant)
        console.log(`survived: ${describe(mutant)}`)
      }
      if ((n + 1) % 100 === 0) console.log(`${n + 1} tried, ${left.length} survived`)
    }
  }
  await Promise.all(Array.from({ length: Number(options.jobs) }, work))
  return left
}

async function kill(mutant: Mutant): Promise<Verdict> {
  const glance = await atAGlance(mutant)
  return glance.killedBy ? glance : closely(mutant)
}

type Note = { id: number; killedBy: string | null }

function notesOf(mutants: readonly Mutant[]): {
  done: Map<number, Note>
  write: (mutant: Mutant, by: string | null) => void
} {
  const file = path.join(folder, 'verdicts.jsonl')
  const title = JSON.stringify(mutants)
  const [head, ...lines] = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  const done = new Map(
    head === title ? lines.map((line) => JSON.parse(line) as Note).map((note) => [note.id, note]) : [],
  )
  if (head !== title) {
    rmSync(file, { force: true })
    mkdirSync(folder, { recursive: true })
    appendFileSync(file, `${title}\n`)
  }
  return {
    done,
    write: ({ id }, killedBy) => {
      if (!done.has(id)) appendFileSync(file, `${JSON.stringify({ id, killedBy })}\n`)
    },
  }
}

function conclude(left: readonly Mutant[]): void {
  if (!sampled && !options.listed) writeSurvivors(left)
  const known = knownSurvivors()
  const explained = left.filter((mutant) => known.some((one) => one.reason && isSame(mutant, one)))
  const killed = chosen.length - left.length
  const share = (100 * killed) / chosen.length
  console.log(
    `\n${killed} of ${chosen.length} mutants killed (${share.toFixed(1)} %), ` +
      `${explained.length} survived for a known reason, ${left.length - explained.length} survived`,
  )
  if (share < NEEDED && !options.listed) {
    console.log(`At least ${NEEDED} % must be killed.`)
    process.exitCode = 1
  }
}

function describe({ file, line, operator, source, before, after }: Mutant): string {
  return `${file}:${line} ${operator}: ${before} → ${after || 'nothing'}\n          ${source}`
}

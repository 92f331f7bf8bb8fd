// Proves the assertions of the contracts in this folder with the compiler's SMTChecker and Z3.
//
//   main.ts            all of them
//   main.ts --quick    those that take seconds
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import solc from 'solc'
import { type CompilerOutput, withImports } from '../solc.ts'
import { startSolver } from './solver.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const FOLDER = 'contracts/prove/smt'
const QUICK = ['LineProof', 'BandsProof', 'Control']
const ALL = [...QUICK, 'FundingProof', 'PackingProof']
/** Nothing in it is true: the solver must prove none of it. */
const CONTROL = 'Control'
/** Milliseconds for one assertion. */
const PATIENCE = 20_000

/**
 * Contracts whose theorems Z3 does not decide in its time, and need not: shifts and masks are bits to it and the rest numbers, and it
 * does not see through the conversion. Fuzz tests of every field cover them (`contracts/test/types`).
 */
const UNDECIDED = ['PackingProof']

type Finding = { theorem: string; assertion: string; verdict: 'proved' | 'refuted' | 'undecided' }

const { values: options } = parseArgs({ options: { quick: { type: 'boolean' } } })
const solve = startSolver()

const findings = new Map<string, readonly Finding[]>()
for (const name of options.quick ? QUICK : ALL) findings.set(name, prove(name))
process.exit(conclude() ? 0 : 1)

function prove(name: string): readonly Finding[] {
  const file = `${FOLDER}/${name}.sol`
  const given = new Map([[file, readFileSync(path.join(ROOT, file), 'utf8')]])
  const sources = Object.fromEntries([...withImports(ROOT, given, [])].map(([at, content]) => [at, { content }]))
  const settings = {
    evmVersion: 'cancun',
    modelChecker: {
      contracts: { [file]: [name] },
      // Without loops and recursion, looking at each function alone is a proof, not a search to some depth.
      engine: 'bmc',
      solvers: ['smtlib2'],
      targets: ['assert'],
      showProvedSafe: true,
      showUnproved: true,
      timeout: PATIENCE,
    },
    outputSelection: { '*': { '*': ['abi'] } },
  }
  const input = JSON.stringify({ language: 'Solidity', sources, settings })
  const answer = (question: string): { contents: string } => ({ contents: solve(question) })
  const output = JSON.parse(solc.compile(input, { smtSolver: answer })) as CompilerOutput
  const error = output.errors?.find(({ severity }) => severity === 'error')
  if (error) throw new Error(error.formattedMessage)
  return findingsOf(sources[file]?.content ?? '', output)
}

/** An assertion is proved, or refuted, if the checker says so of the place where it stands; silence is no proof. */
function findingsOf(source: string, { errors = [] }: CompilerOutput): Finding[] {
  const bytes = Buffer.from(source)
  const placesOf = (words: string): Set<number> =>
    new Set(
      errors.flatMap(({ message, sourceLocation }) =>
        message.includes(words) && sourceLocation ? [sourceLocation.start] : [],
      ),
    )
  const safe = placesOf('Assertion violation check is safe')
  const violated = placesOf('Assertion violation happens')
  return [...bytes.toString('latin1').matchAll(/\bassert\(.*\);/g)].map((match) => {
    const before = bytes.toString('latin1').slice(0, match.index)
    const theorem = [...before.matchAll(/function (\w+)\(/g)].at(-1)?.[1] ?? ''
    const verdict = safe.has(match.index) ? 'proved' : violated.has(match.index) ? 'refuted' : 'undecided'
    return { theorem, assertion: match[0], verdict }
  })
}

function conclude(): boolean {
  let proved = 0
  const undecided: string[] = []
  const failures: string[] = []
  for (const [contract, found] of findings) {
    if (found.length === 0) failures.push(`${contract} asserts nothing.`)
    for (const { theorem, assertion, verdict } of found) {
      const name = `${contract}.${theorem}`
      if (contract === CONTROL) {
        if (verdict === 'proved') failures.push(`${name} is false, and was "proved".`)
      } else if (verdict === 'proved') proved += 1
      else if (verdict === 'undecided' && UNDECIDED.includes(contract)) undecided.push(`${name}: ${assertion}`)
      else failures.push(`${name} was ${verdict === 'refuted' ? 'refuted' : 'not proved'}: ${assertion}`)
    }
  }
  for (const line of undecided) console.log(`not decided  ${line}`)
  for (const line of failures) console.log(`FAILED       ${line}`)
  console.log(`${proved} assertions proved, ${failures.length} failed, ${undecided.length} not decided`)
  return failures.length === 0
}

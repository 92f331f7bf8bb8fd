import { executable, runChild } from './process.ts'
import { broken, type Counts, type Suite } from './suite.ts'

/** What takes seconds of the proofs: theorems without packed words. */
export const quickProofs: readonly Suite[] = [theorems('--quick')]

/** All of it: hours on two cores, most of them for the mutants. */
export const deepProofs: readonly Suite[] = [theorems(), mutants()]

/** Assertions that the compiler's SMTChecker proves; those known not to be decided count as skipped. */
function theorems(...args: readonly string[]): Suite {
  const summary = /^(?<passed>\d+) assertions proved, (?<failed>\d+) failed, (?<skipped>\d+) not decided$/m
  return { name: 'theorems (SMT)', run: () => run('contracts/prove/smt/main.ts', args, summary) }
}

/** Mutants of the core that a test kills; those that survive for a reason on record count as skipped. */
function mutants(): Suite {
  const summary =
    /^(?<passed>\d+) of \d+ mutants killed .*, (?<skipped>\d+) survived for a known reason, (?<failed>\d+) survived$/m
  return { name: 'mutants of the core', run: () => run('contracts/prove/mutation/main.ts', [], summary) }
}

/** Runs a program that ends with a line of counts. It judges its findings itself: a survivor more or less is no failure. */
async function run(program: string, args: readonly string[], summary: RegExp): Promise<Counts> {
  const { code, stdout, log } = await runChild({ name: program, command: executable('tsx'), args: [program, ...args] })
  const { passed, failed, skipped } = summary.exec(stdout)?.groups ?? {}
  if (passed === undefined) return broken(log)
  if (code !== 0)
    return { passed: Number(passed), failed: Math.max(1, Number(failed)), skipped: Number(skipped), failures: log }
  return { passed: Number(passed), failed: 0, skipped: Number(skipped) + Number(failed), failures: '' }
}

import { spawn } from 'node:child_process'
import type { Mutant } from './schemata.ts'

/** How hard the tests look. */
export type Depth = { readonly fuzzRuns: number; readonly invariantRuns: number; readonly invariantDepth: number }

/** Which forge runs the tests, with which compiler, and the project in which it does. */
export type Forge = { readonly command: string; readonly solc: string; readonly folder: string }

/** What became of a mutant: the first test that failed, or that it ran for too long, or that nothing noticed. */
export type Verdict = { readonly killedBy: string | null }

/**
 * Runs the tests of a project against one mutant until the first fails.
 *
 * @param id - The mutant; 0 for the code as it is.
 * @param patience - Milliseconds after which the tests are taken to be caught in an endless loop; 0 for as long as it takes.
 * @throws if forge failed otherwise than by a test.
 */
export async function runTests(forge: Forge, id: Mutant['id'], depth: Depth, patience = 0): Promise<Verdict> {
  const env = {
    ...process.env,
    FOUNDRY_BLOCK_COINBASE: `0x${id.toString(16).padStart(40, '0')}`,
    FOUNDRY_FUZZ_RUNS: `${depth.fuzzRuns}`,
    FOUNDRY_INVARIANT_RUNS: `${depth.invariantRuns}`,
    FOUNDRY_INVARIANT_DEPTH: `${depth.invariantDepth}`,
    FOUNDRY_SOLC: forge.solc,
    // A mutated build is larger than what may be deployed.
    FOUNDRY_CODE_SIZE_LIMIT: '10000000',
    // What a loop without an end may burn before it counts as a failure.
    FOUNDRY_GAS_LIMIT: '1000000000',
    // What killed a mutant is wanted, not the shortest way to it.
    FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT: '0',
    // Else the counterexample of one mutant would be tried on the next.
    FOUNDRY_FUZZ_FAILURE_PERSIST_DIR: `${forge.folder}/failures/${id}`,
    FOUNDRY_INVARIANT_FAILURE_PERSIST_DIR: `${forge.folder}/failures/${id}`,
  }
  const { code, output } = await run(
    forge.command,
    ['test', '--fail-fast', '--threads', '1'],
    forge.folder,
    env,
    patience,
  )
  if (code === 0) return { killedBy: null }
  if (code === null) return { killedBy: 'ran too long' }
  // Behind a broken invariant's reason stands the sequence that broke it, and its name on a line of its own.
  const failure = /^\[FAIL.*\] (\w+)\(/m.exec(output) ?? /^ (invariant_\w+)\(.*\) \(runs/m.exec(output)
  if (!failure) throw new Error(`forge failed without a failing test:\n${output.slice(-4_000)}`)
  return { killedBy: failure[1] ?? '' }
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  timeout: number,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout, killSignal: 'SIGKILL' })
    let output = ''
    const append = (text: string): void => {
      output += text
    }
    child.stdout.setEncoding('utf8').on('data', append)
    child.stderr.setEncoding('utf8').on('data', append)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}

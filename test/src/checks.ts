import { existsSync } from 'node:fs'
import path from 'node:path'
import { executable, ROOT, runChild } from './process.ts'
import { broken, type Counts, type Suite } from './suite.ts'

type Command = readonly [program: string, ...args: string[]]

const PACKAGES = ['contracts', 'indexer', 'web', 'test']

/** Where sources are compiled once more to hear every warning: a build from the cache is silent about old ones. */
const WARNINGS = 'contracts/cache/warnings'

/** What solhint says of the contracts; each exception is explained in its configuration. */
export const solhint = check('solhint', [
  'solhint',
  '-c',
  'contracts/.solhint.cjs',
  '--max-warnings',
  '0',
  '--disc',
  'contracts/src/**/*.sol',
])
const solidityLint = check('lint (Solidity)', ['forge', 'lint', '--deny', 'warnings'])
const abi = check(
  'ABI is current',
  ['forge', 'build', 'contracts/src'],
  ['tsx', 'contracts/toolchain/gen.ts', '--check'],
)

/** Checks of the sources as they stand, by rows: the suites of one run side by side. */
export const checkRows: readonly (readonly Suite[])[] = [
  [
    check('types', ...PACKAGES.map((name): Command => ['tsc', '-p', name])),
    check('lint', ['biome', 'lint', '--error-on-warnings']),
    check('format', ['biome', 'check', '--linter-enabled=false']),
    check('format (Solidity)', ['forge', 'fmt', '--check']),
    check('gas tables', ['tsx', 'contracts/prove/gas/tables.ts', '--check']),
    warnings(),
  ],
  // From the cache of the build before.
  [abi],
  [solidityLint],
]

/** In a fresh tree the build whose warnings are heard is the one that all else uses: it compiles once. */
function warnings(): Suite {
  const apart = existsSync(path.join(ROOT, 'contracts/out'))
  const build: Command = ['forge', 'build', 'contracts/src', '--force', '--deny', 'warnings']
  const place = apart ? ['--out', WARNINGS, '--cache-path', `${WARNINGS}/cache`] : []
  return check('warnings (Solidity)', [...build, ...place])
}

/** One test, which passes if every command does. */
export function check(name: string, ...commands: readonly Command[]): Suite {
  return { name, run: () => runAll(commands) }
}

async function runAll(commands: readonly Command[]): Promise<Counts> {
  const failures: string[] = []
  for (const [program, ...args] of commands) {
    const { code, log } = await runChild({ name: program, command: executable(program), args })
    if (code !== 0) failures.push(`$ ${[program, ...args].join(' ')}\n${log}`)
  }
  return failures.length ? broken(failures.join('\n')) : { passed: 1, failed: 0, skipped: 0, failures: '' }
}

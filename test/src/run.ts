// `npm test`: every suite of every package. The last line sums them up.
import { check, checkRows, solhint } from './checks.ts'
import { forgeSuites } from './forgeSuite.ts'
import { quickProofs } from './proofs.ts'
import { conclude, report, type Suite, type SuiteResult } from './suite.ts'
import { vitestSuite } from './vitestSuite.ts'

const [tests, snapshots] = forgeSuites()

/** Folders of tests that open no page. */
const WITHOUT_BROWSER = ['src', 'deploy', 'differential', 'example'] as const

/** The suites of one row run side by side. */
const rows: readonly (readonly Suite[])[] = [
  ...checkRows,
  // The compiler has one core for itself, and minutes to go.
  [
    check('Solidity tests compile', ['forge', 'build']),
    solhint,
    vitestSuite('web', 'web'),
    vitestSuite('contracts (client)', 'contracts'),
  ],
  // Forge runs its longest campaigns on one core.
  [tests, vitestSuite('indexer', 'indexer'), ...quickProofs],
  [snapshots],
  // Who waits for a chain or a browser leaves the other core to whoever does not.
  [
    vitestSuite('whole exchange', 'test', ...WITHOUT_BROWSER),
    vitestSuite('in the browser', 'test', ...WITHOUT_BROWSER.map((folder) => `--exclude=${folder}/**`)),
  ],
]

const results: SuiteResult[] = []
for (const row of rows) results.push(...(await Promise.all(row.map(report))))
process.exitCode = conclude(results) ? 0 : 1

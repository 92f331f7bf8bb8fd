// `npm test`: every suite of every package. The last line sums them up.
import { check, checkRows, solhint } from './checks.ts'
import { forgeSuites } from './forgeSuite.ts'
import { quickProofs } from './proofs.ts'
import { conclude, report, type Suite, type SuiteResult } from './suite.ts'
import { vitestSuite } from './vitestSuite.ts'

const [tests, snapshots] = forgeSuites()

/** The suites of one row run side by side. Browsers and chains use every core, and so run alone. */
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
  [vitestSuite('whole exchange', 'test')],
]

const results: SuiteResult[] = []
for (const row of rows) results.push(...(await Promise.all(row.map(report))))
process.exitCode = conclude(results) ? 0 : 1

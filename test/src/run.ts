// `npm test`: every suite of every package. The last line sums them up.
import { compiledChecks, sourceChecks } from './checks.ts'
import { forgeSuites } from './forgeSuite.ts'
import { quickProofs } from './proofs.ts'
import { conclude, report, type Suite, type SuiteResult } from './suite.ts'
import { vitestSuite } from './vitestSuite.ts'

/** The suites of one row run side by side. Forge, browsers and chains use every core, and so run alone. */
const rows: readonly (readonly Suite[])[] = [
  ...sourceChecks.map((suite) => [suite]),
  ...compiledChecks.map((suite) => [suite]),
  ...forgeSuites().map((suite) => [suite]),
  ...quickProofs.map((suite) => [suite]),
  [vitestSuite('contracts (client)', 'contracts'), vitestSuite('indexer', 'indexer')],
  [vitestSuite('web', 'web')],
  [vitestSuite('whole exchange', 'test')],
]

const results: SuiteResult[] = []
for (const row of rows) results.push(...(await Promise.all(row.map(report))))
process.exitCode = conclude(results) ? 0 : 1

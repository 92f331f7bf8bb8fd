// `npm run check`: the sources as they stand, without running a test.
import { checkRows, solhint } from './checks.ts'
import { conclude, report, type SuiteResult } from './suite.ts'

const results: SuiteResult[] = []
for (const row of [...checkRows, [solhint]]) results.push(...(await Promise.all(row.map(report))))
process.exitCode = conclude(results) ? 0 : 1

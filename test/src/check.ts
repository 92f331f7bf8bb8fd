// `npm run check`: the sources as they stand, without running a test.
import { sourceChecks } from './checks.ts'
import { conclude, report, type SuiteResult } from './suite.ts'

const results: SuiteResult[] = []
for (const suite of sourceChecks) results.push(await report(suite))
process.exitCode = conclude(results) ? 0 : 1

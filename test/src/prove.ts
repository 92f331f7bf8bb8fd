// `npm run prove`: the long pass. Every Solidity test with 10,000 runs and deep invariants, every mutant, every theorem, and the
// replays of whole sessions against the chain. The last line sums them up.
import { forgeSuites } from './forgeSuite.ts'
import { deepProofs } from './proofs.ts'
import { conclude, report, type SuiteResult } from './suite.ts'
import { vitestSuite } from './vitestSuite.ts'

process.env.FOUNDRY_PROFILE = 'prove'
process.env.GIGAHOUR_PROVE = '1'

const results: SuiteResult[] = []
for (const suite of [...forgeSuites(), vitestSuite('replays', 'test', 'differential'), ...deepProofs]) {
  results.push(await report(suite))
}
process.exitCode = conclude(results) ? 0 : 1

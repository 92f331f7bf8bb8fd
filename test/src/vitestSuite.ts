import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ROOT, runChild } from './process.ts'
import { broken, type Counts, type Suite } from './suite.ts'

/** What Vitest's JSON report tells, as far as it is read here. */
type VitestReport = {
  success: boolean
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

/** The TypeScript tests of one package, or of what `filters` name of it. */
export const vitestSuite = (name: string, folder: string, ...filters: readonly string[]): Suite => ({
  name,
  run: () => runVitest(folder, filters),
})

async function runVitest(folder: string, filters: readonly string[]): Promise<Counts> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'gigahour-vitest-'))
  const file = path.join(scratch, 'report.json')
  try {
    const { code, log } = await runChild({
      name: `vitest in ${folder}`,
      command: path.join(ROOT, folder, 'node_modules/.bin/vitest'),
      args: ['run', ...filters, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      cwd: path.join(ROOT, folder),
      env: { NO_COLOR: '1' },
    })
    if (!existsSync(file)) return broken(log)
    return count(JSON.parse(readFileSync(file, 'utf8')) as VitestReport, code, log)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function count(report: VitestReport, code: number, log: string): Counts {
  const clean = code === 0 && report.success
  return {
    passed: report.numPassedTests,
    // A file that does not load, or an error between tests, fails the run without failing a test.
    failed: clean ? report.numFailedTests : Math.max(report.numFailedTests, 1),
    skipped: report.numPendingTests + report.numTodoTests,
    failures: clean ? '' : log,
  }
}

/** What one suite came to. */
export type SuiteResult = {
  name: string
  passed: number
  failed: number
  skipped: number
  seconds: number
  /** What a reader needs to see of the failures; empty if there are none. */
  failures: string
}

export type Suite = {
  name: string
  run: () => Promise<Counts>
}

export type Counts = Omit<SuiteResult, 'name' | 'seconds'>

/** A suite that could not be run, or ran nothing, is one failure: silence must not pass for success. */
export const broken = (failures: string): Counts => ({ passed: 0, failed: 1, skipped: 0, failures })

/** Runs a suite, prints its line as soon as it is done, and below it what failed. */
export async function report(suite: Suite): Promise<SuiteResult> {
  const start = performance.now()
  const counts = await suite
    .run()
    .catch((error: unknown) => broken(error instanceof Error ? `${error.stack}` : `${error}`))
  const ran = counts.passed + counts.failed + counts.skipped
  const result: SuiteResult = {
    ...(ran > 0 ? counts : broken(`No test ran. ${counts.failures}`)),
    name: suite.name,
    seconds: (performance.now() - start) / 1_000,
  }
  console.log(
    `${result.failed ? '✗' : '✓'} ${result.name.padEnd(24)} ${sentence(result)}  (${result.seconds.toFixed(1)} s)`,
  )
  if (result.failed) console.log(result.failures.trimEnd().replace(/^/gm, '    '))
  return result
}

/** `N passed, N failed`, then `, N skipped` if any were. */
export function sentence({ passed, failed, skipped }: Pick<Counts, 'passed' | 'failed' | 'skipped'>): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}

/** The whole run in one line; answers whether nothing failed. */
export function conclude(results: readonly SuiteResult[]): boolean {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
    results.reduce((total, result) => total + result[key], 0)
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
  console.log(`\n${sentence(total)}`)
  return total.failed === 0 && total.passed > 0
}

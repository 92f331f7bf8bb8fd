import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { executable, ROOT, runChild } from './process.ts'
import { broken, type Counts, type Suite } from './suite.ts'

/** What `forge test --json` tells of one test. */
type ForgeTest = {
  status: 'Success' | 'Failure' | 'Skipped'
  reason: string | null
  counterexample: unknown
  decoded_logs: string[]
  gas_snapshots: Snapshots
}
/** By contract, `path:Name`. */
type ForgeReport = Record<string, { test_results: Record<string, ForgeTest> }>
/** Gas by group, then by name. */
type Snapshots = Record<string, Record<string, string>>

const SNAPSHOTS = path.join(ROOT, 'contracts/snapshots')

/** Every Solidity test, then the gas they used against the committed figures. */
export function forgeSuites(): readonly [tests: Suite, snapshots: Suite] {
  let report: ForgeReport | undefined
  return [
    {
      name: 'contracts (Solidity)',
      run: async () => {
        const answer = await runForge()
        if (typeof answer === 'string') return broken(answer)
        report = answer
        return count(answer)
      },
    },
    {
      name: 'gas snapshots',
      run: async () => (report ? compareSnapshots(report) : broken('The Solidity tests did not run.')),
    },
  ]
}

/** Runs the tests; a text answer is the trouble that kept them from running. */
async function runForge(): Promise<ForgeReport | string> {
  const { stdout, log } = await runChild({ name: 'forge', command: executable('forge'), args: ['test', '--json'] })
  const json = stdout.split('\n').find((line) => line.startsWith('{'))
  return json ? (JSON.parse(json) as ForgeReport) : log
}

function count(report: ForgeReport): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: '' }
  for (const [contract, { test_results: tests }] of Object.entries(report)) {
    for (const [name, test] of Object.entries(tests)) {
      if (test.status === 'Success') counts.passed += 1
      else if (test.status === 'Skipped') counts.skipped += 1
      else {
        counts.failed += 1
        counts.failures += describe(contract, name, test)
      }
    }
  }
  return counts
}

function describe(contract: string, name: string, test: ForgeTest): string {
  const lines = [`${contract} ${name}: ${test.reason ?? 'failed'}`]
  if (test.counterexample) lines.push(`  counterexample: ${JSON.stringify(test.counterexample).slice(0, 4_000)}`)
  for (const line of test.decoded_logs) lines.push(`  ${line}`)
  return `${lines.join('\n')}\n`
}

/**
 * Compares in both directions: a figure that no test takes any more is stale too.
 *
 * `forge test` neither writes nor compares snapshots when it answers in JSON.
 */
function compareSnapshots(report: ForgeReport): Counts {
  const measured = flatten(measuredSnapshots(report))
  const committed = flatten(committedSnapshots())
  if (measured.size === 0) return broken('No test takes a gas snapshot.')

  const differences = [...new Set([...measured.keys(), ...committed.keys()])]
    .filter((name) => measured.get(name) !== committed.get(name))
    .map(
      (name) => `${name}: committed ${committed.get(name) ?? 'nothing'}, measured ${measured.get(name) ?? 'nothing'}`,
    )
  if (differences.length === 0) return { passed: 1, failed: 0, skipped: 0, failures: '' }
  return broken(
    [...differences, 'If the change is meant, run `npx forge test` and commit contracts/snapshots.'].join('\n'),
  )
}

function measuredSnapshots(report: ForgeReport): Snapshots {
  const all: Snapshots = {}
  for (const { test_results: tests } of Object.values(report)) {
    for (const test of Object.values(tests)) {
      for (const [group, figures] of Object.entries(test.gas_snapshots)) all[group] = { ...all[group], ...figures }
    }
  }
  return all
}

function committedSnapshots(): Snapshots {
  const files = existsSync(SNAPSHOTS) ? readdirSync(SNAPSHOTS).filter((file) => file.endsWith('.json')) : []
  return Object.fromEntries(
    files.map((file) => [path.parse(file).name, JSON.parse(readFileSync(path.join(SNAPSHOTS, file), 'utf8'))]),
  )
}

function flatten(snapshots: Snapshots): Map<string, string> {
  return new Map(
    Object.entries(snapshots).flatMap(([group, figures]) =>
      Object.entries(figures).map(([name, gas]): [string, string] => [`${group}.${name}`, gas]),
    ),
  )
}

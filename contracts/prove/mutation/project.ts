import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { solidityFiles } from './ast.ts'
import { compile, type MutatedCore, ROOT } from './core.ts'

/** Contracts that only use the core, and their tests; what a mutated build costs says nothing either. */
const ASIDE = ['delivery', 'financing', 'index'].flatMap((part) => [`src/${part}`, `test/${part}`])
const TESTS_ASIDE = ['test/gas', 'test/integration', 'test/series']
/** What takes many times longer than all other tests together; a glance does without. */
const SLOW = [
  'test/reference',
  'test/book/CancelTree.t.sol',
  'test/Exchange.TwoMoneys.t.sol',
  'test/Exchange.PeerBugs.t.sol',
]
/** Tests of libraries by themselves: they hold the library, not the exchange's bytecode. */
const LIBRARIES = ['test/book', 'test/ledger', 'test/types']

/** The parts of packages that sources and tests import. */
const PACKAGES = ['solady/src', '@openzeppelin/contracts', '@layerzerolabs/toolbox-foundry/lib/forge-std']

/** What the exchange consists of on the chain. */
const DEPLOYED = ['Exchange', 'Clearing']

/** A project that holds the mutated sources and all tests of the core, to be built by forge. */
export function writeProject(folder: string, core: MutatedCore): void {
  copySources(folder, [...ASIDE, ...TESTS_ASIDE])
  freeOwnFigures(path.join(folder, 'contracts/test'))
  for (const [file, text] of core.sources) write(path.join(folder, file), text)
  cpSync(path.join(import.meta.dirname, 'foundry.toml'), path.join(folder, 'foundry.toml'))
}

/**
 * The repository's own build with another exchange in it, which takes seconds where building the tests anew takes a minute.
 *
 * Tests of libraries stay out, since their bytecode holds the libraries as they are.
 *
 * @throws if the repository was not built.
 */
export function writeBuiltProject(folder: string, core: MutatedCore): void {
  copySources(folder, [...ASIDE, ...TESTS_ASIDE, ...LIBRARIES])
  cpSync(path.join(ROOT, 'foundry.toml'), path.join(folder, 'foundry.toml'))
  for (const part of ['out', 'cache/solidity-files-cache.json']) {
    cpSync(path.join(ROOT, 'contracts', part), path.join(folder, 'contracts', part), {
      recursive: true,
      preserveTimestamps: true,
    })
  }
  const files = DEPLOYED.map((name) => `contracts/src/${name}.sol`)
  const { contracts, errors } = compile(core.sources, {
    viaIR: true,
    optimizer: { enabled: false },
    outputSelection: Object.fromEntries(files.map((file) => [file, { '*': ['evm.bytecode.object'] }])),
  })
  for (const name of DEPLOYED) {
    const object = contracts?.[`contracts/src/${name}.sol`]?.[name]?.evm.bytecode.object
    if (!object) throw new Error(`${name} did not compile: ${errors?.[0]?.formattedMessage}`)
    const file = path.join(folder, `contracts/out/${name}.sol/${name}.json`)
    const artifact = JSON.parse(readFileSync(file, 'utf8'))
    artifact.bytecode.object = `0x${object}`
    writeFileSync(file, JSON.stringify(artifact))
  }
}

/**
 * A second project with the same build, less its slow tests.
 *
 * Not a filter of forge's: with one it asks the compiler first, which takes longer than the tests.
 */
export function copyWithoutSlowTests(folder: string, copy: string): void {
  rmSync(copy, { recursive: true, force: true })
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true })
  for (const part of SLOW) rmSync(path.join(copy, 'contracts', part), { recursive: true, force: true })
}

/**
 * The compiler, with its answer to `--version` written down: forge asks for it before every run of the tests, and it takes half a second to find
 * out.
 */
export function writeCompiler(file: string): void {
  const compiler = path.join(ROOT, 'contracts/toolchain/solc.js')
  const version = execFileSync(compiler, ['--version'], { encoding: 'utf8' })
  const script = `#!/bin/sh\nif [ "$1" = --version ]; then\ncat <<'EOF'\n${version}EOF\nelse exec '${compiler}' "$@"\nfi\n`
  writeFileSync(file, script, { mode: 0o755 })
}

function copySources(folder: string, aside: readonly string[]): void {
  for (const part of ['src', 'test']) {
    const copy = path.join(folder, 'contracts', part)
    rmSync(copy, { recursive: true, force: true })
    cpSync(path.join(ROOT, 'contracts', part), copy, { recursive: true, preserveTimestamps: true })
  }
  for (const part of aside) rmSync(path.join(folder, 'contracts', part), { recursive: true, force: true })
  // Not links: forge takes a package that lies elsewhere for another one, and builds everything anew.
  for (const part of PACKAGES) {
    const copy = path.join(folder, 'contracts/node_modules', part)
    if (existsSync(copy)) continue
    cpSync(path.join(ROOT, 'contracts/node_modules', part), copy, {
      recursive: true,
      dereference: true,
      preserveTimestamps: true,
    })
  }
}

/** Takes away how many runs a test asks for by itself: the trial says how hard to look. */
function freeOwnFigures(folder: string): void {
  for (const file of solidityFiles(folder, '.').map((name) => path.join(folder, name))) {
    const text = readFileSync(file, 'utf8')
    const freed = text.replaceAll(/^ *\/\/\/ forge-config: \w+\.fuzz\.runs = \d+\n/gm, '')
    if (freed !== text) writeFileSync(file, freed)
  }
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text, 'latin1')
}

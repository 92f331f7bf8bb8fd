import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
/** A fault that the compiler found. */
export type CompilerError = {
  severity: 'error' | 'warning' | 'info'
  errorCode?: string
  message: string
  formattedMessage: string
  sourceLocation?: { file: string; start: number; end: number }
}

/** The compiler's answer, as far as it is read here. */
export type CompilerOutput = {
  errors?: CompilerError[]
  sources: Record<string, { ast: unknown }>
  contracts?: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
}

const COMPILER = path.resolve(import.meta.dirname, '../toolchain/solc.js')

/**
 * Compiles sources with all that they import.
 *
 *
 * @param root - Where sources are that are imported and not given.
 * @param given - Sources by path.
 * @param settings - Of standard JSON, with `remappings`.
 */
export function compileStandardJson(
  root: string,
  given: ReadonlyMap<string, string>,
  settings: { readonly remappings: readonly string[] } & Record<string, unknown>,
): CompilerOutput {
  const sources = Object.fromEntries(
    [...withImports(root, given, settings.remappings)].map(([file, content]) => [file, { content }]),
  )
  const output = execFileSync(process.execPath, [COMPILER, '--standard-json'], {
    input: JSON.stringify({ language: 'Solidity', sources, settings }),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  return JSON.parse(output) as CompilerOutput
}

/** The sources given and all that they import, by path. */
export function withImports(
  root: string,
  given: ReadonlyMap<string, string>,
  remappings: readonly string[],
): Map<string, string> {
  const found = new Map<string, string>()
  const queue = [...given.keys()]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file)) continue
    const text = given.get(file) ?? readFileSync(path.join(root, file), 'utf8')
    found.set(file, text)
    for (const [, target = ''] of text.matchAll(/^\s*(?:import|\}\s*from)[^"';]*["']([^"']+)["']/gm)) {
      queue.push(resolveImport(file, target, remappings))
    }
  }
  return found
}

function resolveImport(from: string, target: string, remappings: readonly string[]): string {
  if (target.startsWith('.')) return path.posix.join(path.posix.dirname(from), target)
  for (const remapping of remappings) {
    const [prefix = '', folder = ''] = remapping.split('=')
    if (target.startsWith(prefix)) return folder + target.slice(prefix.length)
  }
  return target
}

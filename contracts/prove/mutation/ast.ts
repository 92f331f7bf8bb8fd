import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compileStandardJson } from '../solc.ts'

/** A node of the compiler's syntax tree, Solidity or Yul, as far as mutation looks into it. */
export type Node = {
  readonly nodeType: string
  readonly src: string
  readonly [field: string]: unknown
}

/** A piece of a source: byte offsets, the end exclusive. */
export type Range = { readonly start: number; readonly end: number }

export type Source = {
  /** Path in the project, `contracts/src/…`. */
  readonly file: string
  /** The text, a character a byte, so that the compiler's byte offsets index it. */
  readonly text: string
  readonly tree: Node
}

export function rangeOf(node: Node): Range {
  const [start = 0, length = 0] = node.src.split(':').map(Number)
  return { start, end: start + length }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'nodeType' in value

/** The nodes right below a node, in no particular order. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.flat().filter(isNode) : isNode(value) ? [value] : [],
  )
}

/** A field that is a node. */
export function child(node: Node, field: string): Node {
  const value = node[field]
  if (!isNode(value)) throw new Error(`${node.nodeType} has no ${field}.`)
  return value
}

export function list(node: Node, field: string): (Node | null)[] {
  const value = node[field]
  return Array.isArray(value) ? value.map((entry) => (isNode(entry) ? entry : null)) : []
}

/** The type that the compiler found for an expression; empty if it says none. */
export function typeOf(node: Node): string {
  const types = node.typeDescriptions as { typeString?: string } | undefined
  return types?.typeString ?? ''
}

/** Parses and type-checks `files` with everything that they import. */
export function parse(root: string, files: readonly string[], remappings: readonly string[]): Source[] {
  const given = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
  const output = compileStandardJson(root, given, {
    remappings,
    evmVersion: 'cancun',
    outputSelection: { '*': { '': ['ast'] } },
  })
  const errors = output.errors?.filter((error) => error.severity === 'error') ?? []
  if (errors.length) throw new Error(errors.map((error) => error.formattedMessage).join('\n'))
  return files.map((file) => ({
    file,
    text: readFileSync(path.join(root, file), 'latin1'),
    tree: output.sources[file]?.ast as Node,
  }))
}

/** Solidity files below a folder, paths from `root` on, sorted. */
export function solidityFiles(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sol'))
    .map((file) => path.posix.join(folder, file))
    .sort()
}

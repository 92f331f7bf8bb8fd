import { child, childrenOf, list, type Node, type Range, rangeOf, type Source, typeOf } from './ast.ts'
import { type Edit, editsOf } from './operators.ts'

/** One fault that might have been made in a source, alone. */
export type Mutant = {
  /** Chosen at run time by this number; from 1 on. */
  readonly id: number
  readonly file: string
  readonly line: number
  /** Where in the line it begins, blanks before the line's first word not counted. */
  readonly column: number
  /** The line as it stands, trimmed. */
  readonly source: string
  readonly operator: string
  /** What stands in the source, and what the mutant has instead, blanks folded. */
  readonly before: string
  readonly after: string
}

export type Schemata = {
  readonly text: string
  readonly mutants: readonly Mutant[]
  /** Where each mutant's own text stands in `text`. */
  readonly spans: ReadonlyMap<number, Range>
  /** The first number that is free for another source. */
  readonly nextId: number
}

type Variant = readonly [id: number, text: string]

/** A place at which a choice between the text as it is and its mutants can stand. */
type Host = Range & {
  /** What is mutated there; the whole of it if absent. */
  readonly subject?: Range
  readonly edits: readonly Edit[]
  /** Puts the choice together from the subject's text and its mutants. */
  readonly choose: (original: string, variants: readonly Variant[]) => string
}

const STATEMENTS = new Set(['ExpressionStatement', 'Return', 'RevertStatement', 'EmitStatement', 'Break', 'Continue'])
const REMOVABLE = new Set(['ExpressionStatement', 'RevertStatement', 'EmitStatement', 'Break', 'Continue'])

/**
 * Mutant schemata: all mutants of a source in one source, which picks one of them while it runs.
 *
 * A statement with n mutants becomes a choice between n + 1 statements, so each mutant is typed and compiled as if it stood alone.
 *
 * @param firstId - Number of the file's first mutant.
 * @param wanted - Which mutants to put in, by number; the others keep their numbers.
 */
export function schemata(source: Source, firstId: number, wanted: (id: number) => boolean): Schemata {
  const mutants: Mutant[] = []
  let nextId = firstId
  let text = ''
  let from = 0
  for (const host of hostsBelow(source.tree, source.text).sort((a, b) => a.start - b.start)) {
    const { start, end } = host.subject ?? host
    const original = source.text.slice(start, end)
    const variants: Variant[] = []
    for (const edit of host.edits) {
      const id = nextId++
      if (!wanted(id)) continue
      variants.push([id, `/*${id}*/${apply(original, start, edit)}/*${id}*/`])
      mutants.push(describe(id, source, edit))
    }
    if (variants.length === 0) continue
    text += source.text.slice(from, host.start) + host.choose(original, variants)
    from = host.end
  }
  text += source.text.slice(from)
  text = text.replace(/^pragma solidity.*$/m, (pragma) => `${pragma}\n${importOfSelector(source.file)}`)
  return { text, mutants, spans: spansIn(text), nextId }
}

function importOfSelector(file: string): string {
  const up = '../'.repeat(file.split('/').length - 3) || './'
  return `import {Mutation} from "${up}Mutation.sol";`
}

const apply = (original: string, offset: number, edit: Edit): string =>
  original.slice(0, edit.start - offset) + edit.text + original.slice(edit.end - offset)

function describe(id: number, { file, text }: Source, edit: Edit): Mutant {
  const fold = (piece: string): string => Buffer.from(piece, 'latin1').toString().replaceAll(/\s+/g, ' ').trim()
  const before = text.slice(0, edit.start).split('\n')
  const indented = text.split('\n')[before.length - 1] ?? ''
  return {
    id,
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) - indented.search(/\S/),
    source: fold(indented),
    operator: edit.operator,
    before: fold(text.slice(edit.start, edit.end)),
    after: fold(edit.text),
  }
}

/** A mutant stands between two comments with its number. */
function spansIn(text: string): Map<number, Range> {
  const spans = new Map<number, Range>()
  for (const match of text.matchAll(/\/\*(\d+)\*\//g)) {
    const id = Number(match[1])
    spans.set(id, { start: spans.get(id)?.start ?? match.index, end: match.index })
  }
  return spans
}

// ---------------------------------------------------------------- hosts

function hostsBelow(node: Node, source: string): Host[] {
  switch (node.nodeType) {
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return [...condition(node, source), ...hostsBelow(child(node, 'body'), source)]
    case 'IfStatement':
      return [
        ...condition(node, source),
        ...['trueBody', 'falseBody'].flatMap((body) => (node[body] ? hostsBelow(child(node, body), source) : [])),
      ]
    case 'VariableDeclarationStatement':
      return node.initialValue ? declaration(node, source) : []
    case 'InlineAssembly':
      return [{ ...rangeOf(node), edits: editsOf(node, source), choose: chooseStatement }]
    case 'FunctionDefinition':
      return [...guards(node, source), ...(node.body ? hostsBelow(child(node, 'body'), source) : [])]
    default:
      if (STATEMENTS.has(node.nodeType)) return [statement(node, source)]
      return childrenOf(node).flatMap((below) => hostsBelow(below, source))
  }
}

function statement(node: Node, source: string): Host {
  const range = withSemicolon(node, source)
  const edits = editsOf(node, source)
  if (REMOVABLE.has(node.nodeType) && !givesPointer(node))
    edits.push({ ...range, operator: 'remove statement', text: '' })
  return { ...range, edits, choose: chooseStatement }
}

/** A storage pointer must get its value on every path. */
function givesPointer(node: Node): boolean {
  if (node.nodeType !== 'ExpressionStatement') return false
  const expression = child(node, 'expression')
  return expression.nodeType === 'Assignment' && typeOf(child(expression, 'leftHandSide')).includes('storage pointer')
}

function withSemicolon(node: Node, source: string): Range {
  const { start, end } = rangeOf(node)
  return { start, end: source[end] === ';' ? end + 1 : end }
}

/** Variables are declared first, and get their values by a choice. */
function declaration(node: Node, source: string): Host[] {
  const value = child(node, 'initialValue')
  const edits = editsOf(value, source)
  if (edits.length === 0) return []
  const variables = list(node, 'declarations')
  const declared = variables.flatMap((variable) => (variable ? [`${textOf(variable, source)};`] : []))
  const names = variables.map((variable) => (variable ? (variable.name as string) : ''))
  const target = names.length === 1 ? names[0] : `(${names.join(', ')})`
  return [
    {
      ...withSemicolon(node, source),
      subject: rangeOf(value),
      edits,
      choose: (original, variants) =>
        `${declared.join(' ')} ${chooseStatement(
          `${target} = ${original};`,
          variants.map(([id, text]) => [id, `${target} = ${text};`]),
        )}`,
    },
  ]
}

/** The condition of an `if` or a loop, and a loop's step, which must stay one expression. */
function condition(node: Node, source: string): Host[] {
  const hosts: Host[] = []
  if (node.condition) {
    const test = child(node, 'condition')
    const range = rangeOf(test)
    const edits = editsOf(test, source)
    if (node.nodeType === 'IfStatement') {
      edits.push({ ...range, operator: 'condition', text: 'true' }, { ...range, operator: 'condition', text: 'false' })
    }
    if (typeOf(test) === 'bool') hosts.push({ ...range, edits, choose: chooseExpression })
  }
  if (node.loopExpression) {
    const step = child(child(node, 'loopExpression'), 'expression')
    hosts.push({ ...rangeOf(step), edits: editsOf(step, source), choose: chooseExpression })
  }
  return hosts
}

/**
 * A function without one of its modifiers.
 *
 * A modifier cannot depend on a choice, so the function becomes a door to two: one that is guarded, with the body that follows, and a
 * copy that is not.
 */
function guards(node: Node, source: string): Host[] {
  const modifiers = list(node, 'modifiers').filter((entry) => entry !== null)
  if (node.kind !== 'function' || modifiers.length === 0 || !node.body) return []
  const parameters = child(node, 'parameters')
  const body = child(node, 'body')
  const head = { start: rangeOf(parameters).end, end: rangeOf(body).start }
  const returned = child(node, 'returnParameters')
  const results = list(returned, 'parameters').length ? ` returns ${textOf(returned, source)}` : ''
  const mutability = node.stateMutability === 'nonpayable' ? '' : ` ${node.stateMutability}`
  const name = node.name as string
  const given = list(parameters, 'parameters').map((parameter) => parameter?.name as string)
  const call = (to: string): string => `${results ? 'return ' : ''}${to}(${given.join(', ')});`
  const define = (as: string, guard: string): string =>
    `function ${as}${textOf(parameters, source)} internal${mutability} ${guard}${results} `
  return [
    {
      ...head,
      edits: modifiers.map((modifier) => ({ ...rangeOf(modifier), operator: 'remove modifier', text: '' })),
      choose: (_, variants) => {
        const doors = variants.map(([id]) => `if (Mutation.on(${id})) { ${call(`${name}_${id}`)} }`).join(' else ')
        const unguarded = variants.map(([id], n) => {
          const others = modifiers.filter((_other, m) => m !== n).map((other) => textOf(other, source))
          return `${define(`${name}_${id}`, others.join(' '))} ${textOf(body, source)}`
        })
        const guarded = define(`${name}_guarded`, modifiers.map((modifier) => textOf(modifier, source)).join(' '))
        return ` ${node.visibility}${mutability}${results} { ${doors} else { ${call(`${name}_guarded`)} } } ${unguarded.join(' ')} ${guarded}`
      },
    },
  ]
}

const textOf = (node: Node, source: string): string => source.slice(rangeOf(node).start, rangeOf(node).end)

// ---------------------------------------------------------------- choices

/**
 * One test on the way of the original: the mutants of a place have successive numbers. The last needs none of its own, so that the
 * compiler sees every path give a value.
 */
function chooseStatement(original: string, variants: readonly Variant[]): string {
  const chain = variants.map(([id, text], n) =>
    n < variants.length - 1 ? `if (Mutation.on(${id})) { ${text} }` : `{ ${text} }`,
  )
  return `{ if (Mutation.within(${edges(variants)})) { ${chain.join(' else ')} } else { ${original} } }`
}

function chooseExpression(original: string, variants: readonly Variant[]): string {
  const chain = variants.map(([id, text], n) =>
    n < variants.length - 1 ? `Mutation.on(${id}) ? (${text})` : `(${text})`,
  )
  return `(Mutation.within(${edges(variants)}) ? (${chain.join(' : ')}) : (${original}))`
}

const edges = (variants: readonly Variant[]): string => `${variants[0]?.[0]}, ${variants.at(-1)?.[0]}`

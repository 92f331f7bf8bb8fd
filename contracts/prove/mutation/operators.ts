import { child, childrenOf, isNode, list, type Node, type Range, rangeOf, typeOf } from './ast.ts'

/** A change of some text, and the name of its kind. */
export type Edit = Range & { readonly operator: string; readonly text: string }

const SWAPPED_OPERATORS: Record<string, readonly string[]> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<': ['<=', '>='],
  '>': ['>=', '<='],
  '<=': ['<', '>'],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '|=': ['&='],
  '&=': ['|='],
  '^=': ['|='],
  '<<=': ['>>='],
  '>>=': ['<<='],
}

const KINDS: readonly (readonly [kind: string, operators: string])[] = [
  ['arithmetic', '+ - * / % += -= *='],
  ['shift', '<< >> <<= >>='],
  ['bitwise', '& | ^ |= &= ^='],
  ['comparison', '< > <= >= == !='],
  ['boolean', '&& ||'],
]
const kindOf = (operator: string): string =>
  KINDS.find(([, operators]) => operators.split(' ').includes(operator))?.[0] ?? 'operator'

const SWAPPED_BUILTINS: Record<string, readonly string[]> = {
  add: ['sub'],
  sub: ['add'],
  mul: ['div'],
  div: ['mul'],
  and: ['or'],
  or: ['and'],
  xor: ['and'],
  shl: ['shr'],
  shr: ['shl'],
  lt: ['gt'],
  gt: ['lt'],
}
const ORDER_MATTERS = new Set(['sub', 'div', 'lt', 'gt', 'mstore', 'calldatacopy'])

/**
 * Every change of an expression or of a block of assembly that the operators know, each alone.
 *
 * @param source - The file's text, a character a byte.
 */
export function editsOf(node: Node, source: string): Edit[] {
  // Type names have no value to change.
  if (node.nodeType === 'ElementaryTypeNameExpression') return []
  return [...editsAt(node, source), ...childrenOf(node).flatMap((below) => editsOf(below, source))]
}

function editsAt(node: Node, source: string): Edit[] {
  const textOf = (of: Node): string => source.slice(rangeOf(of).start, rangeOf(of).end)
  switch (node.nodeType) {
    case 'BinaryOperation':
      return betweenOperands(node, child(node, 'leftExpression'), child(node, 'rightExpression'), source)
    case 'Assignment':
      return betweenOperands(node, child(node, 'leftHandSide'), child(node, 'rightHandSide'), source)
    case 'UnaryOperation':
      return unary(node, textOf)
    case 'Literal':
      return literal(node, textOf(node))
    case 'Identifier':
      return constant(node, textOf(node))
    case 'MemberAccess':
      return /^type\(u?int\d+\)\.max$/.test(textOf(node)) ? [replace(node, 'constant', `(${textOf(node)} - 1)`)] : []
    case 'Conditional':
      return [
        replace(
          node,
          'condition',
          `(${textOf(child(node, 'condition'))}) ? (${textOf(child(node, 'falseExpression'))}) : (${textOf(child(node, 'trueExpression'))})`,
        ),
      ]
    case 'FunctionCall':
      return node.kind === 'functionCall' ? swappedArguments(list(node, 'arguments'), textOf) : []
    case 'YulFunctionCall':
      return builtin(node, textOf)
    case 'YulLiteral':
      return [replace(node, 'constant', `add(${textOf(node)}, 1)`)]
    case 'YulAssignment':
      // A storage pointer must get its value on every path.
      return /^\w+\.slot/.test(textOf(node)) ? [] : [replace(node, 'remove statement', '')]
    case 'YulExpressionStatement':
      return [replace(node, 'remove statement', '')]
    default:
      return []
  }
}

const replace = (node: Node, operator: string, text: string): Edit => ({ ...rangeOf(node), operator, text })

/** The operator stands between its operands, with nothing but blanks and comments around it. */
function betweenOperands(node: Node, left: Node, right: Node, source: string): Edit[] {
  const operator = node.operator as string
  // Both operands may stand in parentheses that are no node of their own.
  const from = rangeOf(left).end
  const at = source.indexOf(operator, from)
  if (at < 0 || at >= rangeOf(right).start) return []
  const kind = kindOf(operator)
  return (SWAPPED_OPERATORS[operator] ?? []).map((text) => ({
    start: at,
    end: at + operator.length,
    operator: kind,
    text,
  }))
}

function unary(node: Node, textOf: (node: Node) => string): Edit[] {
  const operand = textOf(child(node, 'subExpression'))
  switch (node.operator) {
    case '!':
      return [replace(node, 'boolean', operand)]
    case '~':
      return [replace(node, 'bitwise', operand)]
    case '++':
    case '--': {
      const other = node.operator === '++' ? '--' : '++'
      return [replace(node, 'arithmetic', node.prefix ? `${other}${operand}` : `${operand}${other}`)]
    }
    default:
      return []
  }
}

function literal(node: Node, text: string): Edit[] {
  if (node.kind === 'bool') return [replace(node, 'boolean', text === 'true' ? 'false' : 'true')]
  if (node.kind !== 'number' || node.subdenomination) return []
  const value = BigInt(text.replaceAll('_', ''))
  return [value + 1n, value - 1n].filter((other) => other >= 0n).map((other) => replace(node, 'constant', `${other}`))
}

/** A named constant is changed where it is used, since its definition cannot depend on a choice at run time. */
function constant(node: Node, text: string): Edit[] {
  return /^[A-Z][A-Z0-9_]*$/.test(text) && typeOf(node).startsWith('uint')
    ? [replace(node, 'constant', `(${text} + 1)`)]
    : []
}

function swappedArguments(args: readonly (Node | null)[], textOf: (node: Node) => string): Edit[] {
  return args.flatMap((first, n) => {
    const second = args[n + 1]
    if (!first || !second || typeOf(first) !== typeOf(second) || textOf(first) === textOf(second)) return []
    const gap = { start: rangeOf(first).start, end: rangeOf(second).end }
    return [{ ...gap, operator: 'swap arguments', text: `${textOf(second)}, ${textOf(first)}` }]
  })
}

function builtin(node: Node, textOf: (node: Node) => string): Edit[] {
  const callee = child(node, 'functionName')
  const name = callee.name as string
  const args = list(node, 'arguments').filter(isNode)
  const edits = (SWAPPED_BUILTINS[name] ?? []).map((other) => replace(callee, 'assembly', other))
  if (name === 'iszero' && args[0]) edits.push(replace(node, 'assembly', textOf(args[0])))
  if (name === 'eq') edits.push(replace(node, 'assembly', `iszero(${textOf(node)})`))
  const [first, second, ...rest] = args
  if (ORDER_MATTERS.has(name) && first && second && textOf(first) !== textOf(second)) {
    const swapped = [second, first, ...rest].map(textOf).join(', ')
    edits.push(replace(node, 'swap arguments', `${name}(${swapped})`))
  }
  return edits
}

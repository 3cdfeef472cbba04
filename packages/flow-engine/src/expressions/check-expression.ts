import { type ASTNode, ParseError } from '@marcbachmann/cel-js'
import { suggest } from '../check/nearest-word.js'
import { environmentWith } from './environment.js'
import { functionRegistry } from './function-registry.js'
import { elementMacros } from './guard-source.js'
import { patternProblem } from './regular-expression.js'
import {
  allowsAnyName,
  elementOf,
  type KnownShape,
  memberOf,
  memberValueOf,
  namesOf,
  resolveShape,
} from './schema-paths.js'

export interface ExpressionProblem {
  readonly code:
    | 'expression-syntax'
    | 'expression-type'
    | 'expression-limit'
    | 'unknown-path'
    | 'unknown-name'
    | 'wrong-pattern'
  /** Where in the expression's text. */
  readonly offset: number
  readonly problem: string
  readonly next: string
}

export interface ExpressionCheck {
  readonly problems: readonly ExpressionProblem[]
  /** What the expression gives, where that is known. */
  readonly shape: KnownShape
  /** CEL's own type, for example `bool`; undefined when the expression is wrong. */
  readonly type?: string
}

/** Names in scope and what is known of their shapes. */
export type Shapes = ReadonlyMap<string, KnownShape>

/** Checks an expression against CEL's rules and the shapes of everything in scope, without evaluating it. */
export const checkExpression = (source: string, shapes: Shapes): ExpressionCheck => {
  if (source.length > maxSourceLength) {
    return {
      problems: [limitProblem(`the expression is longer than ${maxSourceLength} characters`)],
      shape: undefined,
    }
  }
  const environment = environmentWith([...shapes.keys()])
  let tree: ASTNode
  try {
    tree = environment.parse(source).ast
  } catch (error) {
    return { problems: [syntaxProblem(error, source)], shape: undefined }
  }
  const walk = createWalk()
  const shape = walk.shapeOf(tree, shapes)
  const { valid, type, error } = environment.check(source)
  const typeProblem = valid || error === undefined ? [] : [toTypeProblem(error, [...shapes.keys()])]
  const problems = [...walk.problems, ...typeProblem]
  return { problems, shape, ...(type === undefined ? {} : { type }) }
}

const maxSourceLength = 10_000

const limitProblem = (problem: string): ExpressionProblem => ({
  code: 'expression-limit',
  offset: 0,
  problem,
  next: 'say it in several steps: a transform gives a name to each part',
})

const limitWords: Readonly<Record<string, string>> = {
  maxAstNodes: 'has too many parts',
  maxDepth: 'is nested too deeply',
  maxListElements: 'holds too long a list',
  maxMapEntries: 'holds too large a map',
  maxCallArguments: 'gives a function too many arguments',
}

const syntaxProblem = (error: unknown, source: string): ExpressionProblem => {
  const [, limit, count] =
    /^Exceeded (\w+) \((\d+)\)/.exec(error instanceof ParseError ? error.summary : '') ?? []
  return limit === undefined
    ? unreadable(error, source)
    : limitProblem(`the expression ${limitWords[limit] ?? 'is too large'} (more than ${count})`)
}

const unreadable = (error: unknown, source: string): ExpressionProblem => ({
  code: 'expression-syntax',
  offset: error instanceof ParseError ? Math.min(error.range?.start ?? 0, source.length) : 0,
  problem: `the expression cannot be read: ${error instanceof ParseError ? error.summary : String(error)}`,
  next: 'see docs/flow-language for what expressions can say',
})

interface CelError {
  readonly code: string
  readonly summary: string
  readonly range?: { readonly start: number }
}

const toTypeProblem = (error: CelError, names: readonly string[]): ExpressionProblem => {
  const offset = error.range?.start ?? 0
  const variable = /^Unknown variable: (.+)$/.exec(error.summary)?.[1]
  if (variable !== undefined) {
    return {
      code: 'unknown-name',
      offset,
      problem: `"${variable}" is not known here`,
      next: suggest(variable, names),
    }
  }
  const called = /^found no matching overload for '([A-Za-z_]\w*)\((.*)\)'$/.exec(error.summary)
  const definition = functionRegistry.find(({ name }) => name === called?.[1])
  if (called?.[1] !== undefined && definition === undefined && !celFunctions.includes(called[1])) {
    const known = [...functionRegistry.map(({ name }) => name), ...celFunctions]
    return {
      code: 'unknown-name',
      offset,
      problem: `there is no function "${called[1]}"`,
      next: suggest(called[1], known),
    }
  }
  if (definition !== undefined) {
    const signatures = definition.overloads.map(({ signature }) => signature).join(' or ')
    return {
      code: 'expression-type',
      offset,
      problem: `${definition.name}() cannot take (${called?.[2] ?? ''})`,
      next: `it is ${signatures}`,
    }
  }
  return {
    code: 'expression-type',
    offset,
    problem: error.summary,
    next: 'convert one side, for example with string(), double() or money()',
  }
}

const celFunctions = [
  'size',
  'has',
  'int',
  'uint',
  'double',
  'string',
  'bool',
  'bytes',
  'type',
  'timestamp',
  'duration',
  'dyn',
]

/** What JavaScript objects have and records do not. */
const outOfReach = new Set(['__proto__', 'constructor', 'prototype'])

interface Walk {
  readonly problems: readonly ExpressionProblem[]
  shapeOf(node: ASTNode, shapes: Shapes): KnownShape
}

const createWalk = (): Walk => {
  const problems: ExpressionProblem[] = []

  const member = (holder: KnownShape, name: string, node: ASTNode, holderText: string): KnownShape => {
    if (outOfReach.has(name)) {
      problems.push({
        code: 'unknown-path',
        offset: placeOf(node, name),
        problem: `"${name}" is out of reach of expressions`,
        next: 'name a field of the record',
      })
      return undefined
    }
    const shape = resolveShape(holder)
    const names = namesOf(shape)
    if (names === undefined) return memberValueOf(shape)
    if (names.includes(name)) return memberOf(shape, name)
    if (allowsAnyName(shape, name)) return memberValueOf(shape)
    problems.push({
      code: 'unknown-path',
      offset: placeOf(node, name),
      problem: `${holderText} has no "${name}"`,
      next: suggest(name, names),
    })
    return undefined
  }

  const walkAll = (nodes: readonly ASTNode[], shapes: Shapes): void => {
    for (const node of nodes) shapeOf(node, shapes)
  }

  const shapeOf = (node: ASTNode, shapes: Shapes): KnownShape => {
    switch (node.op) {
      case 'id':
        return shapes.get(node.args)
      case '.':
      case '.?': {
        const [holder, name] = node.args
        return member(shapeOf(holder, shapes), String(name), node, textOf(holder))
      }
      case '[]':
      case '[?]': {
        const [holder, key] = node.args
        const shape = resolveShape(shapeOf(holder, shapes))
        shapeOf(key, shapes)
        if (key.op === 'value' && typeof key.args === 'string')
          return member(shape, key.args, key, textOf(holder))
        return elementOf(shape) ?? memberValueOf(shape)
      }
      case 'rcall': {
        const [name, receiver, callArguments] = node.args
        return methodShape(name, receiver, callArguments, shapes)
      }
      case 'call': {
        walkAll(node.args[1], shapes)
        return undefined
      }
      case 'list':
        walkAll(node.args, shapes)
        return undefined
      case 'map':
        for (const [key, value] of node.args) walkAll([key, value], shapes)
        return undefined
      case '?:': {
        const [condition, whenTrue, whenFalse] = node.args
        shapeOf(condition, shapes)
        const shape = shapeOf(whenTrue, shapes)
        return shapeOf(whenFalse, shapes) === shape ? shape : undefined
      }
      case '!_':
      case '-_':
        shapeOf(node.args, shapes)
        return undefined
      case 'value':
        return undefined
      default:
        walkAll(node.args, shapes)
        return undefined
    }
  }

  const methodShape = (
    name: string,
    receiver: ASTNode,
    callArguments: readonly ASTNode[],
    shapes: Shapes,
  ): KnownShape => {
    const list = resolveShape(shapeOf(receiver, shapes))
    const [variable, ...bodies] = callArguments
    if (elementMacros.has(name) && variable?.op === 'id') {
      const inner = new Map(shapes).set(variable.args, elementOf(list))
      const shapesOfBodies = bodies.map(body => shapeOf(body, inner))
      if (name === 'filter') return list
      const last = shapesOfBodies.at(-1)
      return name === 'map' && last !== undefined ? { type: 'array', items: last } : undefined
    }
    if (name === 'matches' && variable?.op === 'value' && typeof variable.args === 'string') {
      const wrong = patternProblem(variable.args)
      if (wrong !== undefined)
        problems.push({ code: 'wrong-pattern', offset: variable.range.start, ...wrong })
    }
    walkAll(callArguments, shapes)
    return name === 'orValue' ? list : undefined
  }

  return { problems, shapeOf }
}

/** Where a member's name begins: at the end of a path, or within brackets. */
const placeOf = (node: ASTNode, name: string): number =>
  node.op === 'value' ? node.range.start : Math.max(node.range.start, node.range.end - name.length)

const textOf = (node: ASTNode): string => {
  const text = node.input.slice(node.range.start, node.range.end).trim()
  return text.length > 60 ? `…${text.slice(-59)}` : text || 'this'
}

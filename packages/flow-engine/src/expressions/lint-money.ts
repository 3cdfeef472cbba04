import { type ASTNode, ParseError } from '@marcbachmann/cel-js'
import { environmentWith } from './environment.js'
import { childrenOf } from './guard-source.js'

export interface MoneyAsNumber {
  /** Where in the expression's text. */
  readonly offset: number
  /** The path that is an amount, as the author wrote it. */
  readonly path: string
}

/** Names that amounts go by in the two systems. Counts and rates in percent are none. */
const moneyName =
  /(^|_)(amount|price|total|subtotal|fee|tax|discount|revenue|refund|payout|shipping_cost)$|(Amount|Price|Total|Fee|Tax|Discount|Cost)$/

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '<', '<=', '>', '>='])
const conversions: ReadonlySet<string> = new Set(['double', 'int', 'uint'])

/** Amounts of money that an expression calculates with, orders or converts without `money()` around them. */
export const findMoneyAsNumber = (source: string): readonly MoneyAsNumber[] => {
  try {
    return visit(environmentWith([]).parse(source).ast)
  } catch (error) {
    if (error instanceof ParseError) return [] // said elsewhere
    throw error
  }
}

const visit = (node: ASTNode): readonly MoneyAsNumber[] => {
  const here = operandsOf(node).flatMap(operand => amountIn(operand))
  return [...here, ...childrenOf(node).flatMap(visit)]
}

/** What a node calculates with. */
const operandsOf = (node: ASTNode): readonly ASTNode[] => {
  if (arithmetic.has(node.op)) return childrenOf(node)
  return node.op === 'call' && conversions.has(node.args[0]) ? node.args[1] : []
}

const amountIn = (node: ASTNode): readonly MoneyAsNumber[] => {
  const path = node.op === 'rcall' && node.args[0] === 'orValue' ? node.args[1] : node
  if (path.op !== '.' && path.op !== '.?') return []
  const name = String(path.op === '.' ? path.args[1] : nameOf(path.args[1]))
  if (!moneyName.test(name)) return []
  return [{ offset: path.range.start, path: path.input.slice(path.range.start, path.range.end) }]
}

const nameOf = (node: unknown): unknown =>
  typeof node === 'object' && node !== null ? Reflect.get(node, 'args') : node

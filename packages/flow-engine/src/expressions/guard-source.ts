import { type ASTNode, serialize } from '@marcbachmann/cel-js'

/** Macros that walk a list. */
export const elementMacros: ReadonlySet<string> = new Set(['map', 'filter', 'all', 'exists', 'exists_one'])

/**
 * The expression with guards in it: every list that is walked is paid for (`spend_`), and `matches` becomes the one that takes
 * linear time. Expressions without loops or patterns, which are most, come out as they are.
 *
 * @param tree The source, freshly parsed; it is changed.
 */
export const guardSource = (source: string, tree: ASTNode): string =>
  addGuards(tree) > 0 ? serialize(tree) : source

const addGuards = (node: ASTNode): number => {
  const below = childrenOf(node).reduce((sum, child) => sum + addGuards(child), 0)
  if (node.op !== 'rcall') return below
  const [name, receiver, callArguments] = node.args
  const [, bound] = callArguments
  if (elementMacros.has(name)) node.args[1] = paidFor(receiver)
  else if (name === 'bind' && bound !== undefined) callArguments[1] = paidFor(bound)
  else if (name === 'matches') node.args[0] = 'matchesLinear'
  else return below
  return below + 1
}

const paidFor = (node: ASTNode): ASTNode => ({
  op: 'call',
  args: ['spend_', [node]],
  pos: node.pos,
  start: node.start,
  end: node.end,
  input: node.input,
  range: node.range,
  toOldStructure: () => ['call', 'spend_', [node.toOldStructure()]],
})

/** The nodes below a node, whatever its operator. */
export const childrenOf = (node: ASTNode): readonly ASTNode[] => {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

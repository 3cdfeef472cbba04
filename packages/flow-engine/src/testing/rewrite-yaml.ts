import { isDeepStrictEqual } from 'node:util'
import { Document, isCollection, isMap, isScalar, isSeq, type Node, parseDocument, stringify } from 'yaml'
import { isRecord } from '../expressions/is-record.js'

/**
 * A YAML text that holds another value. What is the same in both stays as it is written, comments and all.
 *
 * Changes stand where the old values stood; only where that does not give the value is the whole text written anew.
 */
export const rewriteYaml = (text: string, value: unknown): string => {
  const document = parseDocument(text)
  if (isDeepStrictEqual(document.toJS(), value)) return text
  const edits =
    document.contents === null ? undefined : editsOf(document.contents, value, { text, column: -2 })
  const edited = edits === undefined ? undefined : applyEdits(text, edits)
  if (edited !== undefined && holds(edited, value)) return edited
  return new Document(value).toString({ lineWidth: 0 })
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

interface Around {
  readonly text: string
  /** Where the line of the key or dash begins that the value belongs to. */
  readonly column: number
  readonly inFlow?: boolean
}

const holds = (text: string, value: unknown): boolean => {
  const document = parseDocument(text)
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), value)
}

/** Later ones first, so that the places of earlier ones stay right. */
const applyEdits = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((left, right) => right.start - left.start)
    .reduce((changed, { start, end, text: put }) => changed.slice(0, start) + put + changed.slice(end), text)

const editsOf = (node: Node, value: unknown, around: Around): readonly Edit[] => {
  const { text, inFlow = false } = around
  if (isMap(node) && isRecord(value)) {
    const known = new Map(node.items.map(({ key, value: member }) => [keyOf(key), member]))
    const isWhole = [...known].every(([key, member]) => Object.hasOwn(value, key) && isNode(member))
    const added = Object.entries(value).filter(([key]) => !known.has(key))
    const isFlow = inFlow || node.flow === true
    if (isWhole && (added.length === 0 || !isFlow)) {
      const column = columnOf(text, startOf(node))
      const below = { text, column, inFlow: isFlow }
      const inside = [...known].flatMap(([key, member]) =>
        isNode(member) ? editsOf(member, value[key], below) : [],
      )
      return added.length === 0 ? inside : [...inside, appendTo(node, Object.fromEntries(added), around)]
    }
  }
  if (isSeq(node) && Array.isArray(value)) {
    const items = node.items.filter(isNode)
    const isFlow = inFlow || node.flow === true
    const added = value.slice(items.length)
    if (
      items.length === node.items.length &&
      value.length >= items.length &&
      (added.length === 0 || !isFlow)
    ) {
      const column = columnOf(text, startOf(node))
      const inside = items.flatMap((item, index) =>
        editsOf(item, value[index], { text, column, inFlow: isFlow }),
      )
      return added.length === 0 ? inside : [...inside, appendTo(node, added, around)]
    }
  }
  if (isScalar(node) && isDeepStrictEqual(node.value, value)) return []
  return [replace(node, value, around)]
}

const isNode = (value: unknown): value is Node => isScalar(value) || isCollection(value)

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key)

const startOf = (node: Node): number => node.range?.[0] ?? 0

/** Where a value ends, without the line break that belongs to a block. */
const endOf = (node: Node, text: string): number => {
  const start = startOf(node)
  return start + text.slice(start, node.range?.[1]).trimEnd().length
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1)

const widestFlow = 100

const replace = (node: Node, value: unknown, { text, column, inFlow = false }: Around): Edit => {
  const start = startOf(node)
  const place = { start, end: endOf(node, text) }
  const inOneLine = render(value, 'flow')
  const wasBlock = isCollection(node) && node.flow !== true
  if (inFlow || !isComposite(value) || (!wasBlock && inOneLine.length <= widestFlow))
    return { ...place, text: inOneLine }
  if (wasBlock) return { ...place, text: indented(render(value, 'any'), columnOf(text, start)).trimStart() }
  return { ...place, text: `\n${indented(render(value, 'any'), column + 2)}` }
}

/** Further members of a block, below its last line. */
const appendTo = (node: Node, added: unknown, { text }: Around): Edit => {
  const lineEnd = text.indexOf('\n', endOf(node, text))
  const at = lineEnd < 0 ? text.length : lineEnd
  return { start: at, end: at, text: `\n${indented(render(added, 'any'), columnOf(text, startOf(node)))}` }
}

const isComposite = (value: unknown): boolean => typeof value === 'object' && value !== null

const render = (value: unknown, collectionStyle: 'any' | 'flow'): string =>
  stringify(value, {
    lineWidth: 0,
    collectionStyle,
    ...(isComposite(value) ? {} : { blockQuote: false }),
  }).trimEnd()

const indented = (block: string, column: number): string =>
  block
    .split('\n')
    .map(line => (line === '' ? line : `${' '.repeat(column)}${line}`))
    .join('\n')

import { isDeepStrictEqual } from 'node:util'
import {
  Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  stringify,
} from 'yaml'
import { isRecord } from '../expressions/is-record.js'

/**
 * A YAML text that holds another value. What is the same in both stays as it is written, comments and all.
 *
 * Changes stand where the old values stood; only where that does not give the value is the whole text written anew.
 */
export const rewriteYaml = (text: string, value: unknown): string => {
  const document = parseDocument(text)
  if (isDeepStrictEqual(document.toJS(), value)) return text
  const around = { document, text, column: -2, inFlow: false, singleQuote: prefersSingleQuotes(text) }
  const edits = document.contents === null ? undefined : editsOf(document.contents, value, around)
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
  readonly document: Document.Parsed
  readonly text: string
  readonly singleQuote: boolean
  /** Where the line of the key or dash begins that the value belongs to. */
  readonly column: number
  /** Inside brackets, where lines and indentation mean nothing. */
  readonly inFlow: boolean
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
  // An alias that stands for the same value is as good as the value.
  if (isDeepStrictEqual(node.toJS(around.document), value)) return []
  const { text, inFlow } = around
  if (isMap(node) && isRecord(value)) {
    const known = new Map(node.items.map(({ key, value: member }) => [keyOf(key), member]))
    const isWhole = [...known].every(([key, member]) => Object.hasOwn(value, key) && isNode(member))
    const added = Object.entries(value).filter(([key]) => !known.has(key))
    const isFlow = inFlow || node.flow === true
    if (isWhole && (added.length === 0 || !isFlow)) {
      const column = columnOf(text, startOf(node))
      const below = { ...around, column, inFlow: isFlow }
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
        editsOf(item, value[index], { ...around, column, inFlow: isFlow }),
      )
      return added.length === 0 ? inside : [...inside, appendTo(node, added, around)]
    }
  }
  return [replace(node, value, around)]
}

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key)

const startOf = (node: Node): number => node.range?.[0] ?? 0

/** Where a value ends, without the line break that belongs to a block. */
const endOf = (node: Node, text: string): number => {
  const start = startOf(node)
  return start + text.slice(start, node.range?.[1]).trimEnd().length
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1)

const widestFlow = 100

const replace = (node: Node, value: unknown, around: Around): Edit => {
  const { text, column, inFlow } = around
  const start = startOf(node)
  const place = { start, end: endOf(node, text) }
  const inOneLine = render(value, 'flow', around)
  const wasBlock = isCollection(node) && node.flow !== true
  if (inFlow || !isComposite(value) || (!wasBlock && inOneLine.length <= widestFlow))
    return { ...place, text: inOneLine }
  const block = render(value, 'any', around)
  if (wasBlock) return { ...place, text: indented(block, columnOf(text, start)).trimStart() }
  return { ...place, start: text.slice(0, start).trimEnd().length, text: `\n${indented(block, column + 2)}` }
}

/** Further members of a block, below its last line. */
const appendTo = (node: Node, added: unknown, around: Around): Edit => {
  const { text } = around
  const lineEnd = text.indexOf('\n', endOf(node, text))
  const at = lineEnd < 0 ? text.length : lineEnd
  const block = indented(render(added, 'any', around), columnOf(text, startOf(node)))
  return { start: at, end: at, text: `\n${block}` }
}

/** Text is quoted as it is elsewhere in the file. */
const prefersSingleQuotes = (text: string): boolean => text.split("'").length > text.split('"').length

const isComposite = (value: unknown): boolean => typeof value === 'object' && value !== null

const render = (value: unknown, collectionStyle: 'any' | 'flow', { singleQuote }: Around): string =>
  stringify(value, {
    lineWidth: 0,
    collectionStyle,
    singleQuote,
    ...(isComposite(value) ? {} : { blockQuote: false }),
  }).trimEnd()

const indented = (block: string, column: number): string =>
  block
    .split('\n')
    .map(line => (line === '' ? line : `${' '.repeat(column)}${line}`))
    .join('\n')

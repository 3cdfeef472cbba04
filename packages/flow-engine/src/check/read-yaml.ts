import { isMap, isPair, isScalar, type Node, type Pair, parseDocument, visit } from 'yaml'
import type { Diagnostic, Place, SourcePlace } from './diagnostic.js'

export type YamlPath = readonly (string | number)[]

/** A YAML file as values, which still knows where everything stands. */
export interface YamlFile {
  readonly file: string
  readonly text: string
  readonly value: unknown
  /** The key that leads to the value; for list items and the top, the value itself. */
  placeOfKey(path: YamlPath): SourcePlace
  /** The value; `offset` counts into its text where that is possible. */
  placeOf(path: YamlPath, offset?: number): SourcePlace
}

export interface YamlReading {
  /** Missing when the file cannot be read. There may be diagnostics all the same: for keys that were left out. */
  readonly yaml?: YamlFile
  readonly diagnostics: readonly Diagnostic[]
}

const maxTextLength = 1_000_000
const maxDepth = 100
const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads YAML that nobody has looked at yet: syntax errors, bombs and unsafe keys are diagnostics. */
export const readYaml = (text: string, file: string): YamlReading => {
  const problem = (code: Diagnostic['code'], place: Place, words: string, next: string): Diagnostic => ({
    code,
    severity: 'error',
    file,
    ...place,
    problem: words,
    next,
  })
  const top = { line: 1, column: 1 }
  if (text.length > maxTextLength) {
    return {
      diagnostics: [
        problem('unsafe-yaml', top, 'the file is larger than 1 MB', 'split it, or move data out of it'),
      ],
    }
  }
  const placeAt = placesIn(text)
  const tooDeep = offsetTooDeep(text)
  if (tooDeep !== undefined) {
    return {
      diagnostics: [
        problem(
          'unsafe-yaml',
          placeAt(tooDeep),
          `values are nested more than ${maxDepth} deep`,
          'flatten them',
        ),
      ],
    }
  }
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true })
  if (document.errors.length > 0) {
    return {
      diagnostics: document.errors.map(error =>
        problem(
          'yaml-syntax',
          placeAt(error.pos[0]),
          plainMessage(error.message),
          'correct the YAML here; indentation and quotes are the usual causes',
        ),
      ),
    }
  }
  const diagnostics: Diagnostic[] = []
  let firstAlias: Place | undefined
  visit(document, {
    Alias: (_, alias, path) => {
      const place = placeAt(alias.range?.[0] ?? 0)
      firstAlias ??= place
      const target = alias.resolve(document)
      if (target === undefined) {
        const words = `nothing is called &${alias.source}`
        diagnostics.push(problem('yaml-syntax', place, words, 'put a text that begins with * in quotes'))
      } else if (path.some(holder => holder === target)) {
        const words = `*${alias.source} stands inside of &${alias.source}, so it would never end`
        diagnostics.push(problem('unsafe-yaml', place, words, 'write the value out'))
      }
    },
  })
  if (diagnostics.length > 0) return { diagnostics }
  // A file without its unsafe keys can be read on: what else is wrong with it is said too.
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || typeof key.value !== 'string' || !unsafeKeys.has(key.value)) return undefined
      const words = `the key "${key.value}" is not allowed`
      diagnostics.push(problem('unsafe-yaml', placeAt(key.range?.[0] ?? 0), words, 'choose another name'))
      return visit.REMOVE
    },
  })

  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 50 })
  } catch {
    return {
      diagnostics: [
        problem(
          'unsafe-yaml',
          firstAlias ?? top,
          'aliases expand to too much',
          'write the values out instead of using anchors',
        ),
      ],
    }
  }

  const inFile = (place: Place): SourcePlace => ({ file, ...place })
  const placeOfNode = (node: Node | undefined): SourcePlace => inFile(placeAt(node?.range?.[0] ?? 0))
  return {
    diagnostics,
    yaml: {
      file,
      text,
      value,
      placeOfKey: path => {
        const pair = pairAt(document.contents, path)
        return pair === undefined
          ? placeOfNode(nearestNode(document.contents, path))
          : placeOfNode(isNodeLike(pair.key))
      },
      placeOf: (path, offset = 0) => {
        const node = nearestNode(document.contents, path)
        const start = node?.range?.[0] ?? 0
        return inFile(placeAt(start + offsetInSource(text, start, node, offset)))
      },
    },
  }
}

/** Lines and columns of a text. The parser's own counter loses lines after some errors. */
const placesIn = (text: string): ((offset: number) => Place) => {
  const starts = [0]
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1))
    starts.push(index + 1)
  return offset => {
    const inside = Math.max(0, Math.min(offset, text.length))
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= inside) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: inside - (starts[low] ?? 0) + 1 }
  }
}

/** Where values are nested too deep. The parser's own recursion has to be kept in bounds before it runs. */
const offsetTooDeep = (text: string): number | undefined => {
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1)
    if (depth > maxDepth) return index
  }
  const deepLine = new RegExp(`^(?: {${2 * maxDepth}}|\\s*(?:[-?:] ){${maxDepth}})`, 'm').exec(text)
  return deepLine?.index
}

const plainMessage = (message: string): string =>
  message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message

const isNodeLike = (key: unknown): Node | undefined => (isScalar(key) ? key : undefined)

const childAt = (
  node: unknown,
  step: string | number,
): { readonly node: Node | undefined; readonly pair?: Pair } => {
  if (isMap(node)) {
    const pair = node.items.find(
      item => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
    )
    return pair === undefined ? { node: undefined } : { node: asNode(pair.value), pair }
  }
  if (typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items)) {
    return { node: asNode(node.items[Number(step)]) }
  }
  return { node: undefined }
}

const asNode = (value: unknown): Node | undefined =>
  typeof value === 'object' && value !== null && 'range' in value ? (value as Node) : undefined

const nearestNode = (root: Node | null, path: YamlPath): Node | undefined => {
  let node = root ?? undefined
  for (const step of path) {
    const child = childAt(node, step)
    if (child.node === undefined) return child.pair === undefined ? node : isNodeLike(child.pair.key)
    node = child.node
  }
  return node
}

const pairAt = (root: Node | null, path: YamlPath): Pair | undefined => {
  let node: Node | undefined = root ?? undefined
  let pair: Pair | undefined
  for (const step of path) {
    const child = childAt(node, step)
    pair = child.pair
    if (child.node === undefined && child.pair === undefined) return undefined
    node = child.node
  }
  return pair
}

/** Plain and simply quoted text stands in the file as it is; folded or escaped text is pointed at by its start. */
const offsetInSource = (text: string, start: number, node: Node | undefined, offset: number): number => {
  if (offset === 0 || !isScalar(node) || typeof node.value !== 'string') return 0
  const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0
  const verbatim = text.startsWith(node.value, start + quote)
  return verbatim ? offset + quote : 0
}

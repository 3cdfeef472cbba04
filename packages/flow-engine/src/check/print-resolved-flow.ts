import { Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Diagnostic } from './diagnostic.js'
import { type FlowFiles, noFiles } from './flow-files.js'
import { readYaml, type YamlFile, type YamlPath } from './read-yaml.js'
import { resolveOverlay } from './resolve-overlay.js'

export interface PrintedFlow {
  /** YAML, each line with the file and line it comes from; missing when the flow cannot be put together. */
  readonly text?: string
  readonly diagnostics: readonly Diagnostic[]
}

/** A flow as it will run, overlays applied, with the origin of each line beside it. */
export const printResolvedFlow = (text: string, file: string, files: FlowFiles = noFiles): PrintedFlow => {
  const { yaml, diagnostics } = readYaml(text, file)
  if (yaml === undefined || diagnostics.length > 0) return { diagnostics }
  const resolved = resolveOverlay(yaml, files)
  return resolved.yaml === undefined
    ? { diagnostics: resolved.diagnostics }
    : { text: withOrigins(resolved.yaml), diagnostics: resolved.diagnostics }
}

const widest = 100

const withOrigins = (yaml: YamlFile): string => {
  const printed = new Document(yaml.value, { aliasDuplicateObjects: false }).toString({
    lineWidth: 0,
    blockQuote: false,
  })
  const origins = originsByLine(printed, yaml)
  const lines = printed.trimEnd().split('\n')
  const column = Math.min(widest, Math.max(...lines.map(line => line.length)))
  return `${lines.map((line, index) => `${line.padEnd(column)}  # ${origins.get(index + 1) ?? ''}`.trimEnd()).join('\n')}\n`
}

/** The first value that begins on a line says where the line comes from. */
const originsByLine = (printed: string, yaml: YamlFile): ReadonlyMap<number, string> => {
  const lines = new LineCounter()
  const origins = new Map<number, string>()
  const note = (node: Node, path: YamlPath): void => {
    const { line } = lines.linePos(node.range?.[0] ?? 0)
    const place = yaml.placeOfKey(path)
    if (!origins.has(line)) origins.set(line, `${place.file}:${place.line}`)
  }
  const walk = (node: unknown, path: YamlPath): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue
        const below = [...path, String(key.value)]
        note(key, below)
        walk(value, below)
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        const below = [...path, index]
        if (isScalar(item)) note(item, below)
        walk(item, below)
      }
    }
  }
  walk(parseDocument(printed, { lineCounter: lines }).contents, [])
  return origins
}

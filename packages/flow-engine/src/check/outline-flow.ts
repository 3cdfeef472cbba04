import { isRecord } from '../expressions/is-record.js'
import type { SourcePlace } from './diagnostic.js'
import { onlyExport } from './export-spec.js'
import { type FlowFiles, noFiles } from './flow-files.js'
import { readYaml, type YamlFile, type YamlPath } from './read-yaml.js'
import { resolveOverlay } from './resolve-overlay.js'

/** What other flows have to know of a flow. */
export interface FlowOutline {
  /** As the flow calls itself. */
  readonly flow: string
  readonly exports: readonly ExportOutline[]
  /** The flows it names, and where. */
  readonly names: readonly FlowReference[]
}

export interface ExportOutline {
  /** Undefined where it is the flow's only one. */
  readonly name?: string
  readonly hasCursor: boolean
}

export interface FlowReference {
  readonly key: 'then' | 'keepBehind'
  /** A flow; after `keepBehind` also `flow/export`. */
  readonly to: string
  readonly at: SourcePlace
}

/** Reads what other flows have to know of a flow; undefined when that cannot be read. */
export const outlineFlow = (
  text: string,
  file: string,
  files: FlowFiles = noFiles,
): FlowOutline | undefined => {
  const { yaml: written } = readYaml(text, file)
  const yaml = written === undefined ? undefined : resolveOverlay(written, files).yaml
  if (yaml === undefined || !isRecord(yaml.value)) return undefined
  const { flow, then, export: only, exports } = yaml.value
  if (typeof flow !== 'string') return undefined
  const sources = [
    ...(only === undefined ? [] : [readExport(yaml, only, ['export'])]),
    ...listOf(exports).map((one, index) => readExport(yaml, one, ['exports', index])),
  ]
  return {
    flow,
    exports: sources.map(({ outline }) => outline),
    names: [
      ...listOf(then).flatMap((name, index) => referenceAt(yaml, 'then', name, ['then', index])),
      ...sources.flatMap(({ keepsBehind }) => keepsBehind),
    ],
  }
}

const readExport = (yaml: YamlFile, value: unknown, path: YamlPath) => {
  const { export: name, cursor } = isRecord(value) ? value : {}
  const { keepBehind } = isRecord(cursor) ? cursor : {}
  const outline: ExportOutline = {
    hasCursor: cursor !== undefined,
    ...(typeof name === 'string' && name !== onlyExport ? { name } : {}),
  }
  return {
    outline,
    keepsBehind: referenceAt(yaml, 'keepBehind', keepBehind, [...path, 'cursor', 'keepBehind']),
  }
}

const referenceAt = (
  yaml: YamlFile,
  key: FlowReference['key'],
  to: unknown,
  path: YamlPath,
): readonly FlowReference[] => (typeof to === 'string' ? [{ key, to, at: yaml.placeOf(path) }] : [])

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

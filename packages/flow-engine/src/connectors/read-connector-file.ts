import type { z } from 'zod'
import { checkTemplate } from '../check/check-template.js'
import { type Diagnostic, hasErrors } from '../check/diagnostic.js'
import { explainIssue } from '../check/explain-issue.js'
import { toSchema } from '../check/flow-schema.js'
import { suggest } from '../check/nearest-word.js'
import { readYaml, type YamlFile, type YamlPath } from '../check/read-yaml.js'
import { isRecord } from '../expressions/is-record.js'
import type { Json, JsonSchema } from '../json.js'
import type { ConnectorDefinition } from '../ports/connector.js'
import { fileConnector } from './file/file-connector.js'
import { fileConnectorSpec } from './file/file-spec.js'
import { httpConnector } from './http/http-connector.js'
import { httpConnectorSpec } from './http/http-spec.js'
import { memoryConnector } from './memory/memory-connector.js'
import { memoryConnectorSpec } from './memory/memory-spec.js'

export interface ConnectorFileReading {
  /** There when no diagnostic is an error. */
  readonly definition?: ConnectorDefinition
  readonly diagnostics: readonly Diagnostic[]
}

/** What a kind of connector file holds, and what it becomes. */
interface ConnectorKind {
  readonly schema: z.ZodObject
  read(value: unknown): {
    readonly definition?: () => ConnectorDefinition
    readonly issues: readonly z.core.$ZodIssue[]
  }
}

const kindOf = <Schema extends z.ZodObject>(
  schema: Schema,
  create: (spec: z.infer<Schema>) => ConnectorDefinition,
): ConnectorKind => ({
  schema,
  read: value => {
    const { data, error } = schema.safeParse(value)
    return data === undefined
      ? { issues: error?.issues ?? [] }
      : { issues: [], definition: () => create(data) }
  },
})

/** The kinds of connector that are data and not code. */
const connectorKinds: Readonly<Record<string, ConnectorKind>> = {
  http: kindOf(httpConnectorSpec, httpConnector),
  file: kindOf(fileConnectorSpec, fileConnector),
  memory: kindOf(memoryConnectorSpec, ({ connector, title, collections }) =>
    memoryConnector({ name: connector, ...(title === undefined ? {} : { title }), collections }),
  ),
}

/** Reads a `*.connector.yaml`: a system described as data. Says everything that is wrong with it, with places. */
export const readConnectorFile = (text: string, file: string): ConnectorFileReading => {
  const { yaml, diagnostics } = readYaml(text, file)
  if (yaml === undefined) return { diagnostics }
  const name = isRecord(yaml.value) ? yaml.value['kind'] : undefined
  const kinds = Object.keys(connectorKinds)
  const kind =
    typeof name === 'string' && Object.hasOwn(connectorKinds, name) ? connectorKinds[name] : undefined
  if (kind === undefined) return { diagnostics: [...diagnostics, unknownKind(yaml, name, kinds)] }

  const { definition, issues } = kind.read(yaml.value)
  const wrongShape = issues
    .flatMap(issue => explainIssue(issue, path => knownKeys(kind.schema, path)))
    .map(
      ({ code, path, atKey, problem, next }): Diagnostic => ({
        code,
        severity: 'error',
        ...(atKey ? yaml.placeOfKey(path) : yaml.placeOf(path)),
        problem: problem.replace('the flow has', 'the connector file has'),
        next,
      }),
    )
  const found = [...diagnostics, ...wrongShape, ...checkTemplates(yaml)]
  return hasErrors(found) || definition === undefined
    ? { diagnostics: found }
    : { definition: definition(), diagnostics: found }
}

const unknownKind = (yaml: YamlFile, name: unknown, kinds: readonly string[]): Diagnostic => ({
  code: name === undefined ? 'missing-key' : 'wrong-value',
  severity: 'error',
  ...yaml.placeOf(name === undefined ? [] : ['kind']),
  problem:
    name === undefined ? '"kind" is missing' : `there is no kind of connector "${String(name).slice(0, 60)}"`,
  next: typeof name === 'string' ? suggest(name, kinds) : `write kind: ${kinds.join(', ')}`,
})

/** Keys below which texts are templates of `request`. */
const templateKeys: ReadonlySet<string> = new Set(['path', 'query', 'headers', 'body', 'template'])

const checkTemplates = (yaml: YamlFile): readonly Diagnostic[] => {
  const shapes = new Map([['request', undefined]])
  const walk = (value: unknown, path: YamlPath): readonly Diagnostic[] => {
    if (Array.isArray(value)) return value.flatMap((item, index) => walk(item, [...path, index]))
    if (!isRecord(value)) return []
    return Object.entries(value).flatMap(([key, member]) => {
      const here = [...path, key]
      if (!templateKeys.has(key) || isSchemaPath(path)) return walk(member, here)
      return checkTemplate(toJson(member), shapes).map(
        ({ code, path: below, offset, problem, next }): Diagnostic => ({
          code,
          severity: 'error',
          ...yaml.placeOf([...here, ...below], offset),
          problem,
          next,
        }),
      )
    })
  }
  return walk(yaml.value, [])
}

/** JSON Schemas have keys of the record's own, such as `body`. */
const isSchemaPath = (path: YamlPath): boolean =>
  path.some(
    step =>
      step === 'record' || step === 'payload' || step === 'match' || step === 'where' || step === 'answer',
  )

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))

/** The keys a schema knows at a path, for suggestions. */
const knownKeys = (schema: unknown, path: YamlPath): readonly string[] => {
  let found: unknown = schema
  for (const step of path) found = below(unwrap(found), step)
  const shape =
    isRecord(unwrap(found)) || typeof unwrap(found) === 'object'
      ? Reflect.get(Object(unwrap(found)), 'shape')
      : undefined
  return isRecord(shape) ? Object.keys(shape) : []
}

/** The schema inside defaults and optionals. */
const unwrap = (schema: unknown): unknown => {
  const inner: unknown = schema === undefined ? undefined : Reflect.get(Object(schema), 'unwrap')
  return typeof inner === 'function' ? unwrap(Reflect.apply(inner, schema, [])) : schema
}

const below = (schema: unknown, step: string | number): unknown => {
  const shape: unknown = Reflect.get(Object(schema), 'shape')
  if (isRecord(shape)) return shape[step]
  return Reflect.get(Object(schema), 'valueType') ?? Reflect.get(Object(schema), 'element')
}

/** The JSON Schema of a connector file, for editors. */
export const connectorFileJsonSchema = (): JsonSchema => ({
  title: 'A connector file',
  anyOf: Object.values(connectorKinds).map(({ schema }) => toSchema(schema)),
})

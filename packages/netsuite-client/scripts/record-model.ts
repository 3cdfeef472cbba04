/** Reads the record schemas in `reference/` into a model that the renderers share. */
import { readdirSync, readFileSync } from 'node:fs'

export type Field =
  | { readonly kind: 'text' | 'whole' | 'number' | 'flag' | 'date' | 'dateTime' | 'refs' | 'open' }
  | { readonly kind: 'ref'; readonly to: string | undefined }
  | {
      readonly kind: 'choice'
      readonly ids: readonly string[]
      readonly labels: Readonly<Record<string, string>>
    }
  | { readonly kind: 'part'; readonly shape: string }
  | { readonly kind: 'lines'; readonly shape: string | undefined; readonly key: readonly string[] }
  | { readonly kind: 'list'; readonly shape: string | undefined }

export interface Shape {
  readonly name: string
  readonly fields: ReadonlyMap<string, { readonly field: Field; readonly title: string | undefined }>
}

export interface RecordModel {
  /** Record types, then the parts and lines they are made of. */
  readonly records: ReadonlyMap<string, Shape>
  readonly parts: ReadonlyMap<string, Shape>
}

type Schema = Readonly<Record<string, unknown>>

const folder = new URL('../reference/', import.meta.url)
const notRecords = new Set(['common.json', 'record-types.json'])

export const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const readReference = (file: string): Schema => {
  const schema: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  return isObject(schema) ? schema : {}
}

/** The reference page names this key; the schema does not. */
const keysBesides: Readonly<Record<string, readonly string[]>> = { 'customer-addressBookElement': ['id'] }

export const readRecordModel = (): RecordModel => {
  const parts = new Map<string, Shape>()
  const common = readReference('common.json')
  const records = new Map(
    readdirSync(folder)
      .filter(file => file.endsWith('.json') && !notRecords.has(file))
      .sort()
      .map(file => {
        const name = file.replace('.json', '')
        return [name, readShape(name, readReference(file), readReference(file))] as const
      }),
  )
  return { records, parts: new Map([...parts].sort(([left], [right]) => (left < right ? -1 : 1))) }

  function readShape(name: string, schema: Schema, root: Schema): Shape {
    const properties = isObject(schema['properties']) ? schema['properties'] : {}
    const fields = Object.entries(properties)
      .filter(([field]) => field !== 'links')
      .map(([field, child]) => {
        const title = isObject(child) && typeof child['title'] === 'string' ? child['title'] : undefined
        return [field, { field: readField(isObject(child) ? child : {}, root), title }] as const
      })
    return { name, fields: new Map(fields) }
  }

  function readField(schema: Schema, root: Schema): Field {
    const reference = schema['$ref']
    if (typeof reference === 'string') return readReferenced(reference, schema, root)
    if (isObject(schema['properties'])) return readLines(schema, root)
    switch (schema['type']) {
      case 'string':
        if (schema['format'] === 'date') return { kind: 'date' }
        return { kind: schema['format'] === 'date-time' ? 'dateTime' : 'text' }
      case 'integer':
        return { kind: 'whole' }
      case 'number':
        return { kind: 'number' }
      case 'boolean':
        return { kind: 'flag' }
      case 'array':
        return { kind: 'list', shape: partOf(schema['items'], root) }
      default:
        return { kind: 'open' }
    }
  }

  function readReferenced(reference: string, schema: Schema, root: Schema): Field {
    const name = reference.split('/').at(-1) ?? ''
    switch (name) {
      case 'ref': {
        const to = schema['x-ns-record']
        // `nsResource` stands for a list without a record type of its own.
        return { kind: 'ref', to: typeof to === 'string' && to !== 'nsResource' ? to : undefined }
      }
      case 'refCollection':
        return { kind: 'refs' }
      case 'country':
        return { kind: 'choice', ids: [], labels: {} }
      case 'enumValue': {
        const ids = schema['x-ns-enum'] ?? schema['x-ns-enum-open']
        const labels = schema['x-ns-enum-labels']
        return {
          kind: 'choice',
          ids: Array.isArray(ids) ? ids.map(String) : [],
          labels: isObject(labels)
            ? Object.fromEntries(Object.entries(labels).map(([id, label]) => [id, String(label)]))
            : {},
        }
      }
      default: {
        const shape = partOf(schema, root)
        return shape === undefined ? { kind: 'open' } : { kind: 'part', shape }
      }
    }
  }

  function readLines(schema: Schema, root: Schema): Field {
    const properties = isObject(schema['properties']) ? schema['properties'] : {}
    const items = isObject(properties['items']) ? properties['items']['items'] : undefined
    if (items === undefined) return { kind: 'open' }
    const shape = partOf(items, root)
    const key = Array.isArray(schema['x-ns-key']) ? schema['x-ns-key'].map(String) : keysBesides[shape ?? '']
    return { kind: 'lines', shape, key: key ?? [] }
  }

  /** The name of a part, which is read when it is first met; undefined for one whose fields are not known. */
  function partOf(schema: unknown, root: Schema): string | undefined {
    const reference = isObject(schema) ? schema['$ref'] : undefined
    if (typeof reference !== 'string') return undefined
    const home = reference.startsWith('common.json') ? common : root
    const name = reference.split('/').at(-1) ?? ''
    const definitions = home['$defs']
    const definition = isObject(definitions) ? definitions[name] : undefined
    if (!isObject(definition) || !isObject(definition['properties'])) return undefined
    if (!parts.has(name)) {
      parts.set(name, { name, fields: new Map() }) // holds the place while parts that contain each other are read
      parts.set(name, readShape(name, definition, home))
    }
    return name
  }
}

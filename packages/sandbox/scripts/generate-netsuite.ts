/**
 * Writes what the sandbox knows of NetSuite's records from `reference/netsuite/`: `record-schemas.json`, each field's kind, and
 * `record-types.json`, what may be done with each type.
 *
 * Run with `node --import tsx packages/sandbox/scripts/generate-netsuite.ts`; a test fails when the result is out of date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type JsonMap = Readonly<Record<string, unknown>>

const packageFolder = new URL('..', import.meta.url)
const reference = new URL('reference/netsuite/', packageFolder)
const generated = new URL('src/netsuite/generated/', packageFolder)
const notRecords = new Set([
  'common.json',
  'record-types.json',
  'suiteql-tables.json',
  'transaction-types.json',
])

/** Keys of lines that the reference tells in words and the schemas leave out. */
const keysInWords: Readonly<Record<string, readonly string[]>> = {
  addressBook: ['id'],
  'deposit payment': ['id'],
}

/** Tables that the list leaves out and a captured example reads (`suiteql-single-page`): only the columns it shows. */
const tablesOfExamples: JsonMap = { vendor: { columns: { id: 'integer', companyname: 'string' } } }

const isMap = (value: unknown): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const read = (file: string): JsonMap => {
  const value: unknown = JSON.parse(readFileSync(new URL(file, reference), 'utf8'))
  if (!isMap(value)) throw new TypeError(`${file} holds no object`)
  return value
}

const mapOf = (value: unknown): JsonMap => (isMap(value) ? value : {})

/** Named parts that several records have, such as an address or a line: filled while records are read. */
type Elements = Record<string, JsonMap>

interface Reading {
  readonly root: JsonMap
  readonly common: JsonMap
  readonly elements: Elements
}

const kindsOfCommon: Readonly<Record<string, string>> = {
  ref: 'reference',
  enumValue: 'enumeration',
  country: 'country',
  refCollection: 'references',
  links: 'links',
}

const plainKinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
}

const nameOf = (pointer: unknown): string => String(pointer).split('/').at(-1) ?? ''

const definitionOf = (pointer: unknown, { root, common }: Reading): JsonMap =>
  mapOf(mapOf((String(pointer).startsWith('common') ? common : root)['$defs'])[nameOf(pointer)])

const addElement = (pointer: unknown, reading: Reading): string => {
  const name = nameOf(pointer)
  if (reading.elements[name] === undefined) {
    reading.elements[name] = {} // ends a circle
    const isCommon = String(pointer).startsWith('common') || reading.root === reading.common
    const inside = isCommon ? { ...reading, root: reading.common } : reading
    reading.elements[name] = fieldsOf(definitionOf(pointer, reading)['properties'], inside)
  }
  return name
}

/** The sublist a field is, by its `items`; undefined when it is none. */
const sublistOf = (schema: JsonMap, reading: Reading): JsonMap | undefined => {
  const items = mapOf(mapOf(schema['properties'])['items'])
  const pointer = mapOf(items['items'])['$ref']
  if (pointer === undefined) return undefined
  const key = Array.isArray(schema['x-ns-key']) ? { key: schema['x-ns-key'] } : {}
  return { kind: 'sublist', element: addElement(pointer, reading), ...key }
}

const fieldOf = (field: unknown, reading: Reading): JsonMap => {
  const schema = mapOf(field)
  const pointer = schema['$ref']
  if (pointer !== undefined) {
    const common = kindsOfCommon[nameOf(pointer)]
    if (common !== undefined) return { kind: common }
    const sublist = sublistOf({ ...definitionOf(pointer, reading), ...schema }, reading)
    return sublist ?? { kind: 'subrecord', element: addElement(pointer, reading) }
  }
  const sublist = sublistOf(schema, reading)
  if (sublist !== undefined) return sublist
  if (schema['format'] === 'date' || schema['format'] === 'date-time') return { kind: schema['format'] }
  return { kind: plainKinds[String(schema['type'])] ?? 'any' }
}

const fieldsOf = (properties: unknown, reading: Reading): JsonMap =>
  Object.fromEntries(
    Object.entries(mapOf(properties)).map(([name, schema]) => {
      const own = mapOf(schema)
      return [
        name,
        {
          ...fieldOf(own, reading),
          ...(own['x-ns-record'] === undefined ? {} : { record: own['x-ns-record'] }),
          ...(own['x-ns-enum'] === undefined ? {} : { values: own['x-ns-enum'] }),
          ...(own['x-ns-enum-labels'] === undefined ? {} : { labels: own['x-ns-enum-labels'] }),
          ...(own['title'] === undefined ? {} : { title: own['title'] }),
        },
      ]
    }),
  )

const withKeysInWords = (record: string, fields: JsonMap): JsonMap =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const key = keysInWords[`${record} ${name}`] ?? keysInWords[name]
      return [name, key === undefined ? field : { ...mapOf(field), key }]
    }),
  )

export const recordSchemas = (): string => {
  const elements: Elements = {}
  const common = read('common.json')
  const records: Record<string, JsonMap> = {}
  const files = readdirSync(reference).filter(file => file.endsWith('.json') && !notRecords.has(file))
  for (const file of files.sort()) {
    const root = read(file)
    const name = file.replace('.json', '')
    records[name] = withKeysInWords(name, fieldsOf(root['properties'], { root, common, elements }))
  }
  const lines = (map: JsonMap): string =>
    Object.entries(map)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n')
  return `{\n  "records": {\n${lines(records)}\n  },\n  "elements": {\n${lines(elements)}\n  }\n}\n`
}

const allOperations = ['list', 'create', 'get', 'update', 'upsert', 'delete']

/** Per type what it lacks of the usual operations, and what it can be made into. */
export const recordTypes = (): string => {
  const types = Object.entries(mapOf(read('record-types.json')['records'])).map(([name, value]) => {
    const { operations, transforms } = mapOf(value)
    const has = Array.isArray(operations) ? operations : []
    return [name, { lacks: allOperations.filter(operation => !has.includes(operation)), transforms }]
  })
  return `{\n${types.map(([name, type]) => `  ${JSON.stringify(name)}: ${JSON.stringify(type)}`).join(',\n')}\n}\n`
}

/** Columns of SuiteQL's tables, with their types. */
export const suiteQlTables = (): string => {
  const tables = { ...mapOf(read('suiteql-tables.json')['tables']), ...tablesOfExamples }
  const columns = Object.entries(tables).map(
    ([name, table]) => `  ${JSON.stringify(name)}: ${JSON.stringify(mapOf(table)['columns'])}`,
  )
  return `{\n${columns.join(',\n')}\n}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('record-schemas.json', generated), recordSchemas())
  writeFileSync(new URL('record-types.json', generated), recordTypes())
  writeFileSync(new URL('suiteql-tables.json', generated), suiteQlTables())
}

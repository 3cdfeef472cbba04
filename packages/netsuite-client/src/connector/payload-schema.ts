import type { JsonSchema } from '@tiktok-ns/flow-engine'
import { compactShapes } from '../generated/record-shapes.js'
import type { CompactShape } from '../records/record-shape.js'

const custom = { '^cust(body|col|entity|event|item|record)_?[a-z0-9_]*$': {} }

/** Decimal text is put on the wire as the number it says. */
const decimal: JsonSchema = { type: ['number', 'string', 'null'] }

const reference: JsonSchema = {
  description: 'Another record: `{ id }` or `{ externalId }`.',
  type: ['object', 'string', 'integer', 'null'],
  properties: {
    id: { type: ['string', 'integer'] },
    externalId: { type: 'string' },
    refName: { type: 'string' },
  },
}

type PlainKind = 'text' | 'whole' | 'number' | 'flag' | 'date' | 'dateTime' | 'ref' | 'open'

const plain: Readonly<Record<PlainKind, JsonSchema>> = {
  text: { type: ['string', 'null'] },
  whole: decimal,
  number: decimal,
  flag: { type: ['boolean', 'null'] },
  date: { type: ['string', 'null'], description: 'YYYY-MM-DD' },
  dateTime: { type: ['string', 'null'], description: 'ISO 8601' },
  ref: { $ref: '#/$defs/ref' },
  open: {},
}

const kinds: readonly PlainKind[] = ['text', 'whole', 'number', 'flag', 'date', 'dateTime', 'ref', 'open']

const words = (text: string | undefined): readonly string[] => (text ?? '').split(' ').filter(Boolean)

const choice = (ids: string): JsonSchema => ({
  type: ['object', 'string', 'boolean', 'null'],
  ...(ids === '' ? {} : { description: `One of ${ids.split(' ').join(', ')}` }),
  properties: { id: { type: ['string', 'boolean'] }, refName: { type: 'string' } },
})

const sublist = (line: string): JsonSchema => ({
  type: ['object', 'null'],
  properties: { items: { type: ['array', 'null'], items: line === '' ? {} : { $ref: `#/$defs/${line}` } } },
})

/** The shapes that a shape's fields lead to. */
const partsOf = (shape: CompactShape): readonly string[] =>
  [
    ...Object.values(shape.part ?? {}),
    ...Object.values(shape.lines ?? {}).map(lines => lines.split(' ')[0] ?? ''),
    ...Object.values(shape.list ?? {}),
  ].filter(name => name !== '')

const propertiesOf = (shape: CompactShape): Readonly<Record<string, JsonSchema>> => {
  const entries: (readonly [string, JsonSchema])[] = [
    ...kinds.flatMap(kind => words(shape[kind]).map(name => [name, plain[kind]] as const)),
    ...words(shape.refs).map(name => [name, sublist('ref')] as const),
    ...Object.entries(shape.choice ?? {}).map(([name, ids]) => [name, choice(ids)] as const),
    ...Object.entries(shape.part ?? {}).map(([name, part]) => [name, { $ref: `#/$defs/${part}` }] as const),
    ...Object.entries(shape.lines ?? {}).map(
      ([name, lines]) => [name, sublist(lines.split(' ')[0] ?? '')] as const,
    ),
    ...Object.keys(shape.list ?? {}).map(name => [name, { type: 'array' }] as const),
  ]
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)))
}

const objectSchema = (shape: CompactShape): JsonSchema => ({
  type: 'object',
  properties: propertiesOf(shape),
  patternProperties: custom,
  additionalProperties: false,
})

/** What a payload for this record type may hold. A type whose schema is not known takes anything. */
export const payloadSchema = (type: string): JsonSchema => {
  const shape = compactShapes[type]
  if (shape === undefined) return { type: 'object' }
  const needed = new Set<string>()
  const collect = (from: CompactShape): void => {
    for (const name of partsOf(from)) {
      const part = compactShapes[name]
      if (part === undefined || needed.has(name)) continue
      needed.add(name)
      collect(part)
    }
  }
  collect(shape)
  const definitions = [...needed].flatMap(name => {
    const part = compactShapes[name]
    return part === undefined ? [] : [[name, { ...objectSchema(part), type: ['object', 'null'] }] as const]
  })
  return {
    ...objectSchema(shape),
    $defs: { ref: reference, ...Object.fromEntries(definitions) },
  }
}

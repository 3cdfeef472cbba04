import type { SchemaNode } from './reference.js'

/** Says in which way an object's fields may be missing. */
export type IsRequired = (node: SchemaNode, field: string) => boolean

/** What answers are read with, see `transport/tolerant-shapes.ts`. */
export const tolerantShapes = [
  'flag',
  'maybeFlag',
  'maybeText',
  'maybeTexts',
  'maybeWhole',
  'text',
  'texts',
  'whole',
]

const pad = (depth: number): string => '  '.repeat(depth)
const key = (field: string): string => (/^[A-Za-z_$][\w$]*$/.test(field) ? field : JSON.stringify(field))

/** A node as a TypeScript type, with what the reference says about each field as its comment. */
export const toType = (node: SchemaNode, isRequired: IsRequired, depth = 0): string => {
  switch (node.type) {
    case 'string':
      return 'string'
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
      return `readonly ${wrap(toType(node.items ?? { type: 'string' }, isRequired, depth))}[]`
    case 'object':
      return toObjectType(node, isRequired, depth)
    default:
      return 'unknown' // the reference does not say
  }
}

const wrap = (type: string): string => (type.startsWith('readonly ') ? `(${type})` : type)

const toObjectType = (node: SchemaNode, isRequired: IsRequired, depth: number): string => {
  const fields = Object.entries(node.properties ?? {})
  if (fields.length === 0) return '{ readonly [field: string]: unknown }'
  const lines = fields.flatMap(([field, child]) => {
    const type = toType(child, isRequired, depth + 1)
    const member = isRequired(node, field)
      ? `readonly ${key(field)}: ${type}`
      : `readonly ${key(field)}?: ${type} | undefined`
    return [...comment(child, depth + 1), `${pad(depth + 1)}${member}`]
  })
  return `{\n${lines.join('\n')}\n${pad(depth)}}`
}

const comment = (node: SchemaNode, depth: number): readonly string[] => {
  const says = [
    node['x-unit'] === 'unix-seconds' ? 'Unix seconds.' : node['x-unit'] && `Unit: ${node['x-unit']}.`,
    node['x-values'] && `Known values: ${node['x-values'].join(', ')}.`,
    node['x-range'] && `From ${node['x-range'].join(' to ')}.`,
    node['x-max-count'] && `At most ${node['x-max-count']}.`,
    node['x-default'] !== undefined && `Default ${JSON.stringify(node['x-default'])}.`,
    node['x-markets'] && `Only in ${[node['x-markets']].flat().join(', ')}.`,
    node.deprecated && '@deprecated TikTok Shop wants it no longer used.',
  ].filter(Boolean)
  return says.length === 0 ? [] : [`${pad(depth)}/** ${says.join(' ').replaceAll('*/', '* /')} */`]
}

/** A node as a zod schema that keeps unknown fields. */
export const toZod = (node: SchemaNode, isRequired: IsRequired): string => {
  switch (node.type) {
    case 'string':
      return 'text'
    case 'integer':
      return 'whole'
    case 'boolean':
      return 'flag'
    case 'array':
      return toZodList(toZod(node.items ?? { type: 'string' }, isRequired))
    case 'object': {
      const fields = Object.entries(node.properties ?? {}).map(([field, child]) => {
        const schema = toZod(child, isRequired)
        return `${key(field)}: ${isRequired(node, field) ? schema : optional(schema)}`
      })
      return `z.looseObject({ ${fields.join(', ')} })`
    }
    default:
      return 'z.unknown()'
  }
}

const toZodList = (item: string): string => (item === 'text' ? 'texts' : `z.array(${item})`)

const shortOptional: Readonly<Record<string, string>> = {
  text: 'maybeText',
  whole: 'maybeWhole',
  flag: 'maybeFlag',
  texts: 'maybeTexts',
}
const optional = (schema: string): string => shortOptional[schema] ?? `${schema}.optional()`

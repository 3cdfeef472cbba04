import type { SchemaNode } from '../../scripts/reference.js'

/** A value that a schema allows, made of its first known values. */
export const sampleOf = (node: SchemaNode): unknown => {
  switch (node.type) {
    case 'array':
      return [sampleOf(node.items ?? { type: 'string' })]
    case 'object':
      return Object.fromEntries(
        Object.entries(node.properties ?? {}).map(([field, child]) => [field, sampleOf(child)]),
      )
    case 'integer':
      return 1_700_000_000
    case 'boolean':
      return true
    default:
      return node['x-values']?.[0] ?? 'text'
  }
}

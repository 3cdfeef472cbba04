import type { JsonSchema } from '../json.js'

/** What is known of a value's shape; undefined where nothing is, and then any path is allowed. */
export type KnownShape = JsonSchema | undefined

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The schema behind references, and the one alternative that has a shape. */
export const resolveShape = (shape: KnownShape, root: KnownShape = shape, depth = 0): KnownShape => {
  if (shape === undefined || depth > 10) return undefined
  const reference = shape['$ref']
  if (typeof reference === 'string' && reference.startsWith('#/')) {
    let target: unknown = root
    for (const step of reference.slice(2).split('/')) target = isObject(target) ? target[step] : undefined
    return isObject(target) ? resolveShape(target, root, depth + 1) : undefined
  }
  const alternatives = shape['anyOf'] ?? shape['oneOf']
  if (!Array.isArray(alternatives)) return shape
  const shaped = alternatives.filter(isObject).filter(option => option['type'] !== 'null')
  return shaped.length === 1 ? resolveShape(shaped[0], root, depth + 1) : undefined
}

/** The names a shape knows; undefined when any name is allowed. */
export const namesOf = (shape: KnownShape): readonly string[] | undefined => {
  const properties = shape?.['properties']
  if (!isObject(properties)) return undefined
  const names = Object.keys(properties)
  // A schema that names nothing says nothing, unless it says that there is nothing.
  return names.length > 0 || shape?.['additionalProperties'] === false ? names : undefined
}

export const memberOf = (shape: KnownShape, name: string): KnownShape => {
  const properties = shape?.['properties']
  const member = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
  return isObject(member) ? member : undefined
}

export const elementOf = (shape: KnownShape): KnownShape => {
  const items = shape?.['items']
  return isObject(items) ? items : undefined
}

/** Additional members a shape allows, for maps by key. */
export const memberValueOf = (shape: KnownShape): KnownShape => {
  const values = shape?.['additionalProperties']
  return isObject(values) ? values : undefined
}

export const allowsAnyName = (shape: KnownShape, name: string): boolean => {
  if (memberValueOf(shape) !== undefined) return true
  const patterns = shape?.['patternProperties']
  return isObject(patterns) && Object.keys(patterns).some(pattern => matches(pattern, name))
}

const matches = (pattern: string, name: string): boolean => {
  try {
    return new RegExp(pattern).test(name)
  } catch {
    return false // a pattern that JavaScript does not know constrains nothing
  }
}

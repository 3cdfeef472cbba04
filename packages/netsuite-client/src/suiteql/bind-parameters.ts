export type SuiteQlValue = string | number | bigint | boolean | null | readonly (string | number | bigint)[]

/**
 * Puts values in place of the `?` of a query, as literals that cannot break out.
 *
 * NetSuite takes `params` beside the query since 2026 only, so literals work on more accounts. A list becomes `'a', 'b'`, for
 * `IN (?)`. A `?` inside quotes or comments is text.
 *
 * @throws TypeError when the number of values differs from the number of `?`, or a list is empty.
 */
export const bindParameters = (text: string, values: readonly SuiteQlValue[]): string => {
  let next = 0
  // Quoted texts, quoted identifiers and comments are taken as they are.
  const bound = text.replace(/'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g, token => {
    if (token !== '?') return token
    const value = values[next]
    next += 1
    return value === undefined ? token : toLiteral(value)
  })
  if (next !== values.length)
    throw new TypeError(`The query has ${next} "?", and ${values.length} values were given`)
  return bound
}

const toLiteral = (value: SuiteQlValue): string => {
  if (value === null) return 'NULL'
  if (isList(value)) {
    if (value.length === 0)
      throw new TypeError(
        'An empty list matches nothing, and SuiteQL has no way to say so: leave the query out',
      )
    return value.map(toLiteral).join(', ')
  }
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'boolean':
      return value ? "'T'" : "'F'"
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} cannot stand in a query`)
      return String(value)
    default:
      return value.toString()
  }
}

const isList = (value: SuiteQlValue): value is readonly (string | number | bigint)[] => Array.isArray(value)

const quote = (text: string): string => {
  if (text.includes('\0')) throw new TypeError('A text with a zero byte cannot stand in a query')
  return `'${text.replaceAll("'", "''")}'`
}

import type { Json, JsonObject } from '../json.js'
import { compileExpression, type Evaluate } from './compile-expression.js'
import { MappingError } from './mapping-error.js'
import type { Scope } from './scope.js'
import { readEachClause } from './template-each.js'
import { splitTemplate } from './template-parts.js'
import { toJson } from './to-json.js'

/** Undefined means: leave the field out. */
export type Render = (scope: Scope) => Json | undefined

/**
 * Turns a template (a JSON value with `${...}` in its strings, `$each`, `$if`, `$value` and `$also`) into a function of the scope.
 *
 * The function throws `MappingError` when the record does not have what the template needs; its message names the field.
 */
export const compileTemplate = (template: Json, names: readonly string[] = []): Render => {
  if (typeof template === 'string') return compileText(template, names)
  if (template === null || typeof template !== 'object') return () => template
  if (isList(template)) {
    const items = template.map((item, index) => withPlace(`[${index}]`, compileTemplate(item, names)))
    return scope => items.map(render => render(scope)).filter(isPresent)
  }
  return compileObject(template, names)
}

const isList = (template: Json): template is readonly Json[] => Array.isArray(template)
const isPresent = (value: Json | undefined): value is Json => value !== undefined

const compileText = (template: string, names: readonly string[]): Render => {
  const parts = splitTemplate(template)
  const [first] = parts
  if (parts.length === 1 && first?.kind === 'expression') {
    const evaluate = compileExpression(first.source, names)
    return scope => toJson(evaluate(scope))
  }
  const pieces = parts.map(part =>
    part.kind === 'text' ? part.text : asText(compileExpression(part.source, names), part.source),
  )
  if (pieces.every(piece => typeof piece === 'string')) {
    const text = pieces.join('')
    return () => text
  }
  return scope => {
    let text = ''
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(scope)
    return text
  }
}

const asText =
  (evaluate: Evaluate, source: string) =>
  (scope: Scope): string => {
    const value = toJson(evaluate(scope))
    if (value === undefined || value === null) return ''
    if (typeof value === 'object')
      throw new MappingError(
        `\${${source}} gives ${isList(value) ? 'a list' : 'an object'}, which is no text`,
      )
    return String(value)
  }

const compileObject = (template: JsonObject, names: readonly string[]): Render => {
  const { $each, $if, ...rest } = template
  if ($each !== undefined) return compileEach($each, $if === undefined ? rest : { $if, ...rest }, names)
  const body = compileMembers(rest, names)
  if ($if === undefined) return body
  const condition = compileExpression(String($if), names)
  return scope => (condition(scope) === true ? body(scope) : undefined)
}

const compileMembers = ({ $value, $also, ...members }: JsonObject, names: readonly string[]): Render => {
  if ($value !== undefined) return compileTemplate($value, names)
  const also = $also === undefined ? undefined : withPlace('$also', compileTemplate($also, names))
  const fields = Object.entries(members).map(([name, member]) => ({
    name,
    render: withPlace(name, compileTemplate(member, names)),
  }))
  return scope => {
    const rendered: Record<string, Json> = {}
    for (const { name, render } of fields) {
      const value = render(scope)
      if (value !== undefined) rendered[name] = value
    }
    return also === undefined ? rendered : { ...toFields(also(scope)), ...rendered } // what is written wins
  }
}

const toFields = (value: Json | undefined): JsonObject => {
  if (value === undefined || value === null) return {}
  if (typeof value === 'object' && !isList(value)) return value
  throw new MappingError('$also wants an object, whose fields are added')
}

const compileEach = (each: Json, element: JsonObject, names: readonly string[]): Render => {
  const clause = readEachClause(String(each))
  if (clause === undefined) throw new MappingError(`$each must read "name in list", not "${String(each)}"`)
  const list = compileExpression(clause.source, names)
  const render = compileObject(element, [...names, clause.name])
  return scope => {
    const items = list(scope)
    if (!Array.isArray(items)) throw new MappingError(`$each wants a list, and ${clause.source} is none`)
    // One scope for all items: nothing that is rendered holds on to it.
    const inner: Record<string, unknown> & Scope = { ...scope }
    const rendered: Json[] = []
    for (const item of items) {
      inner[clause.name] = item
      const value = render(inner)
      if (value !== undefined) rendered.push(value)
    }
    return rendered
  }
}

/** Says in which field of the payload an expression failed. */
const withPlace =
  (place: string, render: Render): Render =>
  scope => {
    try {
      return render(scope)
    } catch (error) {
      if (!(error instanceof MappingError)) throw error
      throw error.within(place)
    }
  }

import type { Account } from '../../account.js'
import { problems } from '../../problem.js'
import { type FieldSchema, fieldsOfRecord } from '../record-schema.js'
import type { StoredRecord } from '../record-store.js'
import type { RecordType } from '../record-types.js'
import { type Operator, operatorOf } from './operators.js'
import { type Token, tokenize } from './tokenize.js'

export type Matches = (record: StoredRecord) => boolean

/**
 * The test that a `q` expresses: `field OPERATOR value`, joined by AND and OR, with parentheses; AND binds tighter.
 *
 * @throws Problem for a field that cannot be filtered by, an unknown operator or anything malformed
 */
export const parseFilter = (q: string, type: RecordType, { settings }: Account): Matches => {
  const tokens = tokenize(q)
  if (tokens === undefined) throw problems.wrongFilter()
  let next = 0
  const peek = (): Token | undefined => tokens[next]
  const take = (): Token => {
    const token = tokens[next]
    if (token === undefined) throw problems.wrongFilter()
    next += 1
    return token
  }
  const takes = (word: string): boolean => {
    const token = peek()
    if (token?.kind !== 'word' || token.text.toUpperCase() !== word) return false
    next += 1
    return true
  }

  const either = (): Matches => {
    const options = [both()]
    while (takes('OR')) options.push(both())
    return record => options.some(matches => matches(record))
  }
  const both = (): Matches => {
    const conditions = [single()]
    while (takes('AND')) conditions.push(single())
    return record => conditions.every(matches => matches(record))
  }
  const single = (): Matches => {
    if (peek()?.kind !== 'open') return condition()
    take()
    const inner = either()
    if (take().kind !== 'close') throw problems.wrongFilter()
    return inner
  }
  const condition = (): Matches => {
    const field = filterableField(take(), type)
    const word = take()
    const operator = word.kind === 'word' ? operatorOf(word.text, field.schema) : undefined
    if (operator === undefined) throw problems.wrongFilter()
    const values = operator.takesValue ? takeValues(operator) : []
    return ({ id, fields }) =>
      operator.holds(field.name === 'id' ? id : fields[field.name], values, settings.timeZone)
  }
  const takeValues = (operator: Operator): readonly string[] => {
    const value = take()
    if (value.kind === 'list') {
      if (!operator.takesList) throw problems.wrongFilter()
      return value.items
    }
    if (value.kind !== 'word' && value.kind !== 'text') throw problems.wrongFilter()
    return [value.text]
  }

  const matches = either()
  if (next < tokens.length) throw problems.wrongFilter()
  return matches
}

interface FilterField {
  readonly name: string
  readonly schema: FieldSchema | undefined
}

const unfilterable = new Set(['sublist', 'subrecord', 'links', 'references'])

/** Body fields only: no joins, no sublists. */
const filterableField = (token: Token, type: RecordType): FilterField => {
  if (token.kind !== 'word') throw problems.wrongFilter()
  const fields = fieldsOfRecord(type.name)
  const custom = /^cust[a-z]+_/.test(token.text.toLowerCase())
  const name = fields?.spell(token.text) ?? (custom ? token.text.toLowerCase() : undefined)
  if (fields === undefined) return { name: name ?? token.text, schema: undefined }
  const schema = name === undefined ? undefined : fields.byName.get(name)
  if (name === undefined || (schema !== undefined && unfilterable.has(schema.kind)))
    throw problems.wrongFilter()
  return { name, schema }
}

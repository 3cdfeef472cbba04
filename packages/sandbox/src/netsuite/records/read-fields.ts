import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import type { Account } from '../account.js'
import { problems } from '../problem.js'
import { linesOf } from './lines.js'
import { readValue } from './read-value.js'
import { type Fields, fieldsOfElement, fieldsOfRecord } from './record-schema.js'
import type { RecordType } from './record-types.js'

/** `X-NetSuite-PropertyNameValidation` and `X-NetSuite-PropertyValueValidation`. */
export type Validation = 'error' | 'warning' | 'ignore'

export interface ReadOptions {
  readonly account: Account
  readonly names: Validation
  readonly values: Validation
  /** Told of what was dropped where the request asks for warnings. */
  warn(path: string): void
}

/** What only NetSuite writes; in a body it is dropped. */
const readOnly = new Set(
  'id links refName createdDate createdFrom lastModifiedDate prevDate status source sourceSystem transactionNumber subtotal total discountTotal taxTotal amountPaid amountRemaining applied unapplied balance'.split(
    ' ',
  ),
)

/**
 * What was sent, with names as NetSuite writes them and references as ids. Case does not count on the way in; unknown names and
 * values of the wrong shape are refused, dropped with a warning or dropped, as the request asks for.
 */
export const readFields = (type: RecordType, sent: JsonObject, options: ReadOptions): JsonObject =>
  readObject(sent, fieldsOfRecord(type.name), '', {
    ...options,
    isReadOnly: name => readOnly.has(name),
  })

interface Reading extends ReadOptions {
  isReadOnly(name: string): boolean
}

const inLine = (options: Reading): Reading => ({ ...options, isReadOnly: name => name === 'links' })

const readObject = (
  sent: JsonObject,
  known: Fields | undefined,
  path: string,
  options: Reading,
): JsonObject => {
  const read: Record<string, Json> = {}
  for (const [name, value] of Object.entries(sent)) {
    const own = spell(name, known, options.account)
    const at = `${path}${name}`
    if (own === undefined) {
      if (options.names === 'error') throw problems.unknownProperty(name, at)
      if (options.names === 'warning') options.warn(at)
      continue
    }
    if (options.isReadOnly(own)) continue
    const checked = readMember(own, value, known, at, options)
    if (checked !== undefined) read[own] = checked
  }
  return read
}

const customName = /^cust(body|entity|item|record|event|col)_?[a-z0-9_]*$/

const spell = (name: string, known: Fields | undefined, { settings }: Account): string | undefined => {
  const own = known?.spell(name)
  if (own !== undefined) return own
  const lower = name.toLowerCase()
  if (!customName.test(lower)) return known === undefined ? name : undefined
  const { customFields } = settings
  return customFields === undefined || customFields.some(field => field.id === lower) ? lower : undefined
}

/** Undefined when the value was dropped. */
const readMember = (
  name: string,
  value: Json,
  known: Fields | undefined,
  path: string,
  options: Reading,
): Json | undefined => {
  const schema = known?.byName.get(name)
  if (schema?.kind === 'sublist') {
    if (value === null) return { items: null }
    if (isJsonObject(value) && value['items'] === null) return { items: null }
    const lines = linesOf(value)
    if (lines === undefined) return refuse(name, value, path, options)
    const fields = fieldsOfElement(schema.element)
    return {
      items: lines.map((line, index) =>
        readObject(line, fields, `${path}.items[${index}].`, inLine(options)),
      ),
    }
  }
  if (value === null) return null
  if (schema?.kind === 'subrecord') {
    return isJsonObject(value)
      ? readObject(value, fieldsOfElement(schema.element), `${path}.`, inLine(options))
      : refuse(name, value, path, options)
  }
  return (
    readValue(value, schema, { name, path, account: options.account }) ?? refuse(name, value, path, options)
  )
}

const refuse = (name: string, value: Json, path: string, options: ReadOptions): undefined => {
  if (options.values === 'error')
    throw problems.invalidValue(typeof value === 'object' ? JSON.stringify(value) : String(value), name, path)
  if (options.values === 'warning') options.warn(path)
  return undefined
}

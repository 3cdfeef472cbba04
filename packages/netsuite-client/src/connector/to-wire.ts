import type { Failure, Json, JsonObject } from '@tiktok-ns/flow-engine'
import { numberFields } from '../generated/number-fields.js'

/** A value that cannot be put on the wire as it is. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly failure: Failure

  constructor(message: string) {
    super(message)
    this.failure = { kind: 'mapping', message, hint: 'Correct the mapping of this field.' }
  }
}

const pathsByRecord = new Map(
  Object.entries(numberFields).map(([record, paths]) => [record, new Set(paths.split(' '))]),
)

/**
 * A payload as NetSuite wants it: decimal text in number fields becomes a JSON number of exactly that value.
 *
 * @throws WireError where a number field holds something that is no decimal number.
 */
export const toWire = (recordType: string, payload: JsonObject): JsonObject => {
  const paths = pathsByRecord.get(recordType)
  return paths === undefined ? payload : convertObject(payload, '', paths)
}

const convert = (value: Json, path: string, paths: ReadonlySet<string>): Json => {
  if (typeof value === 'string') return paths.has(path) ? toNumber(value, path) : value
  if (value === null || typeof value !== 'object') return value
  return isList(value)
    ? value.map(item => convert(item, `${path}[]`, paths))
    : convertObject(value, path, paths)
}

const convertObject = (object: JsonObject, path: string, paths: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      convert(value, path === '' ? name : `${path}.${name}`, paths),
    ]),
  )

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** A double keeps fifteen significant digits exactly, and JSON writes the shortest text that reads back the same. */
const toNumber = (text: string, path: string): number => {
  if (!/^-?\d+(\.\d+)?$/.test(text))
    throw new WireError(`${path} wants a number, and "${text.slice(0, 40)}" is none`)
  const digits = text.replace(/^-/, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '')
  if (digits.length > 15)
    throw new WireError(`${path}: ${text} has more digits than NetSuite can take exactly`)
  const number = Number(text)
  return Object.is(number, -0) ? 0 : number
}
